"""Whose turn it is: people first, then what nobody waits for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# What nobody waits for gives way to people for so many seconds at most, each time.
PATIENCE = 2.0


class Turns:
    """Two lines in one event loop: one at a time for people, and one for everything else.

    The lines do not wait for each other: a board takes seconds at worst, and nobody is to wait for
    one that nobody waits for.
    """

    def __init__(self) -> None:
        self._people, self._others = asyncio.Semaphore(1), asyncio.Semaphore(1)
        self._waiting = 0
        self._nobody = asyncio.Event()
        self._nobody.set()

    @asynccontextmanager
    async def of_people(self) -> AsyncIterator[None]:
        """Inside, somebody is served."""
        self._waiting += 1
        self._nobody.clear()
        try:
            async with self._people:
                yield
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._nobody.set()

    @asynccontextmanager
    async def of_others(self) -> AsyncIterator[None]:
        """Inside, something is done that nobody waits for."""
        async with self._others:
            yield

    async def rest(self, worked: float) -> None:
        """Give way after some seconds of work: as long again, and while people wait."""
        began = time.monotonic()
        await asyncio.sleep(min(worked, PATIENCE))
        left = PATIENCE - (time.monotonic() - began)
        try:
            await asyncio.wait_for(self._nobody.wait(), max(left, 0.0))
        except TimeoutError:
            return  # they had their share
