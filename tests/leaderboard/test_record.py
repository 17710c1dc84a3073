from __future__ import annotations

import pytest

from tiltyard.leaderboard._record import Record, count
from tiltyard.records import Tally, Winner


@pytest.mark.parametrize(
    ("winner", "left", "right"),
    [
        (Winner.MODEL_A, Record(wins=4), Record(losses=4)),
        (Winner.MODEL_B, Record(losses=4), Record(wins=4)),
        (Winner.TIE, Record(ties=4), Record(ties=4)),
        (Winner.BOTH_BAD, Record(both_bad=4), Record(both_bad=4)),
    ],
)
def test_each_outcome_counts_for_both_sides(winner: Winner, left: Record, right: Record) -> None:
    assert count([Tally("left", "right", winner, 4)]) == {"left": left, "right": right}


def test_both_seats_are_added() -> None:
    tallies = [Tally("x", "y", Winner.MODEL_A, 2), Tally("z", "x", Winner.MODEL_B, 3)]
    assert count(tallies)["x"] == Record(wins=5)


def test_votes_are_all_outcomes() -> None:
    assert Record(wins=1, losses=2, ties=3, both_bad=4).votes == 10


def test_a_tally_of_nothing_makes_no_record() -> None:
    assert count([Tally("x", "y", Winner.TIE, 0)]) == {}
