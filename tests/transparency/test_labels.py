"""What is told of a snapshot's votes: which they are, and what its boards ask of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from leaderboard.drawn import drawn
from tiltyard.leaderboard import Query, Terms, Votes, VoteTable
from tiltyard.transparency._labels import labels_of
from tiltyard.transparency._layout import SMALLEST_CELL


def votes(frame: pl.DataFrame, counts: str = "yes") -> Votes:
    """The votes of a log in which the n-th has leaf 3 n + 1."""
    table = VoteTable()
    leaves = pl.Series("leaf", range(1, 3 * len(frame), 3), dtype=pl.Int64)
    table.append(frame.with_columns(leaves, pl.lit(counts).alias("counts")))
    return table.votes


def languages(*many: tuple[str | None, int]) -> pl.DataFrame:
    """Votes of so many voters, one each, in each language."""
    values = [language for language, count in many for _ in range(count)]
    frame = drawn(len(values)).with_columns(pl.Series("language", values, dtype=pl.String))
    return frame.with_columns(pl.Series("voter", [f"v{one}" for one in range(len(values))]))


FRENCH = [Query(), Query(language="fr")]


def test_the_leaves_of_all_votes_are_told_in_order() -> None:
    found = labels_of(7, votes(drawn(50)), [Query()])
    assert found.snapshot == 7
    assert list(found.leaves) == list(range(1, 150, 3))
    assert (dict(found.labels), dict(found.numbers), found.older) == ({}, {}, 0)


def test_votes_that_do_not_count_are_not_told() -> None:
    assert list(labels_of(1, votes(drawn(5), "guest"), [Query()]).leaves) == []


def test_excluded_votes_are_not_told() -> None:
    some = votes(drawn(5))
    found = labels_of(1, replace(some, terms=Terms(np.array([4, 7]))), [Query()])
    assert list(found.leaves) == [1, 10, 13]


def test_votes_from_before_the_log_are_counted() -> None:
    table = VoteTable()
    table.append(drawn(9))
    found = labels_of(1, table.votes, [Query()])
    assert (list(found.leaves), found.older) == ([], 9)


def test_what_no_board_asks_is_not_told() -> None:
    found = labels_of(1, votes(drawn(400)), FRENCH)
    assert list(found.labels) == ["language"]


def test_labels_are_those_of_the_votes() -> None:
    frame = languages(("en", 30), ("fr", 25))
    values, codes = labels_of(1, votes(frame), FRENCH).labels["language"]
    assert [values[code] for code in codes] == frame["language"].to_list()


def test_a_language_of_few_voters_is_told_of_nobody() -> None:
    frame = languages(("en", 30), ("fr", 25), ("de", 19), ("it", 3))
    found = labels_of(1, votes(frame), FRENCH)
    values, codes = found.labels["language"]
    assert list(values) == ["en", "fr"]
    assert set(found.merged) == {("language", "de"), ("language", "it")}
    assert codes.count(-1) == 22


def test_what_is_untold_does_not_tell_by_that() -> None:
    """One language of three voters alone would be known to be that one: another goes with it."""
    found = labels_of(1, votes(languages(("en", 30), ("fr", 25), ("it", 3))), FRENCH)
    assert list(found.labels["language"][0]) == ["en"]
    assert set(found.merged) == {("language", "it"), ("language", "fr")}


def test_few_among_many_unlabelled_hide_there() -> None:
    frame = languages(("en", 30), ("fr", 25), ("it", 3), (None, 20))
    found = labels_of(1, votes(frame), FRENCH)
    assert set(found.merged) == {("language", "it")}


def test_one_voter_with_many_votes_is_one_voter() -> None:
    frame = languages(("en", 60), ("fr", 60)).with_columns(
        pl.when(pl.col("language") == "fr").then(pl.lit("one")).otherwise("voter").alias("voter")
    )
    found = labels_of(1, votes(frame), FRENCH)
    assert len(found.merged) == 2
    assert SMALLEST_CELL > 1


@pytest.mark.parametrize("category", ["refusal", "coding"])
def test_a_category_is_told_by_its_columns(category: str) -> None:
    frame = drawn(3_000)
    found = labels_of(1, votes(frame), [Query(category=(category,))])
    wanted = [category] if category in frame.columns else [f"{category}_a", f"{category}_b"]
    assert list(found.labels) == wanted


def test_what_is_held_equal_is_told_as_numbers() -> None:
    frame = drawn(40)
    found = labels_of(1, votes(frame), [Query(control=("length",))])
    assert list(found.numbers) == ["tokens_a", "tokens_b"]
    assert list(found.numbers["tokens_a"]) == frame["tokens_a"].to_list()


def test_votes_that_are_labelled_otherwise_by_now_are_told_without_labels() -> None:
    found = labels_of(1, votes(drawn(400)), FRENCH, told=False)
    assert (len(found.leaves), dict(found.labels)) == (400, {})
