"""Labels are counted."""

from __future__ import annotations

import numpy as np
import polars as pl

import board_votes
from tiltyard.leaderboard._columns import label_counts


def frame() -> pl.DataFrame:
    """A hundred votes."""
    return board_votes.votes(board_votes.cards(4), 100)


def test_each_value_is_counted_once_for_a_vote() -> None:
    votes = frame()
    found = label_counts(board_votes.source(board_votes.cards(4), votes).votes)
    assert found["coding"]["true"] == votes["coding"].sum()
    assert sum(found["occupation"].values()) == 100
    assert found["language"] == dict(votes["language"].value_counts().iter_rows())


def test_a_label_of_answers_counts_where_either_side_has_it() -> None:
    votes = frame().with_columns(
        refusal_a=pl.Series([True, True, False, None] * 25),
        refusal_b=pl.Series([True, False, False, False] * 25),
    )
    found = label_counts(board_votes.source(board_votes.cards(4), votes).votes)
    assert found["refusal"] == {"false": 75, "true": 50}


def test_sides_may_know_their_values_in_another_order() -> None:
    votes = frame().with_columns(
        tone_a=pl.Series(["warm", "cold"] * 50), tone_b=pl.Series(["cold", "cold"] * 50)
    )
    found = label_counts(board_votes.source(board_votes.cards(4), votes).votes)
    assert found["tone"] == {"warm": 50, "cold": 100}


def test_what_is_not_labelled_is_not_counted() -> None:
    votes = frame().with_columns(coding=pl.Series([None] * 99 + [True]))
    found = label_counts(board_votes.source(board_votes.cards(4), votes).votes)
    assert found["coding"] == {"false": 0, "true": 1}


def test_counts_are_whole_numbers() -> None:
    found = label_counts(board_votes.source(board_votes.cards(4), frame()).votes)
    assert not any(isinstance(n, np.generic) for one in found.values() for n in one.values())
