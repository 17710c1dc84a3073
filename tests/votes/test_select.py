"""Selections: columns of the wrong kind are refused before anything is read."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from tiltyard import votes
from tiltyard.errors import DataError
from tiltyard.votes import Columns
from votes.making import VOTES, listed


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("model_a", [["A"]] * 6, "'model_a' holds .*, not text"),
        ("winner", [{"name": "tie"}] * 6, "'winner' holds .*, not text"),
        ("count", [["1"]] * 6, "'count' holds .*, not numbers"),
        ("model_b", [b"B"] * 6, "'model_b' holds Binary, not text"),
    ],
)
def test_a_column_of_the_wrong_kind_is_refused(column: str, values: Any, message: str) -> None:
    with pytest.raises(DataError, match=message):
        votes.read({**VOTES, column: values})


def test_numbers_can_name_models() -> None:
    table = {"model_a": [7, 8], "model_b": [8, 7], "winner": ["tie", "model_b"]}
    assert listed(votes.read(table).votes) == [("7", "8", "tie"), ("8", "7", "model_b")]


def test_counts_may_be_text() -> None:
    read = votes.read({**VOTES, "count": list("123456")}).votes
    assert read.count.tolist() == [1, 2, 3, 4, 5, 6]  # type: ignore[union-attr]  # single votes


def test_truth_may_count() -> None:
    frame = pl.DataFrame({**VOTES, "weight": [True, False] * 3})
    assert votes.read(frame).dropped == {"weight is 0": 3}


def test_a_voter_that_is_a_number_in_one_file_and_text_in_another_is_one() -> None:
    read = votes.read([{**VOTES, "voter": [5] * 6}, {**VOTES, "voter": ["5"] * 6}]).votes
    assert set(read.clusters["voter"].tolist()) == {0}  # type: ignore[union-attr]  # single votes


def test_an_empty_voter_is_none() -> None:
    with pytest.raises(DataError, match="row 1: voter is missing"):
        votes.read({**VOTES, "voter": ["", *"abcde"]}, columns=Columns(voter="voter"))
