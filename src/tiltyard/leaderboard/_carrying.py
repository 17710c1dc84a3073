"""What carries the order of boards that people look at, counted behind everything else.

Until it is counted no order of such a board is printed as sure. What was counted of a board holds
for it until it is counted again, though votes came since: the pairs that are neighbours no longer
are not parted.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tiltyard.errors import TiltyardError
from tiltyard.leaderboard._fragile import counting, is_countable
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._turns import Turns
from tiltyard.ratings.fragility import Fragility

if TYPE_CHECKING:
    from tiltyard.leaderboard._board import Board
    from tiltyard.leaderboard._boards import Boards

_log = logging.getLogger(__name__)

# A board is counted again after so many seconds at the earliest, or so many times as long as it
# took; what was counted is kept of so many boards.
AGAIN, SPARED, MOST = 60.0, 10.0, 500


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was counted of a board; none if that could not be.

    Attributes:
        digest: of the board's votes.
        due_at: when it may be counted again, by `time.monotonic`.
    """

    found: Fragility | None
    digest: str
    due_at: float


class Carrying:
    """Counts what is wanted, one board at a time. Call it in one event loop.

    Args:
        boards: whose.
        turns: people go first.
        least: how many voters an order must withstand; 0 counts nothing.

    Attributes:
        least: likewise.
    """

    def __init__(self, boards: Boards, turns: Turns, least: int) -> None:
        self._boards = boards
        self._turns = turns
        self.least = least
        self._counted: OrderedDict[Query, _Counted] = OrderedDict()
        self._wanted: OrderedDict[Query, None] = OrderedDict()
        self._wished = asyncio.Event()

    def on(self, board: Board) -> Board:
        """The board with what is known of it, and wanting to be counted as far as it is not."""
        if not self.least or not board.rows or not is_countable(board.query):
            return board
        counted = self._counted.get(board.query)
        found = None if counted is None else counted.found
        return replace(board, fragility=found, voters_to_flip=self.least)

    def want(self, board: Board) -> None:
        """Count a board that somebody looks at, unless it was."""
        if not board.voters_to_flip:
            return
        counted = self._counted.get(board.query)
        if counted is not None and counted.digest == board.digest:
            return
        if board.query not in self._wanted:
            self._wanted[board.query] = None
            self._wished.set()
            while len(self._wanted) > MOST:
                self._wanted.popitem(last=False)

    async def run(self) -> None:
        """Count what is wanted, for ever; cancel to stop."""
        while True:
            query = self._next()
            if query is None:
                self._wished.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wished.wait(), AGAIN / 10)
            else:
                del self._wanted[query]
                await self._count(query)

    def _next(self) -> Query | None:
        """What is wanted and may be counted, those that never were first."""
        now = time.monotonic()
        new = (query for query in self._wanted if query not in self._counted)
        due = (query for query in self._wanted if query in self._counted
               and self._counted[query].due_at <= now)  # fmt: skip
        return next(new, None) or next(due, None)

    async def _count(self, query: Query) -> None:
        board = self._boards.peek(query)
        source = self._boards.sources.get(query.source)
        votes = None if source is None else source.votes
        if board is None or votes is None:
            return
        began, found = time.monotonic(), None
        try:
            begun = await asyncio.to_thread(counting, board, votes)
            while await asyncio.to_thread(begun.step):
                await self._turns.rest(0.0)
            found = begun.told()
        except TiltyardError as error:
            _log.info("what carries the board %r is not known: %s", query.words(), error)
        except Exception:
            # Nobody awaits this: an error that ended the loop would leave all boards uncounted.
            _log.exception("what carries the board %r could not be counted", query.words())
        now = time.monotonic()
        due_at = now + max(AGAIN, SPARED * (now - began))
        self._counted[query] = _Counted(found, board.digest, due_at)
        self._counted.move_to_end(query)
        while len(self._counted) > MOST:
            self._counted.popitem(last=False)
        self._boards.carry(query)
