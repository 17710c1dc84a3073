"""Rankings from files: lists or text, best to worst."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tiltyard import votes
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings.rankings import Rankings
from tiltyard.votes import Columns
from votes.making import listed, written

LISTS = [["C", "A", "B"], ["A", "C"], ["B", "C"]]
TEXTS = ["C > A > B", "A>C", " B >C "]


def orders(rankings: Rankings | None) -> list[list[str]]:
    """The rankings as lists of names."""
    assert rankings is not None
    return [
        [rankings.models[code] for code in rankings.items[start:end]]
        for start, end in zip(rankings.starts[:-1], rankings.starts[1:], strict=True)
    ]


@pytest.mark.parametrize("column", [LISTS, TEXTS], ids=["lists", "text"])
def test_rankings_are_lists_or_text(column: Any) -> None:
    assert orders(votes.read({"ranking": column}).rankings) == LISTS


@pytest.mark.parametrize("name", ["votes.jsonl", "votes.json", "votes.parquet"])
def test_lists_come_from_files(name: str, tmp_path: Path) -> None:
    path = written({"ranking": LISTS}, tmp_path / name)
    assert orders(votes.read(path).rankings) == LISTS


@pytest.mark.parametrize("name", ["votes.csv", "votes.jsonl", "votes.parquet"])
def test_text_comes_from_files(name: str, tmp_path: Path) -> None:
    path = written({"order": TEXTS}, tmp_path / name)
    assert orders(votes.read(path, columns=Columns(ranking="order")).rankings) == LISTS


def test_arrays_of_one_length_are_rankings_too() -> None:
    frame = pl.DataFrame(
        {"ranking": [["A", "B"], ["B", "A"]]}, schema={"ranking": pl.Array(str, 2)}
    )
    assert orders(votes.read(frame).rankings) == [["A", "B"], ["B", "A"]]


def test_every_two_models_of_a_ranking_are_a_vote() -> None:
    assert listed(votes.read({"ranking": LISTS[:1]}).votes) == [
        ("C", "A", "model_a"),
        ("C", "B", "model_a"),
        ("A", "B", "model_a"),
    ]


def test_the_sentence_says_that_these_are_rankings() -> None:
    assert (
        votes.read({"ranking": LISTS}).recognised
        == "rankings: rankings in 'ranking', best to worst"
    )


def test_counts_weights_and_voters_belong_to_rankings() -> None:
    table = {"ranking": LISTS, "count": [1, 2, 3], "weight": [1, 1, 0.5], "voter": list("uvu")}
    rankings = votes.read(table).rankings
    assert rankings is not None
    assert rankings.mass().tolist() == [1, 2, 1.5]
    assert rankings.clusters["voter"].tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("ranking", "reason"),
    [
        ("A", "the ranking has fewer than two models"),
        ("A > B = C", "rankings with ties ('=') cannot be used"),
        ("A > B > A", "a model is in the ranking twice"),
        ("A > > B", "a model of the ranking is missing"),
        (None, "the ranking is missing"),
        ("", "the ranking is missing"),
    ],
)
def test_what_is_no_ranking_has_a_reason(ranking: str | None, reason: str) -> None:
    reading = votes.read({"ranking": ["A > B", ranking, "B > C"]}, on_error="drop")
    assert [(bad.row, bad.reason) for bad in reading.bad_rows] == [(2, reason)]
    assert orders(reading.rankings) == [["A", "B"], ["B", "C"]]


def test_an_empty_list_is_no_ranking() -> None:
    reading = votes.read({"ranking": [["A", "B"], [], ["B", "C"]]}, on_error="drop")
    assert reading.dropped == {"the ranking has fewer than two models": 1}
    assert orders(reading.rankings) == [["A", "B"], ["B", "C"]]


def test_numbers_are_no_rankings() -> None:
    with pytest.raises(DataError, match="rankings are lists, or text"):
        votes.read({"ranking": [1, 2]})


def test_rankings_have_no_style() -> None:
    with pytest.raises(ConfigurationError, match="counts and rankings have none"):
        votes.read(
            {"ranking": LISTS, "x_a": [1] * 3, "x_b": [1] * 3}, columns=Columns(style="auto")
        )


def test_rankings_can_be_sliced() -> None:
    sliced = votes.read_by({"ranking": LISTS, "task": ["x", "y", "x"]}, "task")
    assert orders(sliced["x"].rankings) == [LISTS[0], LISTS[2]]


def test_rankings_stay_single_where_counts_would_do() -> None:
    reading = votes.read({"ranking": LISTS}, pooled=True)
    assert np.array_equal(reading.votes.clusters["ranking"], [0, 0, 0, 1, 2])  # type: ignore[union-attr]
