"""Votes over time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.pipeline._timeline import timeline

FIRST = date(2026, 1, 7)


@pytest.mark.parametrize(("days", "unit"), [(0, "day"), (79, "day"), (80, "week"), (600, "month")])
def test_a_longer_span_has_longer_units(days: int, unit: str) -> None:
    assert timeline({FIRST: 1, FIRST + timedelta(days): 1})["unit"] == unit


def test_days_without_votes_are_there() -> None:
    told = timeline({FIRST: 2, FIRST + timedelta(2): 1})
    assert [one["votes"] for one in told["votes"]] == [2, 0, 1]
    assert (told["first"], told["last"]) == ("2026-01-07", "2026-01-09")


def test_rows_without_a_time_are_counted() -> None:
    assert timeline({None: 3})["rows_without_time"] == 3
    assert timeline({None: 3})["votes"] == []


@given(st.dictionaries(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 9)))
def test_no_vote_is_lost(days: dict[date | None, int]) -> None:
    told = timeline(days)
    assert sum(one["votes"] for one in told["votes"]) == sum(days.values())
