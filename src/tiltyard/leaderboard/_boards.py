"""All boards of an arena: computed when they are first asked for, kept, and kept up to date.

Nobody waits for a board that was computed before: if votes came since, the one that is there is
given, and a new one is begun.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import replace
from datetime import UTC, datetime

from tiltyard.errors import BoardError, UnknownNameError
from tiltyard.leaderboard._ahead import Ahead
from tiltyard.leaderboard._board import Board
from tiltyard.leaderboard._carrying import Carrying
from tiltyard.leaderboard._choices import Choices
from tiltyard.leaderboard._example import Example
from tiltyard.leaderboard._gathered import require_models
from tiltyard.leaderboard._kept import Held, Kept
from tiltyard.leaderboard._offer import Offer
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._source import Source
from tiltyard.leaderboard._turns import Turns
from tiltyard.leaderboard._unheld import Unheld, noted, unheld
from tiltyard.leaderboard._wrong import as_board_error
from tiltyard.registry import nearest

_log = logging.getLogger(__name__)

# A board that nobody asked for in so many seconds is not kept up to date.
WATCHED = 60.0
Turn = Callable[[], AbstractAsyncContextManager[None]]
_USUAL = ("source", "control", "method", "level", "errors")


def _now() -> datetime:
    return datetime.now(UTC)


class Boards:
    """Boards by question. Call it in one event loop; boards are computed in threads, in turn.

    Args:
        sources: what boards are made of, the first being the usual one.
        usual: what holds where a question says nothing.
        refresh_seconds: the least time between two looks for boards that are behind.
        clock: aware UTC time that boards are stamped with.
        example: what is shown first, and is usual, while the first source has no votes.
        voters_to_flip: how many voters the order of two models must withstand to be printed as
            sure; 0 asks for ranges of ranks alone.
    """

    def __init__(  # noqa: PLR0913 -- keyword-only, each with a default
        self,
        sources: Sequence[Source],
        usual: Query,
        *,
        refresh_seconds: float = 2.0,
        clock: Callable[[], datetime] = _now,
        example: Example | None = None,
        voters_to_flip: int = 0,
    ) -> None:
        self._own = sources[0]
        self._all = {source.name: source for source in sources}
        self._example = example
        self._usual_query = usual
        self._refresh_seconds = refresh_seconds
        self._clock = clock
        self._kept = Kept()
        self._running: dict[Query, asyncio.Task[Board]] = {}
        self._turns = Turns()
        self._touched = asyncio.Event()
        self._ahead = Ahead(self)
        self._carrying = Carrying(self, self._turns, voters_to_flip)
        self._offer = Offer()
        self._unheld = Unheld()

    @property
    def sources(self) -> Mapping[str, Source]:
        """What boards can be asked of, by name; the usual one first."""
        if (example := self._shown_example()) is None:
            return self._all
        return {example.source.name: example.source} | self._all

    @property
    def voters_to_flip(self) -> int:
        """See the arguments."""
        return self._carrying.least

    @property
    def usual(self) -> Query:
        """What holds where a question says nothing."""
        shown = self._shown_example()
        return self._usual_of(shown.source if shown else self._own)

    @usual.setter
    def usual(self, query: Query) -> None:
        self._usual_query = replace(query, source=self._own.name)

    def _shown_example(self) -> Example | None:
        """The example, as long as there is nothing else to show and nobody removed it."""
        example = self._example
        if example is None or self._has_votes() or not example.source.votes.rows:
            return None
        return None if example.is_removed else example

    def _has_votes(self) -> bool:
        votes = self._own.votes
        return votes is None or bool(votes.rows)

    def source(self, name: str) -> Source:
        """The source of that name.

        Raises:
            UnknownNameError: there is none.
        """
        sources = self.sources
        if name not in sources:
            near = nearest(name, sorted(filter(None, sources)))
            raise UnknownNameError(f"there is no source of votes {name!r}{near}")
        return sources[name]

    def query(self, words: Mapping[str, str]) -> Query:
        """The question that words of an address ask; see `Query.of`.

        Raises:
            BoardError: words that make no sense; near ones are named.
        """
        with as_board_error():
            source = self.source(words.get("source", self.usual.source).strip())
            usual = {name: getattr(self._usual_of(source), name) for name in _USUAL}
            given = Query.of(words, now=self._clock(), **usual)
            require_models(source, *given.models)
        return given

    def noted(self, board: Board) -> Board:
        """A board of these sources, with a note if it lacks what is usually held equal."""
        source = self.sources.get(board.query.source)
        return board if source is None else noted(board, self._usual_query, source)

    def unheld(self, name: str) -> str:
        """What is usually held equal, and cannot be on boards of a source; empty for nothing.

        Raises:
            UnknownNameError: there is no such source.
        """
        return unheld(self._usual_query, self.source(name))

    async def choices(self, name: str) -> Choices:
        """What boards of a source can be asked, as of half a minute ago or later.

        Raises:
            UnknownNameError: there is no such source.
        """
        return await self._offer.of(self.source(name))

    def peek(self, query: Query) -> Board | None:
        """The board as it was last computed, if it was."""
        held = self._kept.get(query)
        return None if held is None else held.board

    def look(self, query: Query) -> Board | None:
        """The board as `board` would give it at once; None if it would have to be computed."""
        held = self._kept.get(query)
        if held is None or query.source not in self.sources:
            return None
        self._asked(query, held)
        return held.board

    def soon(self, query: Query) -> Board | BoardError | None:
        """The board as last computed, or why there is none; for pages that show many boards.

        None if it was never computed: then it is begun, behind all that somebody waits for.
        """
        return self._ahead.soon(query)

    async def board(self, query: Query, *, whole: bool = False) -> Board:
        """The board of a question: at once if it was computed before, else once it is.

        Args:
            query: what is asked.
            whole: whether the engine's own answer is needed with it.

        Raises:
            BoardError: there is no such board, or its votes rank nobody.
        """
        source = self.source(query.source)
        held = self._kept.get(query)
        if held is not None:
            there = self._kept.whole(query) if whole else held.board
            if there is not None:
                self._asked(query, held)
                return there
        board = await self._fresh(query, source, self._turns.of_people)
        self._carrying.want(board)
        return board

    async def refresh(self, query: Query) -> Board:
        """The board of a question from all votes that there are now, behind what people wait for.

        Rests when a board was there before, so that to keep many up to date leaves half of the
        machine to others; the usual one is worth no rest.
        """
        source = self.source(query.source)
        held = self._kept.get(query)
        if held is not None and held.version == source.version:
            return held.board
        began = time.monotonic()
        board = await self._fresh(query, source, self._turns.of_others)
        if held is not None and query != self.usual:
            await self._turns.rest(time.monotonic() - began)
        return board

    def touch(self) -> None:
        """Say that there are new votes. Call it in the event loop."""
        self._touched.set()

    async def run(self) -> None:
        """Keep boards that are looked at up to date, for ever; cancel to stop."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._keep_up())
            both.create_task(self._ahead.run())
            both.create_task(self._carrying.run())

    def carry(self, query: Query) -> None:
        """Let a board have what was counted of it by now."""
        self._kept.change(query, self._carrying.on)

    def _asked(self, query: Query, held: Held) -> None:
        """Somebody looks at a board: keep it, and see that it does not fall behind."""
        self._kept.ask(query)
        self._carrying.want(held.board)
        source = self.sources.get(query.source)  # the example may be gone by now
        if source is not None and held.version != source.version:
            self._touched.set()

    async def _keep_up(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._touched.wait(), WATCHED / 2)
            self._touched.clear()
            for query in self._behind():
                await self._keep_usual()
                await self._try(query)
            await asyncio.sleep(self._refresh_seconds)

    async def _keep_usual(self) -> None:
        """Compute the usual board before all others if it is behind: most look at that one."""
        held = self._kept.get(self.usual)
        if held is not None and time.monotonic() - held.computed_at >= self._refresh_seconds:
            await self._try(self.usual)

    def _behind(self) -> list[Query]:
        """Boards that are looked at and lack votes, those that were asked for last first."""
        since, sources, usual = time.monotonic() - WATCHED, self.sources, self.usual
        return [
            query
            for query, held in self._kept.last_first()
            if query.source in sources
            and held.version != sources[query.source].version
            and (held.asked_at >= since or query == usual)
        ]

    async def _try(self, query: Query) -> None:
        """Compute a board; one that cannot be is logged, and the one before it stays."""
        try:
            await self.refresh(query)
        except Exception:
            # Nobody awaits this: an error that ended the loop would freeze all boards unseen.
            _log.exception("the board %r could not be computed", query.words())

    async def _fresh(self, query: Query, source: Source, turn: Turn) -> Board:
        """Compute a board, once for all who wait for it."""
        task = self._running.get(query)
        if task is None:
            task = asyncio.create_task(self._computed(query, source, turn))
            self._running[query] = task
            task.add_done_callback(lambda _: self._running.pop(query, None))
        return await asyncio.shield(task)

    async def _computed(self, query: Query, source: Source, turn: Turn) -> Board:
        async with turn():
            version = source.version
            with as_board_error():
                board = await asyncio.to_thread(source.board, query, computed_at=self._clock())
        board = self._carrying.on(self.noted(board))
        self._kept.keep(query, board, version)
        return board

    def _usual_of(self, source: Source) -> Query:
        """What holds for a source where nothing is said; what it cannot hold equal is logged."""
        return self._unheld.usual(self._usual_query, source)
