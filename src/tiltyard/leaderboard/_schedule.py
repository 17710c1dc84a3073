"""Snapshots on a schedule, in the background of an arena that is served."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from datetime import timedelta

from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._slice import chosen
from tiltyard.leaderboard._snapshots import Snapshots
from tiltyard.leaderboard._source import VotesSource

_log = logging.getLogger(__name__)

# How long to wait at most before looking again: clocks are set, and votes come.
LOOK_SECONDS = 600.0
_EVERY = re.compile(r"(\d{1,4})([hdw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def interval_of(text: str) -> timedelta | None:
    """How long a text such as ``12h``, ``1d`` or ``2w`` says; none for ``never``.

    Raises:
        ConfigurationError: it says nothing of the kind.
    """
    if text.strip() == "never":
        return None
    found = _EVERY.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise ConfigurationError(
            f"{text!r} does not say how often snapshots are taken: write hours, days or weeks, "
            "such as 12h, 1d or 2w, or never"
        )
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def due_in(snapshots: Snapshots, source: VotesSource, every: timedelta) -> timedelta | None:
    """How long it is until the next snapshot; none if there is nothing to publish yet.

    The first is due with enough votes for a board of a slice, of which none waits any more; a
    further one after a while if there are votes that the last one did not have.
    """
    settled, last = source.votes.first(source.votes.settled), snapshots.latest(source.name)
    if last is None:
        mask = chosen(settled, Query())
        counted = settled.rows if mask is None else int(mask.sum())
        return timedelta() if counted >= snapshots.smallest else None
    if settled.rows == last.votes:
        return None
    return max(last.taken_at + every - snapshots.clock(), timedelta())


async def publish(  # noqa: PLR0913 -- what, whose, when: each by its name
    snapshots: Snapshots,
    source: VotesSource,
    usual: Callable[[], Query],
    *,
    every: timedelta,
    fresh: Callable[[], object] = lambda: None,
    look_seconds: float = LOOK_SECONDS,
) -> None:
    """Take a snapshot whenever one is due, for ever; cancel to stop.

    Args:
        snapshots: where to.
        source: whose votes.
        usual: what holds at the time where a question says nothing.
        every: how long after the last one the next is due.
        fresh: brings the votes that there are by now; it may block.
        look_seconds: the longest time between two looks.
    """
    while True:
        wait = look_seconds
        try:
            await asyncio.to_thread(fresh)
            wait = await _published(snapshots, source, usual, every, look_seconds)
        except Exception:
            # Nobody awaits this: an error that ended the loop would end all snapshots unseen.
            _log.exception("no snapshot could be taken; it is tried again in %g seconds", wait)
        await asyncio.sleep(wait)


async def _published(
    snapshots: Snapshots,
    source: VotesSource,
    usual: Callable[[], Query],
    every: timedelta,
    look_seconds: float,
) -> float:
    """Take a snapshot if one is due; returns after how many seconds to look again."""
    due = await asyncio.to_thread(due_in, snapshots, source, every)
    if due is None:
        return look_seconds
    if due:
        return min(due.total_seconds(), look_seconds)
    taken = await asyncio.to_thread(snapshots.take, source, usual())
    _log.info("snapshot %d: %d boards of %d votes", taken.number, len(taken.boards), taken.votes)
    return look_seconds
