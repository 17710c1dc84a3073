"""The arena's own votes come to its table as they are cast, with labels and style.

A vote is first shown as the store has it if labels take their time. When labels are defined in
another way, a new table is made beside the one that is shown, and takes its place.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from tiltyard.errors import BattleNotFoundError
from tiltyard.leaderboard._cursor import LATE, Cursor, Voted
from tiltyard.leaderboard._rounds import Rounds
from tiltyard.leaderboard._shelf import Shelf
from tiltyard.leaderboard._table import VoteTable
from tiltyard.leaderboard._terms import Terms, Waiting
from tiltyard.leaderboard._voted import described, facts
from tiltyard.pipeline import Describer
from tiltyard.records import ModelCard
from tiltyard.store import Store

_log = logging.getLogger(__name__)

PAGE = 500
# Votes come to disk by that much out of order; by more than this very seldom: see `LATE`.
_JUST_NOW = timedelta(seconds=10)
_LOOK_BACK_SECONDS = 300.0
# Votes that are shown before they are labelled, at most: they lie in memory.
_MOST_SHOWN = 20_000


@dataclass(slots=True)
class Feed:
    """What fills the table of an arena. `open` it, `run` it in the event loop, then `close` it.

    Attributes:
        store: where the votes are.
        folder: where the table is kept; removing it makes it anew.
        table: what is shown.
        make_describer: gives what labels votes; called once, in a thread.
        cards: of models, for what answers cost.
        changed: called in the event loop when the table is another.
        waiting: how long votes wait until they count.
        clock: aware UTC time.
    """

    store: Store
    folder: Path
    table: VoteTable
    make_describer: Callable[[], Describer]
    cards: Mapping[str, ModelCard] = field(default_factory=dict)
    changed: Callable[[], None] = lambda: None
    waiting: Waiting = field(default_factory=Waiting)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _describer: Describer | None = None
    _shelf: Shelf | None = None
    _is_writer: bool = False
    # What is written: the table that is shown, or the one that is made beside it.
    _making: VoteTable = field(default_factory=VoteTable)
    _cursor: Cursor | None = None
    _ahead: Cursor | None = None
    _is_checked: bool = False
    _looked_back_at: float = float("-inf")
    _told: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stepping: threading.Lock = field(default_factory=threading.Lock)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _rounds: Rounds = field(default_factory=Rounds)

    @property
    def describer(self) -> Describer:
        """What labels votes.

        Raises:
            ConfigurationError: an own category has a fault.
        """
        if self._describer is None:
            self._describer = self.make_describer()
        return self._describer

    def open(self) -> None:
        """Open the table as it was left, and be the one who writes it unless somebody else does.

        Raises:
            ConfigurationError: an own category has a fault.
            WriteError: the folder cannot be made.
        """
        _ = self.describer
        self._shelf = Shelf(self.folder)
        self._is_writer = self._shelf.lock()
        if self._is_writer:
            self._take_up()
        else:
            self._follow()

    def touch(self) -> None:
        """Say that there is a vote. Call it in the event loop."""
        self._rounds.touch()

    async def run(self) -> None:
        """Add votes as they come, for ever; cancel to stop."""
        await self._rounds.run(self.step, self._show_early, self._tell)

    async def caught_up(self, seconds: float) -> None:
        """Wait until all votes that there were have been read once, but no longer than that."""
        await self._rounds.caught_up(seconds)

    def close(self) -> None:
        """Stop as soon as what is begun is done, and let another program write."""
        self._stopping.set()
        with self._stepping, self._lock:
            if self._shelf is not None:
                self._shelf.unlock()

    def step(self) -> None:
        """Add what is new; returns when there is nothing more, or somebody else does it.

        Raises:
            StoreError: the store cannot be read.
            WriteError: the disk is full.
        """
        with self._stepping:
            if self._stopping.is_set():
                return
            self._hold()
            if not self._is_writer and not self._is_free():
                self._follow()
                return
            try:
                self._add_new()
            except BattleNotFoundError:
                _log.warning("the votes in %s are not those of the store: made again", self.folder)
                self._make_anew()
                self._add_new()

    def _hold(self) -> None:
        """Let votes count as the log and the clock say by now."""
        marked, known = self.store.log.marked(), self.table.votes.terms
        # Other programs exclude votes too; what they did is read only when there is more of it.
        excluded = known.excluded
        if marked != known.marked:
            excluded = np.array(sorted(self.store.log.excluded(marked + 1)), dtype=np.int64)
        before = self.waiting.before(self.clock())
        self.table.hold(Terms(excluded, before, self.waiting.least_votes, marked))

    def _tell(self) -> None:
        if self.table.version != self._told:
            self._told = self.table.version
            self.changed()

    def _show_early(self) -> None:
        """Show what waits for its labels, unless another program does."""
        if self._is_writer:
            self.show()

    def _is_free(self) -> bool:
        """Whether whoever wrote the table has ended; then it is ours."""
        if self._shelf is None or not self._shelf.lock():
            return False
        self._is_writer = True
        self._take_up()
        return True

    def _follow(self) -> None:
        """Show what another program has written."""
        if self._shelf is not None and self._shelf.changed():
            table = self._shelf.shown()
            if table is not None:
                self.table.become(table)

    def _take_up(self) -> None:
        """Go on with the table that is shown, or with one that is made beside it."""
        shelf = self._opened()
        shown = shelf.shown()
        if shown is not None:
            self.table.become(shown)
        if shown is not None and shown.meta.get("labels") == self.describer.digest:
            self._go_on(self.table)
            return
        begun = shelf.begun(labels=self.describer.digest)
        if shown is None:
            begun.append(facts([], {}), **begun.meta)
            shelf.put(begun)
            self.table.become(begun)
            begun = self.table
        self._go_on(begun)

    def _make_anew(self) -> None:
        self._go_on(self._opened().fresh(labels=self.describer.digest))

    def _go_on(self, table: VoteTable) -> None:
        self._making, self._ahead, self._is_checked = table, None, False
        self._cursor = Cursor.of(self.store, table.votes, table.meta.get("after"))
        self._looked_back_at = float("-inf")

    def _opened(self) -> Shelf:
        if self._shelf is None:
            raise RuntimeError("open the feed first")
        return self._shelf

    def _add_new(self) -> None:
        before = 0 if self._is_checked else self.store.census().voted
        self._reading().again(self._how_far_back())
        more = True
        while more and not self._stopping.is_set():
            new, more = self._reading().page(PAGE)
            if new:
                self._append(new)
        if self._stopping.is_set():
            return
        if not self._is_checked:
            self._check(before)
        if self._making is not self.table:
            with self._lock:
                self._opened().put(self._making)
                self.table.become(self._making)
                self._making = self.table
        self._ahead = None

    def _reading(self) -> Cursor:
        if self._cursor is None:
            raise RuntimeError("open the feed first")
        return self._cursor

    def _how_far_back(self) -> timedelta:
        now = time.monotonic()
        if now - self._looked_back_at < _LOOK_BACK_SECONDS:
            return _JUST_NOW
        self._looked_back_at = now
        return LATE

    def _append(self, new: list[Voted]) -> None:
        frame = described(new, self.cards, self.describer)
        cursor = self._reading().copy()
        cursor.mark({vote.id: vote.created_at for _, vote in new})
        with self._lock:
            if self._stopping.is_set():
                return
            self._making.append(frame, after=cursor.after)
            self._cursor = cursor

    def _check(self, before: int) -> None:
        """Count once: a table that lacks votes, or has some that are gone, is made anew."""
        rows, after = self._making.votes.settled, self.store.census().voted
        self._is_checked = True
        if not before <= rows <= after:
            _log.warning("%s has %d votes, and the store %d: made again", self.folder, rows, after)
            self._make_anew()
            self._is_checked = True  # a second time would be no better
            self._add_new()

    def show(self) -> None:
        """Show votes that the table does not have yet, without labels."""
        if self._ahead is None:
            self._ahead = Cursor.of(self.store, self.table.votes, self.table.meta.get("after"))
        ahead = self._ahead
        ahead.again(_JUST_NOW)
        more = True
        while more and not self._stopping.is_set():
            if self.table.votes.rows - self.table.votes.settled > _MOST_SHOWN:
                return
            new, more = ahead.page(PAGE)
            frame = facts(new, self.cards)
            ahead.mark({vote.id: vote.created_at for _, vote in new})
            with self._lock:
                if self._making is self.table:
                    kept = [not self._reading().covers(vote) for _, vote in new]
                    frame = frame.filter(kept)
                if not frame.is_empty():
                    self.table.show(frame)
