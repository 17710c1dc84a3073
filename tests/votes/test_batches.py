"""Parts and batches: schemas of broken files, and rows that go through in order."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tiltyard import votes
from tiltyard.errors import DataError
from tiltyard.files import Part
from tiltyard.votes import _batches
from tiltyard.votes._batches import schema_of
from votes.making import VOTES, listed, rows, written


def test_csv_is_text_throughout(tmp_path: Path) -> None:
    path = written({**VOTES, "turn": range(6)}, tmp_path / "votes.csv")
    assert {*schema_of(Part("", "csv", path=path)).values()} == {pl.String()}


def test_kinds_of_csv_are_guessed_where_asked(tmp_path: Path) -> None:
    path = written({**VOTES, "turn": range(6)}, tmp_path / "votes.csv")
    assert schema_of(Part("", "csv", path=path), guessed=True)["turn"] == pl.Int64()


def test_a_broken_file_has_the_schema_of_what_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    path.write_text('nothing\n{"model_a": "A"}\n')
    assert [*schema_of(Part("", "jsonl", path=path))] == ["model_a"]


def test_rows_stay_in_order_over_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_batches, "BATCH", 2)
    assert listed(votes.read(VOTES).votes) == rows(VOTES)


def test_a_part_that_lacks_a_column_is_named(tmp_path: Path) -> None:
    written({**VOTES, "count": [1] * 6}, tmp_path / "a.csv")
    written(VOTES, tmp_path / "b.csv")
    with pytest.raises(DataError, match=r"b\.csv: there is no column 'count'"):
        votes.read(tmp_path)
