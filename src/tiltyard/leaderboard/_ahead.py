"""Boards that a page shows many of, computed one after another behind everything else.

Such a page shows what there is: a board that is not there yet is begun here, and is there when the
page is loaded again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tiltyard.errors import BoardError
from tiltyard.leaderboard._query import Query

if TYPE_CHECKING:
    from tiltyard.leaderboard._board import Board
    from tiltyard.leaderboard._boards import Boards

_log = logging.getLogger(__name__)

# A board that is shown among others is computed again after so many seconds at the earliest, and
# no longer once nobody wanted it for so long.
AGAIN, WANTED = 60.0, 300.0
# More wishes than these are forgotten, those that were made first.
MOST = 1_000


@dataclass(slots=True)
class _Wish:
    """A board that a page wants; times are of `time.monotonic`.

    Attributes:
        wanted_at: when last.
        tried_at: when it was last computed here, or could not be.
        version: of its source at that time.
        error: why there is none.
    """

    wanted_at: float
    tried_at: float | None = None
    version: int | None = None
    error: BoardError | None = None


class Ahead:
    """Computes what is wanted soon, one board at a time. Call it in one event loop."""

    def __init__(self, boards: Boards) -> None:
        self._boards = boards
        self._wishes: dict[Query, _Wish] = {}
        self._wished = asyncio.Event()

    def soon(self, query: Query) -> Board | BoardError | None:
        """See `Boards.soon`."""
        wish = self._wishes.get(query)
        if wish is None:
            wish = self._wishes[query] = _Wish(0.0)
            self._wished.set()
            if len(self._wishes) > MOST:
                del self._wishes[next(iter(self._wishes))]
        wish.wanted_at = time.monotonic()
        return self._boards.peek(query) or wish.error

    async def run(self) -> None:
        """Compute what is wanted, for ever; cancel to stop."""
        while True:
            query = self._next()
            if query is None:
                self._wished.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wished.wait(), AGAIN / 10)
            else:
                await self._grant(query)

    def _next(self) -> Query | None:
        """A board that is missing, else one that is behind; those that were wished for first."""
        for query in [*self._wishes]:
            if self._is_over(query):
                del self._wishes[query]
        missing = (query for query, wish in self._wishes.items() if self._is_missing(query, wish))
        behind = (query for query, wish in self._wishes.items() if self._is_behind(query, wish))
        return next(missing, None) or next(behind, None)

    def _is_over(self, query: Query) -> bool:
        """Whether nobody wants a board any more, or its source is gone."""
        unwanted = time.monotonic() - self._wishes[query].wanted_at
        return unwanted > WANTED or query.source not in self._boards.sources

    def _is_missing(self, query: Query, wish: _Wish) -> bool:
        return wish.error is None and self._boards.peek(query) is None

    def _is_behind(self, query: Query, wish: _Wish) -> bool:
        if wish.tried_at is not None and time.monotonic() - wish.tried_at < AGAIN:
            return False
        return wish.version != self._version(query)

    def _version(self, query: Query) -> int | None:
        """Of its source; None if that is gone: the example goes while others look."""
        source = self._boards.sources.get(query.source)
        return None if source is None else source.version

    async def _grant(self, query: Query) -> None:
        # Kept in hand: it may be forgotten meanwhile.
        wish = self._wishes[query]
        version = self._version(query)
        try:
            await self._boards.refresh(query)
            wish.error = None
        except BoardError as error:
            wish.error = error  # a slice of too few votes, say: that is told, and no fault
        except Exception:
            # Nobody awaits this: an error that ended the loop would leave every page waiting.
            _log.exception("the board %r could not be computed", query.words())
            wish.error = BoardError("something went wrong; the operator can read what")
        wish.tried_at, wish.version = time.monotonic(), version
