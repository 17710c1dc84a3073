"""Once a night."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, time

import pytest

from screening.elections import Election
from tiltyard.screening import _schedule, nightly
from tiltyard.screening._schedule import is_due

TWO = time(2)


def at(day: int, hour: int) -> datetime:
    """An hour in March."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, at(5, 1), True),
        (at(5, 3), at(5, 23), False),
        (at(5, 3), at(6, 1), False),
        (at(5, 3), at(6, 2), True),
        (at(5, 1), at(5, 3), True),
        (at(9, 3), at(5, 3), True),
    ],
)
def test_a_night_is_due_once(last: datetime | None, now: datetime, due: bool) -> None:
    assert is_due(last, now, TWO) is due


async def screened_once(election: Election) -> None:
    """Let the task run until there are findings."""
    moderation = election.moderation()
    task = asyncio.create_task(nightly(moderation, TWO))
    while moderation.findings() is None:
        await asyncio.sleep(0.01)
        assert not task.done()
    task.cancel()


def test_the_task_screens(rigged: Election, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_schedule, "LOOK_SECONDS", 0.01)
    asyncio.run(asyncio.wait_for(screened_once(rigged), 20))
    assert len(rigged.moderation().queue()) == 2


def test_a_fault_does_not_end_the_nights(
    rigged: Election, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(_schedule, "LOOK_SECONDS", 0.01)
    file = rigged.folder / "screening" / "findings.json"
    file.parent.mkdir()
    file.write_text('{"version": 0}')

    async def run() -> None:
        task = asyncio.create_task(nightly(rigged.moderation(), TWO))
        while "tried again" not in caplog.text:
            await asyncio.sleep(0.01)
        file.unlink()
        while not file.exists():
            await asyncio.sleep(0.01)
        task.cancel()

    with caplog.at_level(logging.ERROR):
        asyncio.run(asyncio.wait_for(run(), 20))
    assert len(rigged.moderation().queue()) == 2
