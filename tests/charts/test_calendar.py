"""Days on an axis are round and few."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tiltyard.charts._calendar import days, named
from tiltyard.charts._scale import Linear

BEGIN = datetime(2026, 11, 20, 9, tzinfo=UTC)


def ticks(length: timedelta, room: float = 600) -> list[str]:
    scale = Linear(BEGIN.timestamp(), (BEGIN + length).timestamp(), 0, room)
    return [text for _, text in days(scale, room)]


@pytest.mark.parametrize(
    ("length", "found"),
    [
        (timedelta(3), ["21 Nov 2026", "22 Nov", "23 Nov"]),
        (timedelta(30), ["23 Nov 2026", "30 Nov", "7 Dec", "14 Dec"]),
        (timedelta(120), ["Dec 2026", "Jan 2027", "Feb", "Mar"]),
        (timedelta(1500), ["Jan 2027", "Jan 2028", "Jan 2029", "Jan 2030"]),
    ],
)
def test_ticks_are_days_weeks_months_or_years(length: timedelta, found: list[str]) -> None:
    assert ticks(length) == found


def test_the_first_of_a_month_alone_is_told_as_a_day() -> None:
    begin = datetime(2026, 5, 1, tzinfo=UTC).timestamp()
    (tick,) = days(Linear(begin - 40_000, begin + 40_000, 0, 600), 600)
    assert tick == (begin, "1 May 2026")


def test_less_room_has_fewer_ticks() -> None:
    assert len(ticks(timedelta(300), 200)) < len(ticks(timedelta(300), 800))


def test_a_hundred_years_have_few_ticks() -> None:
    assert 2 <= len(ticks(timedelta(36_500))) <= 7


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (date(2026, 11, 3), "3 Nov 2026"),
        (datetime(2026, 11, 3, 23, tzinfo=timezone(timedelta(hours=-5))), "4 Nov 2026"),
    ],
)
def test_a_day_is_told_in_utc(at: date, said: str) -> None:
    assert named(at) == said
