"""A board that keeps up with the votes, in the background."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from tiltyard.errors import RatingError
from tiltyard.leaderboard._board import Board, build
from tiltyard.records import ModelCard, Tally

_log = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


class LiveBoard:
    """The latest board. Asking for it never waits: fits run in a thread, one at a time.

    A board that cannot be computed is logged, and the one before it stays with its own time.

    Args:
        read: counts all votes; blocks, so it is called in a thread.
        cards: the models of the arena.
        method: how ratings are estimated.
        level: of intervals and rank ranges.
        refresh_seconds: the least time between two fits.
        poll_seconds: the longest time until votes that nobody announced are seen, such as those
            of another process; a failed fit is tried again then too.
        clock: aware UTC time that boards are stamped with.
    """

    def __init__(  # noqa: PLR0913 -- each has one meaning and a default
        self,
        read: Callable[[], list[Tally]],
        cards: Sequence[ModelCard],
        *,
        method: str = "bradley_terry",
        level: float = 0.95,
        refresh_seconds: float = 2.0,
        poll_seconds: float = 30.0,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._read = read
        self._cards = tuple(cards)
        self._method = method
        self._level = level
        self._refresh_seconds = refresh_seconds
        self._poll_seconds = poll_seconds
        self._clock = clock
        self._touched = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._tallies: list[Tally] | None = None
        self._board = self._build([])

    @property
    def board(self) -> Board:
        """The latest one; without votes until the first `refresh`."""
        return self._board

    def touch(self) -> None:
        """Say that there is a new vote. Call it in the event loop."""
        self._touched.set()

    async def refresh(self) -> None:
        """Compute the board now, unless the votes are those of the last time.

        Raises:
            StoreError: the votes could not be read. Votes that have no board are no error: it is
                logged, and the board stays.
        """
        async with self._one_at_a_time:
            tallies = await asyncio.to_thread(self._read)
            if tallies == self._tallies:
                return
            try:
                self._board = await asyncio.to_thread(self._build, tallies)
            except RatingError:
                self._log_failure()
            else:
                self._tallies = tallies

    async def run(self) -> None:
        """Refresh after votes, for ever; cancel to stop."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._touched.wait(), self._poll_seconds)
            self._touched.clear()
            await self._try_to_refresh()
            await asyncio.sleep(self._refresh_seconds)

    async def _try_to_refresh(self) -> None:
        try:
            await self.refresh()
        except Exception:
            # Nobody awaits this task, so an error that ended it would freeze the board unseen.
            self._log_failure()

    def _log_failure(self) -> None:
        _log.exception(
            "the leaderboard could not be computed; the one of %s stays, and it is tried again "
            "at the next vote or in %g seconds",
            self._board.computed_at.isoformat(),
            self._poll_seconds,
        )

    def _build(self, tallies: list[Tally]) -> Board:
        return build(
            tallies,
            self._cards,
            computed_at=self._clock(),
            method=self._method,
            level=self._level,
        )
