"""All boards of an arena: computed when they are first asked for, kept, and kept up to date.

Nobody waits for a board that was computed before: if votes came since, the one that is there is
given, and a new one is begun.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tiltyard.errors import (
    BoardError,
    ConfigurationError,
    DataError,
    RatingError,
    UnknownNameError,
)
from tiltyard.leaderboard._board import Board
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._source import Source
from tiltyard.registry import nearest

_log = logging.getLogger(__name__)

# Boards that are kept: their rows, and of the last ones what the engine said too.
MOST, MOST_WHOLE = 1_000, 24
# A board that nobody asked for in so many seconds is not kept up to date.
WATCHED = 60.0
# What is wrong with the question, and not with the arena.
_WRONG = (ConfigurationError, DataError, RatingError, UnknownNameError)


@dataclass(slots=True)
class _Held:
    """A board that was computed.

    Attributes:
        version: of its source at the time.
        asked_at: when it was last asked for, by `time.monotonic`.
    """

    board: Board
    version: int
    asked_at: float


def _now() -> datetime:
    return datetime.now(UTC)


class Boards:
    """Boards by question. Call it in one event loop; boards are computed in a thread, in turn.

    Args:
        sources: what boards are made of, the first being the usual one.
        usual: what holds where a question says nothing.
        refresh_seconds: the least time between two looks for boards that are behind.
        clock: aware UTC time that boards are stamped with.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        usual: Query,
        *,
        refresh_seconds: float = 2.0,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._sources = {source.name: source for source in sources}
        self.usual = usual
        self._refresh_seconds = refresh_seconds
        self._clock = clock
        self._held: OrderedDict[Query, _Held] = OrderedDict()
        self._whole: OrderedDict[Query, Board] = OrderedDict()
        self._running: dict[Query, asyncio.Task[Board]] = {}
        self._in_turn = asyncio.Semaphore(1)
        self._touched = asyncio.Event()

    @property
    def sources(self) -> Mapping[str, Source]:
        """What boards can be asked of, by name."""
        return self._sources

    def source(self, name: str) -> Source:
        """The source of that name.

        Raises:
            UnknownNameError: there is none.
        """
        if name not in self._sources:
            near = nearest(name, sorted(filter(None, self._sources)))
            raise UnknownNameError(f"there is no source of votes {name!r}{near}")
        return self._sources[name]

    def query(self, words: Mapping[str, str]) -> Query:
        """The question that words of an address ask; see `Query.of`.

        Raises:
            BoardError: words that make no sense; near ones are named.
        """
        try:
            given = Query.of(words, now=self._clock(), **self._usual())
            self.source(given.source)
        except _WRONG as error:
            raise BoardError(str(error)) from error
        return given

    def peek(self, query: Query) -> Board | None:
        """The board as it was last computed, if it was."""
        held = self._held.get(query)
        return None if held is None else held.board

    async def board(self, query: Query, *, whole: bool = False) -> Board:
        """The board of a question: at once if it was computed before, else once it is.

        Args:
            query: what is asked.
            whole: whether the engine's own answer is needed with it.

        Raises:
            BoardError: there is no such board, or its votes rank nobody.
        """
        source = self.source(query.source)
        held = self._held.get(query)
        if held is not None and whole and query not in self._whole:
            held = None
        if held is None:
            return await self._fresh(query, source)
        held.asked_at = time.monotonic()
        self._held.move_to_end(query)
        if held.version != source.version:
            self._touched.set()
        return self._whole[query] if whole else held.board

    async def refresh(self, query: Query) -> Board:
        """The board of a question from all votes that there are now."""
        source = self.source(query.source)
        held = self._held.get(query)
        if held is not None and held.version == source.version:
            return held.board
        return await self._fresh(query, source)

    def touch(self) -> None:
        """Say that there are new votes. Call it in the event loop."""
        self._touched.set()

    async def run(self) -> None:
        """Keep boards that are looked at up to date, for ever; cancel to stop."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._touched.wait(), WATCHED / 2)
            self._touched.clear()
            for query in self._behind():
                await self._try(query)
            await asyncio.sleep(self._refresh_seconds)

    def _behind(self) -> list[Query]:
        """Boards that are looked at and lack votes, those that were asked for last first."""
        since = time.monotonic() - WATCHED
        return [
            query
            for query, held in reversed(self._held.items())
            if held.version != self._sources[query.source].version
            and (held.asked_at >= since or query == self.usual)
        ]

    async def _try(self, query: Query) -> None:
        """Compute a board; one that cannot be is logged, and the one before it stays."""
        try:
            await self.refresh(query)
        except Exception:
            # Nobody awaits this: an error that ended the loop would freeze all boards unseen.
            _log.exception(
                "the board %r could not be computed; the one before stays", query.words()
            )

    async def _fresh(self, query: Query, source: Source) -> Board:
        """Compute a board, once for all who wait for it."""
        task = self._running.get(query)
        if task is None:
            task = asyncio.create_task(self._computed(query, source))
            self._running[query] = task
            task.add_done_callback(lambda _: self._running.pop(query, None))
        return await asyncio.shield(task)

    async def _computed(self, query: Query, source: Source) -> Board:
        async with self._in_turn:
            version = source.version
            try:
                board = await asyncio.to_thread(source.board, query, computed_at=self._clock())
            except _WRONG as error:
                raise BoardError(str(error)) from error
        before = self._held.get(query)
        asked_at = time.monotonic() if before is None else before.asked_at
        self._held[query] = _Held(board.lean(), version, asked_at)
        self._whole[query] = board
        self._whole.move_to_end(query)
        while len(self._held) > MOST:
            self._held.popitem(last=False)
        while len(self._whole) > MOST_WHOLE:
            self._whole.popitem(last=False)
        return board

    def _usual(self) -> dict[str, Any]:
        return {
            name: getattr(self.usual, name) for name in ("source", "control", "method", "level")
        }
