"""Small tables of votes, and files of them in every format."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.comparisons import GRADED, OUTCOMES
from tiltyard.votes import Reading

Table = Mapping[str, Sequence[Any]]

VOTES: Table = {
    "model_a": ["B", "A", "C", "B", "A", "C"],
    "model_b": ["A", "C", "B", "A", "B", "A"],
    "winner": ["model_a", "tie", "both_bad", "model_b", "model_a", "model_b"],
}
FORMATS = (
    "votes.csv",
    "votes.tsv",
    "votes.csv.gz",
    "votes.csv.zst",
    "votes.json",
    "votes.json.gz",
    "votes.json.zst",
    "votes.jsonl",
    "votes.ndjson",
    "votes.jsonl.gz",
    "votes.jsonl.zst",
    "votes.parquet",
    "votes.arrow",
    "votes.ipc",
    "votes.feather",
)


def written(table: Table, path: Path) -> Path:
    """The path, at which the table now lies in the format of its suffix."""
    frame = pl.DataFrame(dict(table), strict=False)
    packed = path.suffix if path.suffix in (".gz", ".zst") else ""
    suffix = Path(path.stem).suffix if packed else path.suffix
    if suffix == ".parquet":
        frame.write_parquet(path)
    elif suffix in (".arrow", ".ipc", ".feather"):
        frame.write_ipc(path)
    else:
        _write_text(frame, path, suffix, packed)
    return path


def _write_text(frame: pl.DataFrame, path: Path, suffix: str, packed: str) -> None:
    if suffix in (".csv", ".tsv"):
        text = frame.write_csv(separator="\t" if suffix == ".tsv" else ",")
    elif suffix == ".json":
        text = json.dumps(frame.to_dicts())
    else:
        text = frame.write_ndjson()
    if packed == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif packed == ".zst":
        # The sign of the end of a line is added again.
        pl.LazyFrame({"": text.rstrip("\n").split("\n")}).sink_csv(
            path, include_header=False, quote_style="never", compression="zstd"
        )
    else:
        path.write_text(text, encoding="utf-8")


def listed(votes: Comparisons | Counts) -> list[tuple[str, str, str]]:
    """Every row as left model, right model and winner, or its score."""
    assert isinstance(votes, Comparisons)
    names = votes.models
    score = [0.0] * len(votes) if votes.score is None else votes.score.tolist()
    return [
        (names[a], names[b], str(score[row]) if code == GRADED else OUTCOMES[code].value)
        for row, (a, b, code) in enumerate(zip(votes.a, votes.b, votes.outcome, strict=True))
    ]


def rows(table: Table) -> list[tuple[str, str, str]]:
    """What `listed` gives for a table without surprises."""
    return list(zip(table["model_a"], table["model_b"], table["winner"], strict=True))


def clusters(reading: Reading) -> dict[str, list[int]]:
    """The codes of voters, prompts…"""
    assert isinstance(reading.votes, Comparisons)
    return {name: codes.tolist() for name, codes in reading.votes.clusters.items()}
