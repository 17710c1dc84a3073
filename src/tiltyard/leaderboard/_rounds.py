"""Rounds of work that follow votes: soon after one came, and again and again without one."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress

_log = logging.getLogger(__name__)

# Seconds between two looks at the store: other programs may write to it too.
POLL = 1.0
# A vote that is not labelled after so many seconds is shown without.
GRACE = 0.5
_PAUSE, _LONGEST_PAUSE = 0.2, 30.0
Work = Callable[[], None]


class Rounds:
    """When votes are looked for. For one event loop."""

    def __init__(self) -> None:
        self._touched = asyncio.Event()
        self._caught_up = asyncio.Event()
        self._busy_since: float | None = None

    def touch(self) -> None:
        """Say that there is a vote."""
        self._touched.set()

    async def caught_up(self, seconds: float) -> None:
        """Wait until one round has ended well, but no longer than that."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._caught_up.wait(), seconds)

    async def run(self, step: Work, early: Work, tell: Work) -> None:
        """Go on for ever; cancel to stop.

        Args:
            step: a round, in a thread; after one that fails it is tried again, ever more seldom.
            early: shows what it can while a round takes long, in a thread beside it.
            tell: called after each of both, in the event loop.
        """
        self.touch()  # what came while nobody ran is there already
        async with asyncio.TaskGroup() as both:
            both.create_task(self._keep_up(step, tell))
            both.create_task(self._meanwhile(early, tell))

    async def _keep_up(self, step: Work, tell: Work) -> None:
        pause = _PAUSE
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._touched.wait(), POLL)
            self._touched.clear()
            self._busy_since = time.monotonic()
            try:
                await asyncio.to_thread(step)
                pause = _PAUSE
                self._caught_up.set()
            except Exception:
                # Nobody awaits this: an error that ended the loop would freeze the board unseen.
                _log.exception("votes could not be added to the board; it is tried again")
                pause = min(4 * pause, _LONGEST_PAUSE)
            finally:
                self._busy_since = None
            tell()
            await asyncio.sleep(pause)

    async def _meanwhile(self, early: Work, tell: Work) -> None:
        """While labels take long: show votes without."""
        while True:
            await asyncio.sleep(GRACE)
            since = self._busy_since
            if since is not None and time.monotonic() - since > GRACE:
                try:
                    await asyncio.to_thread(early)
                except Exception:
                    _log.exception("votes without labels could not be shown")
            tell()
