"""Which votes a board counts, and why it leaves out the others.

What a vote counts as was decided when it was cast, and stands in its leaf of the log. What may
change later is laid over the votes here: which of them are excluded now, which are too young, and
which voters have cast too few. All of it can be found out again from the log alone, so that anybody
can compute a board of it: times count by the hour, voters by the epoch.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from tiltyard import ledger
from tiltyard.leaderboard._arrow import Segment
from tiltyard.leaderboard._encoded import COUNTS, UNKNOWN
from tiltyard.leaderboard._leaving import LeftOut, Reason
from tiltyard.leaderboard._voters import Voters

Bools = NDArray[np.bool_]
Leaves = NDArray[np.int64]
# The leaves of the votes that were excluded when the log had so many leaves.
Excluded = Callable[[int], frozenset[int]]

_HOUR = 3600
_EPOCH = ledger.EPOCH_DAYS * 24 * _HOUR
YES, GUEST = COUNTS.index("yes"), COUNTS.index("guest")
# What parts voters of one epoch from those of another, in the number that stands for both.
_PART = np.int64(0x1E37_79B9_7F4A_7C15)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long votes wait until they count.

    Attributes:
        delay_hours: a vote counts once so many whole hours have passed since the hour of it.
        least_votes: and once its voter has cast so many in the same epoch of 30 days.
    """

    delay_hours: int = 0
    least_votes: int = 0

    def before(self, moment: datetime) -> int | None:
        """The hour, counted from 1970, from which on votes do not count yet at some moment."""
        return ledger.hour_of(moment) - self.delay_hours if self.delay_hours else None


@dataclass(frozen=True, slots=True)
class _Few:
    """Which voters of a segment cast few votes, and what follows."""

    few: Bools
    left_out: LeftOut | None


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What holds of the votes of a table at a moment.

    Attributes:
        excluded: leaves of votes that are excluded, in order.
        before: votes of this hour (counted from 1970) and later ones do not count yet; all do if
            missing.
        least_votes: see `Waiting`.
        marked: the last leaf of the log that excluded or restored votes; -1 if there is none.
    """

    excluded: Leaves = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    before: int | None = None
    least_votes: int = 0
    marked: int = -1
    _known: WeakKeyDictionary[Segment, dict[int, LeftOut | None]] = field(
        default_factory=WeakKeyDictionary, repr=False
    )
    _few: WeakKeyDictionary[Segment, dict[int, _Few]] = field(
        default_factory=WeakKeyDictionary, repr=False
    )
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def key(self) -> tuple[str, int | None, int]:
        """The same for terms that say the same."""
        digest = hashlib.sha256(self.excluded.tobytes()).hexdigest()
        return digest, self.before, self.least_votes

    def told(self) -> dict[str, int | None]:
        """What is to be said of them, so that somebody with the log can have the same."""
        return {"before": self.before, "least_votes": self.least_votes, "marked": self.marked}

    def same(self, other: Terms) -> bool:
        """Whether two say the same."""
        return self.key == other.key and self.marked == other.marked

    def left_out(
        self, segments: Sequence[Segment], voters: Voters, wanted: int = YES
    ) -> list[LeftOut | None]:
        """Which votes are left out and why, by segment; None where none is.

        It is the same object for a segment until something else holds of one of its votes.

        Args:
            segments: all the votes of the table: how many a voter cast shows in all of them.
            voters: who cast them, by epoch.
            wanted: what votes must count as: a place in `COUNTS`. What is older than the log
                counts as ``yes``.
        """
        with self._lock:
            found = [self._fixed(segment, wanted) for segment in segments]
        if not self.least_votes or not any("leaf" in one.numbers for one in segments):
            return found
        rows, votes = voters.of(segments)
        is_few = votes < self.least_votes
        there = voters.there(segments)
        with self._lock:
            return [
                self._with_few(segment, wanted, one, is_few, by, is_few[who])
                for segment, one, by, who in zip(segments, found, rows, there, strict=True)
            ]

    def _with_few(  # noqa: PLR0913 -- what is known of a segment
        self,
        segment: Segment,
        wanted: int,
        fixed: LeftOut | None,
        is_few: Bools,
        by: NDArray[np.int32],
        few: Bools,
    ) -> LeftOut | None:
        """The same with votes of voters who cast few: computed if they are others than before."""
        known = self._few.setdefault(segment, {})
        before = known.get(wanted)
        if before is None or not np.array_equal(before.few, few):
            found = _with_few(segment, fixed, is_few[by]) if few.any() else fixed
            known[wanted] = before = _Few(few, found)
        return before.left_out

    def _fixed(self, segment: Segment, wanted: int) -> LeftOut | None:
        """What does not depend on other votes."""
        known = self._known.setdefault(segment, {})
        if wanted not in known:
            known[wanted] = self._compute(segment, wanted)
        return known[wanted]

    def _compute(self, segment: Segment, wanted: int) -> LeftOut | None:
        reasons = np.zeros(segment.rows, dtype=np.uint8)
        leaves = segment.numbers.get("leaf")
        if leaves is not None and len(self.excluded):
            reasons[_among(leaves, self.excluded)] = Reason.EXCLUDED
        if leaves is not None and self.before is not None:
            is_young = segment.numbers["voted_at"] >= self.before * _HOUR
            reasons[is_young & (leaves != UNKNOWN)] = Reason.WAITS
        counts = segment.numbers.get("counts")
        if counts is not None:
            is_other = counts != wanted
            if wanted == YES:
                is_other &= counts != UNKNOWN
            reasons[is_other] = Reason.OTHER
        elif wanted != YES:
            reasons[:] = Reason.OTHER
        return LeftOut(reasons, counts) if reasons.any() else None


def by_epoch(segment: Segment) -> NDArray[np.int64]:
    """A number for who cast each vote, another one for the same voter in each epoch."""
    voted_at = np.nan_to_num(segment.numbers["voted_at"])
    epoch = np.floor(voted_at / _EPOCH).astype(np.int64)
    with np.errstate(over="ignore"):
        return np.asarray(segment.numbers["voter"] + epoch * _PART, dtype=np.int64)


def _among(leaves: Leaves, known: Leaves) -> Bools:
    """Which are among some that are in order and not empty."""
    at = np.minimum(np.searchsorted(known, leaves), len(known) - 1)
    return np.asarray(known[at] == leaves)


def _with_few(segment: Segment, fixed: LeftOut | None, is_few: Bools) -> LeftOut | None:
    leaves = segment.numbers.get("leaf")
    if leaves is None or not (is_few := is_few & (leaves != UNKNOWN)).any():
        return fixed
    kept = np.zeros(segment.rows, dtype=np.uint8) if fixed is None else fixed.reasons.copy()
    kept[is_few & ((kept == Reason.NONE) | (kept == Reason.EXCLUDED))] = Reason.FEW
    return LeftOut(kept, segment.numbers.get("counts"))
