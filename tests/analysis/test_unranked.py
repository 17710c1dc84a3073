"""Why a model has no rating."""

from __future__ import annotations

import pytest

from ratings.boards import rows
from tiltyard.analysis._unranked import unranked
from tiltyard.ratings import Counts

VOTES = Counts.of(
    rows(
        ("a", "b", 0.5, 9), ("win", "a", 1.0, 2), ("lose", "b", 0.0, 3), ("in", "a", 1.0, 1),
        ("in", "out", 0.0, 1), ("out", "lose", 1.0, 1), ("far", "off", 0.5, 4),
        ("off", "in", 0.0, 0.5),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ("win", "Has only won"),
        ("lose", "Has only lost"),
        ("in", "No chain of wins"),
    ],
)
def test_the_reason_is_the_nearest_one(model: str, reason: str) -> None:
    found = {one.model: one.reason for one in unranked(VOTES, frozenset({"a", "b"}), {})}
    assert found[model].startswith(reason)


def test_models_that_never_met_the_others_are_told_so() -> None:
    apart = Counts.of(rows(("a", "b", 0.5, 9), ("far", "off", 0.5, 4)))
    found = {one.reason for one in unranked(apart, frozenset({"a", "b"}), {})}
    assert found == {"Never met the ranked models, nor any that did"}


def test_without_any_ranked_model_the_reason_says_so() -> None:
    circle = Counts.of(rows(("a", "b", 1.0, 1), ("b", "c", 1.0, 1)))
    found = {one.model: one.reason for one in unranked(circle, frozenset(), {})}
    assert found["b"] == "The votes so far do not connect it with another model both ways"


def test_the_busiest_come_first() -> None:
    votes = [one.votes for one in unranked(VOTES, frozenset({"a", "b"}), {})]
    assert votes == sorted(votes, reverse=True)


def test_nobody_is_left_out_of_a_whole_board() -> None:
    assert unranked(VOTES, frozenset(VOTES.models), {}) == ()


def test_a_model_that_cannot_be_compared_is_told_why() -> None:
    found = {
        one.model: one.reason for one in unranked(VOTES, frozenset({"a", "b"}), {"b": "price"})
    }
    assert found["b"] == "Its price is not known"
    assert found["lose"].startswith("Has only lost")
