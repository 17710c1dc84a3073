"""What each model's votes said adds up."""

from __future__ import annotations

import pytest

from leaderboard.drawn import drawn
from tiltyard.leaderboard import Record, records
from tiltyard.ratings import Comparisons, Counts

ENDS = [("oak", "elm", "model_a")] * 3 + [("elm", "oak", "model_a"), ("oak", "elm", "tie")]


def of(battles: list[tuple[str, str, str]]) -> dict[str, Record]:
    a, b, winner = (list(column) for column in zip(*battles, strict=True))
    return records(Counts.of(Comparisons.from_columns(a, b, winner)))


def test_votes_count_for_both_models_whichever_side_they_sat_on() -> None:
    found = of([*ENDS, ("elm", "oak", "both_bad")])
    assert found["oak"] == Record(wins=3, losses=1, ties=1, both_bad=1)
    assert found["elm"] == Record(wins=1, losses=3, ties=1, both_bad=1)


def test_every_vote_is_in_two_records() -> None:
    rows = drawn(400)
    found = of(list(rows.select("model_a", "model_b", "winner").iter_rows()))
    assert sum(one.votes for one in found.values()) == 800
    assert sum(one.wins for one in found.values()) == sum(one.losses for one in found.values())


@pytest.mark.parametrize(
    ("record", "rate"),
    [(Record(3, 1), 0.75), (Record(ties=2), 0.5), (Record(1, 0, 0, 1), 0.75), (Record(), None)],
)
def test_a_tie_and_both_bad_are_worth_a_half(record: Record, rate: float | None) -> None:
    assert record.win_rate == rate
