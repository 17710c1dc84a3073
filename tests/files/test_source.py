"""Sources: every format, packing and frame gives the same votes."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # it brings no types
import pytest

from tiltyard import votes
from tiltyard.errors import DataError
from votes.making import FORMATS, VOTES, listed, rows, written


class Piped:
    """Standard input that holds some bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_votes(name: str, tmp_path: Path) -> None:
    assert listed(votes.read(written(VOTES, tmp_path / name)).votes) == rows(VOTES)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_same_digest(name: str, tmp_path: Path) -> None:
    assert votes.read(written(VOTES, tmp_path / name)).digest == votes.read(VOTES).digest


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_comes_through_standard_input(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = written(VOTES, tmp_path / name).read_bytes()
    monkeypatch.setattr(sys, "stdin", Piped(content))
    assert listed(votes.read("-").votes) == rows(VOTES)


def test_the_streaming_kind_of_arrow_is_read(tmp_path: Path) -> None:
    path = tmp_path / "votes.arrow"
    pl.DataFrame(dict(VOTES)).write_ipc_stream(path)
    assert listed(votes.read(path).votes) == rows(VOTES)


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame(dict(VOTES)),
        pl.LazyFrame(dict(VOTES)),
        pd.DataFrame(dict(VOTES)),
        pd.DataFrame(dict(VOTES)).astype("category"),
        pa.table(dict(VOTES)),
        nw.from_native(pl.DataFrame(dict(VOTES))),
        dict(VOTES),
        {name: np.array(column) for name, column in VOTES.items()},
        pl.DataFrame(dict(VOTES)).cast(pl.Categorical),
        pl.DataFrame(dict(VOTES)).with_columns(pl.col("model_a").cast(pl.Enum(["C", "B", "A"]))),
    ],
    ids=lambda frame: f"{type(frame).__module__.split('.')[0]}.{type(frame).__name__}",
)
def test_every_kind_of_frame_gives_the_same_votes(frame: Any) -> None:
    assert listed(votes.read(frame).votes) == rows(VOTES)


def test_a_folder_is_read_in_order_of_its_names(tmp_path: Path) -> None:
    written({name: column[3:] for name, column in VOTES.items()}, tmp_path / "b.csv")
    written({name: column[:3] for name, column in VOTES.items()}, tmp_path / "a.parquet")
    (tmp_path / "README").write_text("not votes")
    assert listed(votes.read(tmp_path).votes) == rows(VOTES)


def test_a_pattern_is_all_files_that_match(tmp_path: Path) -> None:
    written({name: column[:3] for name, column in VOTES.items()}, tmp_path / "day-1.csv")
    written({name: column[3:] for name, column in VOTES.items()}, tmp_path / "day-2.csv")
    written(VOTES, tmp_path / "other.csv")
    assert listed(votes.read(str(tmp_path / "day-*.csv")).votes) == rows(VOTES)


def test_several_files_are_read_in_the_order_given(tmp_path: Path) -> None:
    first = written({name: column[:2] for name, column in VOTES.items()}, tmp_path / "z.csv")
    second = written({name: column[2:] for name, column in VOTES.items()}, tmp_path / "a.jsonl")
    assert listed(votes.read([first, second]).votes) == rows(VOTES)


def test_a_file_whose_name_looks_like_a_pattern_is_itself(tmp_path: Path) -> None:
    path = written(VOTES, tmp_path / "votes[1].parquet")
    assert listed(votes.read(path).votes) == rows(VOTES)


def test_semicolons_separate_too(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("model_a;model_b;winner\nA;B;tie\n")
    assert listed(votes.read(path).votes) == [("A", "B", "tie")]


def test_a_mark_of_byte_order_is_no_part_of_a_name(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(b"\xef\xbb\xbfmodel_a,model_b,winner\r\nA,B,tie\r\n")
    assert listed(votes.read(path).votes) == [("A", "B", "tie")]


def test_the_format_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "votes.log"
    path.write_text('{"model_a": "A", "model_b": "B", "winner": "tie"}\n')
    assert listed(votes.read(path, format="jsonl").votes) == [("A", "B", "tie")]


def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    path = tmp_path / "votes.xlsx"
    path.touch()
    with pytest.raises(DataError, match=r"no known format.*\.parquet"):
        votes.read(path)


def test_parquet_is_not_packed_again(tmp_path: Path) -> None:
    path = tmp_path / "votes.parquet.gz"
    path.touch()
    with pytest.raises(DataError, match="no known format"):
        votes.read(path)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(DataError, match="no format 'excel'; known: arrow"):
        votes.read("-", format="excel")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(DataError, match=r"no file 'nowhere\.csv'"):
        votes.read("nowhere.csv")


def test_a_pattern_that_matches_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no file matches"):
        votes.read(str(tmp_path / "*.csv"))


def test_a_folder_without_votes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds nothing to read"):
        votes.read(tmp_path)


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(DataError, match="cannot be read from an object of type 'object'"):
        votes.read(object())


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "votes.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    with pytest.raises(DataError, match=r"votes\.parquet cannot be read"):
        votes.read(path)


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(DataError, match="cannot be read"):
        votes.read({"model_a": ["A", "B"], "model_b": ["B"], "winner": ["tie"]})


def test_bars_separate_too(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("model_a|model_b|winner\nA|B|tie\n")
    assert listed(votes.read(path).votes) == [("A", "B", "tie")]


def test_text_of_two_bytes_a_sign_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("model_a,model_b,winner\nA,B,tie\n", encoding="utf-16")
    with pytest.raises(DataError, match="is UTF-16 text: save it as UTF-8"):
        votes.read(path)


@pytest.mark.parametrize("hidden", ["._a.csv", ".ipynb_checkpoints/a.csv"])
def test_hidden_files_of_a_folder_are_passed_over(hidden: str, tmp_path: Path) -> None:
    written(VOTES, tmp_path / "votes.csv")
    (tmp_path / hidden).parent.mkdir(exist_ok=True)
    (tmp_path / hidden).write_bytes(b"\0\5")
    assert votes.read(tmp_path).rows == 6


def test_a_home_folder_can_be_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    written(VOTES, tmp_path / "votes.csv")
    assert votes.read("~/votes.csv").rows == 6


def test_an_address_is_not_fetched() -> None:
    with pytest.raises(DataError, match="is an address: fetch the file"):
        votes.read("https://example.org/votes.parquet")


def test_no_files_are_nothing_to_read() -> None:
    with pytest.raises(DataError, match="the list of files is empty"):
        votes.read([])


def test_bytes_are_no_list_of_files() -> None:
    with pytest.raises(DataError, match="an object of type 'bytes'"):
        votes.read(b"votes.csv")


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"model_a": ["A", 1], "model_b": ["B", "B"], "winner": ["tie", "tie"]}),
        pd.DataFrame(
            [["A", "B", "tie", "tie"]], columns=["model_a", "model_b", "winner", "winner"]
        ),
    ],
    ids=["several kinds in a column", "a column twice"],
)
def test_a_frame_that_makes_no_sense_is_an_error_of_ours(frame: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="the frame cannot be read: "):
        votes.read(frame)


def test_objects_on_lines_that_are_called_json_are_told_how_to_read(tmp_path: Path) -> None:
    path = written(VOTES, tmp_path / "votes.jsonl").rename(tmp_path / "votes.json")
    with pytest.raises(DataError, match="format='jsonl'"):
        votes.read(path)
    assert votes.read(path, format="jsonl").rows == 6
