"""Boards that were computed: those that were asked for last, by their questions."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tiltyard.leaderboard._board import Board
from tiltyard.leaderboard._query import Query

# Boards that are kept: their rows, and of the last ones what the engine said too.
MOST, MOST_WHOLE = 1_000, 24


@dataclass(slots=True)
class Held:
    """A board that was computed, without the engine's own answer.

    Attributes:
        version: of its source at the time.
        asked_at: when it was last asked for, by `time.monotonic`.
        computed_at: when it was done, likewise.
    """

    board: Board
    version: int
    asked_at: float
    computed_at: float


class Kept:
    """Boards that are kept. For one event loop."""

    def __init__(self) -> None:
        self._held: OrderedDict[Query, Held] = OrderedDict()
        self._whole: OrderedDict[Query, Board] = OrderedDict()

    def get(self, query: Query) -> Held | None:
        """The board of a question as it was last computed, if it was."""
        return self._held.get(query)

    def whole(self, query: Query) -> Board | None:
        """The same with the engine's own answer, if it is one of the last that were computed."""
        return self._whole.get(query)

    def last_first(self) -> Iterable[tuple[Query, Held]]:
        """All of them, the one that was asked for last first."""
        return reversed(self._held.items())

    def ask(self, query: Query) -> None:
        """Somebody asks for a board that is there."""
        self._held[query].asked_at = time.monotonic()
        self._held.move_to_end(query)

    def keep(self, query: Query, board: Board, version: int) -> None:
        """Keep a board of a version of its source; those that nobody asked for longest go."""
        before, now = self._held.get(query), time.monotonic()
        asked_at = now if before is None else before.asked_at
        self._held[query] = Held(board.lean(), version, asked_at, now)
        self._whole[query] = board
        self._whole.move_to_end(query)
        while len(self._held) > MOST:
            self._held.popitem(last=False)
        while len(self._whole) > MOST_WHOLE:
            self._whole.popitem(last=False)

    def change(self, query: Query, into: Callable[[Board], Board]) -> None:
        """Make another board of the one of a question, if it is there."""
        if (held := self._held.get(query)) is not None:
            held.board = into(held.board)
        if (whole := self._whole.get(query)) is not None:
            self._whole[query] = into(whole)
