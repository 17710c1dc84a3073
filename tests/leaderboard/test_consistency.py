"""Votes on the same answers are compared, as far as nobody excluded them."""

from __future__ import annotations

import pytest

from tiltyard.leaderboard import consistency
from tiltyard.records import Retest, Winner

A, B, TIE, BAD = Winner.MODEL_A, Winner.MODEL_B, Winner.TIE, Winner.BOTH_BAD
SOME = [
    Retest("ada", A, A, (1, 9)),
    Retest("ada", A, B, (2, 10)),
    Retest("ben", TIE, BAD, (3, 11)),
    Retest("cay", BAD, BAD, (4, 12)),
]


def test_votes_are_alike_or_opposite_or_neither() -> None:
    found = consistency(SOME)
    assert (found.pairs, found.voters, found.alike, found.opposite) == (4, 3, 2, 1)


def test_the_share_has_the_interval_of_wilson() -> None:
    share = consistency(SOME).share
    assert share is not None
    assert share.rate == 0.5
    z = 1.959963984540054
    reach = z / (1 + z**2 / 4) * (1 / 16 + z**2 / 64) ** 0.5  # Wilson 1927, for 2 of 4
    assert (share.lower, share.upper) == pytest.approx((0.5 - reach, 0.5 + reach))


def test_nothing_is_said_of_nothing() -> None:
    assert consistency([]).share is None


@pytest.mark.parametrize("leaf", [2, 10])
def test_excluded_votes_are_left_out_whichever_they_are(leaf: int) -> None:
    found = consistency(SOME, {leaf})
    assert (found.pairs, found.opposite) == (3, 0)
