from __future__ import annotations

import asyncio
import fcntl
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

import pytest

from leaderboard.drawn import drawn, source
from leaderboard.test_terms import logged
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard import Query, Snapshots, VotesSource, interval_of, publish
from tiltyard.leaderboard._schedule import due_in
from tiltyard.leaderboard._terms import Terms

DAY = timedelta(days=1)


class Clock:
    """A time that stands until it is set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def snapshots(tmp_path: Path, clock: Clock) -> Snapshots:
    """None taken yet."""
    return Snapshots(tmp_path, clock=clock)


@pytest.mark.parametrize(
    ("text", "hours"), [("12h", 12), ("1d", 24), (" 2w ", 14 * 24), ("90d", 90 * 24)]
)
def test_how_often_is_written_in_hours_days_or_weeks(text: str, hours: int) -> None:
    assert interval_of(text) == timedelta(hours=hours)


def test_never_is_no_time() -> None:
    assert interval_of("never") is None


@pytest.mark.parametrize("text", ["", "daily", "0d", "-1d", "1m", "1.5d", "1 d"])
def test_anything_else_is_an_error(text: str) -> None:
    with pytest.raises(ConfigurationError, match="such as 12h, 1d or 2w"):
        interval_of(text)


@pytest.mark.parametrize(("votes", "due"), [(0, None), (299, None), (300, timedelta())])
def test_the_first_is_due_with_enough_votes(
    snapshots: Snapshots, votes: int, due: timedelta | None
) -> None:
    assert due_in(snapshots, source(None, drawn(votes)), DAY) == due


def test_votes_that_wait_are_not_enough(snapshots: Snapshots) -> None:
    found = source(None, logged(["yes"] * 400))
    found.table.hold(Terms(before=1))
    assert due_in(snapshots, found, DAY) is None


@pytest.fixture
def voted(snapshots: Snapshots) -> VotesSource:
    """Votes of which there is a snapshot, and some that it does not have."""
    found = source(None, drawn(400))
    snapshots.take(found, Query())
    found.table.append(drawn(5, first=400))
    return found


def test_the_next_is_due_after_a_while(
    snapshots: Snapshots, voted: VotesSource, clock: Clock
) -> None:
    clock.now += timedelta(hours=5)
    assert due_in(snapshots, voted, DAY) == timedelta(hours=19)


def test_one_that_is_overdue_is_due_now(
    snapshots: Snapshots, voted: VotesSource, clock: Clock
) -> None:
    clock.now += timedelta(days=30)
    assert due_in(snapshots, voted, DAY) == timedelta()


def test_the_same_votes_are_not_published_twice(snapshots: Snapshots, clock: Clock) -> None:
    votes = source(None, drawn(400))
    snapshots.take(votes, Query())
    clock.now += timedelta(days=30)
    assert due_in(snapshots, votes, DAY) is None


def test_a_snapshot_of_another_source_is_not_the_last(
    snapshots: Snapshots, voted: VotesSource
) -> None:
    other = VotesSource("polls", "Polls", "live", voted.table, {})
    assert due_in(snapshots, other, DAY) == timedelta()


async def publishing(snapshots: Snapshots, votes: VotesSource, folder: Path, end: str) -> None:
    """Publish until there is such a file."""
    task = asyncio.create_task(publish(snapshots, votes, Query, every=DAY, look_seconds=0.01))
    try:
        async with asyncio.timeout(10):
            while not (folder / end).exists():
                await asyncio.sleep(0.01)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def test_one_that_is_due_is_taken(snapshots: Snapshots, tmp_path: Path) -> None:
    votes = source(None, drawn(400))
    asyncio.run(publishing(snapshots, votes, tmp_path, "000001/snapshot.json"))
    assert snapshots.load(1).votes == 400


def test_after_an_error_it_is_tried_again(
    snapshots: Snapshots, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    votes = source(None, drawn(400))

    async def mended(lock: IO[str]) -> None:
        await asyncio.gather(
            publishing(snapshots, votes, tmp_path, "000001/snapshot.json"),
            _unlock(lock, caplog),
        )

    with caplog.at_level(logging.ERROR), (tmp_path / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # as if another program took one
        asyncio.run(mended(lock))
    assert "no snapshot could be taken" in caplog.text
    assert snapshots.load(1).votes == 400


async def _unlock(lock: IO[str], caplog: pytest.LogCaptureFixture) -> None:
    while not caplog.records:
        await asyncio.sleep(0.01)
    fcntl.flock(lock, fcntl.LOCK_UN)
