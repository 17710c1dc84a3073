"""Days on an axis: a few round dates, and dates in words. Times are told in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from tiltyard.charts._plane import Tick
from tiltyard.charts._scale import Linear
from tiltyard.charts._svg import SMALL
from tiltyard.charts._words import width

# From one tick to the next: so many days, or so many months.
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 600)


def named(at: datetime | date) -> str:
    """``3 Nov 2026``."""
    day = at.astimezone(UTC) if isinstance(at, datetime) else at
    return f"{day.day} {day:%b %Y}"


def days(scale: Linear, room: float) -> list[Tick]:
    """Round days on an axis of seconds since 1970, as many as fit with their words.

    The year stands at the first tick and wherever it changes.
    """
    first = datetime.fromtimestamp(scale.low, UTC)
    last = datetime.fromtimestamp(scale.high, UTC)
    most = max(2, int(room / (width("30 Nov 2026", SMALL) + 14)))
    for found, with_day in _choices(first, last):
        if len(found) <= most:
            return _with_words(found, with_day)
    return []


def _choices(first: datetime, last: datetime) -> Iterator[tuple[list[datetime], bool]]:
    """Dates between the two, fewer and fewer, and whether their days must be told."""
    for step in _DAYS:
        if (last - first).days / step < 100:
            yield _each(first, last, step), True
    for months in _MONTHS:
        yield _month_starts(first, last, months), False


def _each(first: datetime, last: datetime, step: int) -> list[datetime]:
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC)
    if step >= 7:  # weeks begin on Mondays
        begin -= timedelta(begin.weekday())
    found = []
    while begin <= last:
        if begin >= first:
            found.append(begin)
        begin += timedelta(step)
    return found


def _month_starts(first: datetime, last: datetime, months: int) -> list[datetime]:
    count = (first.year * 12 + first.month - 1) // months * months
    found = []
    while (begin := _month(count)) <= last:
        if begin >= first:
            found.append(begin)
        count += months
    return found


def _month(count: int) -> datetime:
    return datetime(min(count // 12, 9999), count % 12 + 1, 1, tzinfo=UTC)


def _with_words(found: list[datetime], with_day: bool) -> list[Tick]:
    written, year = [], None
    for at in found:
        text = f"{at.day} {at:%b}" if with_day else f"{at:%b}"
        if at.year != year:
            text, year = f"{text} {at.year}", at.year
        written.append((at.timestamp(), text))
    return written
