"""How many votes each voter cast in all, known again quickly when votes were added."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import is_
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from tiltyard.leaderboard._arrow import Segment

Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """The voters of a segment: of each row, those there are, and how often each voted."""

    rows: Codes
    voters: Codes
    votes: NDArray[np.int64]


def _voter(segment: Segment) -> NDArray[np.int64]:
    return np.asarray(segment.numbers["voter"])


class Voters:
    """Voters by number, in the order in which they were first seen. For any thread.

    Args:
        numbers: of each vote of a segment who cast it; another number is another voter.
    """

    def __init__(self, numbers: Callable[[Segment], NDArray[np.int64]] = _voter) -> None:
        self._numbers = numbers
        self._lock = threading.Lock()
        self._hashes = np.empty(0, dtype=np.int64)  # in order
        self._codes = np.empty(0, dtype=np.int32)  # of each of these
        self._counted: WeakKeyDictionary[Segment, _Counted] = WeakKeyDictionary()
        self._last: tuple[tuple[_Counted, ...], NDArray[np.int64]] = ((), np.zeros(0, np.int64))

    def of(self, segments: Sequence[Segment]) -> tuple[list[Codes], NDArray[np.int64]]:
        """Of each row its voter, a piece for each segment; and how often each voter voted.

        The same segments as the last time get the same array.
        """
        with self._lock:
            counted = [self._of(segment) for segment in segments]
            return [one.rows for one in counted], self._total(counted)

    def there(self, segments: Sequence[Segment]) -> list[Codes]:
        """The voters of each segment, each once."""
        with self._lock:
            return [self._of(segment).voters for segment in segments]

    def _total(self, counted: Sequence[_Counted]) -> NDArray[np.int64]:
        """How often each voter voted: from the last that was asked for, by what is other now."""
        before, total = self._last
        if len(before) == len(counted) and all(map(is_, before, counted)):
            return total
        then, now = set(map(id, before)), set(map(id, counted))
        gone = [one for one in before if id(one) not in now]
        new = [one for one in counted if id(one) not in then]
        if len(gone) + len(new) >= len(counted):
            total, gone, new = np.zeros(0, dtype=np.int64), [], list(counted)
        found = np.zeros(len(self._codes), dtype=np.int64)
        found[: len(total)] = total
        for one in gone:
            found[one.voters] -= one.votes
        for one in new:
            found[one.voters] += one.votes
        self._last = tuple(counted), found
        return found

    def _of(self, segment: Segment) -> _Counted:
        found = self._counted.get(segment)
        if found is None:
            hashes, rows, votes = np.unique(
                self._numbers(segment), return_inverse=True, return_counts=True
            )
            codes = self._known(hashes)
            found = _Counted(codes[rows], codes, votes)
            self._counted[segment] = found
        return found

    def _known(self, hashes: NDArray[np.int64]) -> Codes:
        """The numbers of voters, whose hashes are in order; new ones get the next."""
        at = np.searchsorted(self._hashes, hashes)
        inside = at < len(self._hashes)
        is_known = np.zeros(len(hashes), dtype=np.bool_)
        is_known[inside] = self._hashes[at[inside]] == hashes[inside]
        new = hashes[~is_known]
        numbers = np.arange(len(self._codes), len(self._codes) + len(new), dtype=np.int32)
        self._codes = np.insert(self._codes, at[~is_known], numbers)
        self._hashes = np.insert(self._hashes, at[~is_known], new)
        return self._codes[np.searchsorted(self._hashes, hashes)]
