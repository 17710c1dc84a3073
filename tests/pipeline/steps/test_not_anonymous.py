"""Votes that were not blind."""

from __future__ import annotations

from pipeline.battles import rows
from pipeline.steps.deciding import reasons

FRAME = rows({"anonymous": True}, {"anonymous": False}, {"anonymous": None})


def test_a_vote_with_names_in_sight_leaves_and_an_unknown_one_stays() -> None:
    assert reasons("not_anonymous", FRAME) == [None, "names were shown", None]


def test_unknown_ones_may_leave_too() -> None:
    found = reasons("not_anonymous", FRAME, unknown=True)
    assert found == [None, "names were shown", "not known to be blind"]
