"""What is computed from votes beside boards, such as how often each label is there: once, and kept.

Whoever asks waits until it is there; what was there a moment ago is given at once.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from tiltyard.leaderboard._wrong import as_board_error

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Held:
    value: Any
    version: int
    made_at: float


class Asides:
    """Values by key. Call it in one event loop; they are computed in a thread, in turn.

    Args:
        good_for: seconds for which it does not matter if votes came since.
        most: values that are kept.
    """

    def __init__(self, *, good_for: float = 5.0, most: int = 64) -> None:
        self._good_for = good_for
        self._most = most
        self._held: OrderedDict[Hashable, _Held] = OrderedDict()
        self._running: dict[Hashable, asyncio.Task[Any]] = {}
        self._in_turn = asyncio.Semaphore(1)

    async def get(self, key: Hashable, version: int, make: Callable[[], T]) -> T:
        """The value of a key.

        Args:
            key: says all that the value depends on, but for the votes.
            version: of the source whose votes are looked at.
            make: computes it; called in a thread.

        Raises:
            BoardError: it cannot be had; `make` says why by an error of ours.
        """
        held = self._held.get(key)
        if held is not None and self._is_good(held, version):
            self._held.move_to_end(key)
            return cast("T", held.value)
        task = self._running.get(key)
        if task is None:
            task = asyncio.create_task(self._made(key, version, make))
            self._running[key] = task
            task.add_done_callback(lambda _: self._running.pop(key, None))
        return cast("T", await asyncio.shield(task))

    def has(self, key: Hashable, version: int) -> bool:
        """Whether the value of a key is there, and of just these votes."""
        held = self._held.get(key)
        return held is not None and held.version == version

    async def once(self, make: Callable[[], T]) -> T:
        """A value that is not worth keeping; as `get`."""
        async with self._in_turn:
            with as_board_error():
                return await asyncio.to_thread(make)

    async def _made(self, key: Hashable, version: int, make: Callable[[], T]) -> T:
        value = await self.once(make)
        self._held[key] = _Held(value, version, time.monotonic())
        self._held.move_to_end(key)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
        return value

    def _is_good(self, held: _Held, version: int) -> bool:
        return held.version == version or time.monotonic() - held.made_at < self._good_for
