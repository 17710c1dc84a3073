"""A small dataset that is ready to be released, all of it invented."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard.pipeline import Config, Dataset, ReleaseOptions, clean
from tiltyard.pipeline._schema import ROW

BEGIN = datetime(2026, 3, 2, 9, 12, 34, tzinfo=UTC)
WINNERS = ("model_a", "model_b", "tie", "both_bad")
MODELS = ("oak", "elm", "yew")
# Without the steps that would leave out what is alike: these rows are.
STEPS = ("incomplete", "flagged", "too_short")
LICENSED = ReleaseOptions(licence="CC-BY-4.0", title="Votes of an invented arena", smallest_cell=2)
CONFIG = Config(steps=STEPS, release=LICENSED)


def row(number: int, **other: Any) -> dict[str, Any]:
    """A vote, different for each number."""
    first = MODELS[number % 3]
    return {
        "id": f"vote-{number}",
        "battle": f"battle-{number}",
        "source": "invented",
        "model_a": first,
        "model_b": MODELS[(number + 1) % 3],
        "winner": WINNERS[number % 4],
        "voter": f"cookie-{number % 7}",
        "created_at": BEGIN + timedelta(minutes=number),
        "anonymous": True,
        "prompts": [f"Which tree is number {number}, and why is it so?"],
        "answers_a": [f"## It is {first}\n\n- **tall** tree {number}\n- old"],
        "answers_b": [f"Number {number} is some other tree altogether."],
        "tokens_a": [12],
        "tokens_b": [8],
        "consent": True,
        "language": "en" if number % 5 else "fr",
        "images": 0,
    } | other


def rows(many: int = 40, **other: Any) -> list[dict[str, Any]]:
    """Votes, different from each other."""
    return [row(number, **other) for number in range(many)]


def frame(made: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a dataset holds them."""
    return pl.DataFrame(list(made), schema=ROW)


def dataset(
    folder: Path, made: Sequence[Mapping[str, Any]], *, parts: int = 1, config: Config = CONFIG
) -> Dataset:
    """A dataset of these rows in so many parts, cleaned."""
    held = Dataset.create(folder)
    size = max(-(-len(made) // parts), 1)
    for begin in range(0, len(made), size):
        held.append(frame(made[begin : begin + size]))
    held.inputs = {"0" * 64: {"name": "made.jsonl", "importer": "invented", "rows": len(made),
                              "imported": len(made), "repeated": 0, "refused": {},
                              "complete": True}}  # fmt: skip
    held.save()
    clean(held, config, workers=1)
    return held


def with_release(**options: Any) -> Config:
    """The usual configuration, with other options of release."""
    return dataclasses.replace(CONFIG, release=dataclasses.replace(LICENSED, **options))


def read(folder: Path) -> pl.DataFrame:
    """The rows of a release."""
    return pl.read_parquet(folder / "data" / "*.parquet")
