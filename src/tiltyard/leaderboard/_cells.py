"""The votes of a slice counted by who met and how it ended, known again when votes were added.

Large segments never change: what was counted in them for a slice is kept, so that a board that is
brought up to date costs the votes that came since.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from tiltyard.leaderboard._arrow import Segment
from tiltyard.ratings import pooling
from tiltyard.ratings.comparisons import Codes

# A segment of so many votes is merged with no other, and so is there as long as the table is.
LASTING = 500_000
MOST_BYTES = 64_000_000

Bools = NDArray[np.bool_]
Table = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A segment, and which of its votes count: all if missing."""

    segment: Segment
    counting: Bools | None = None


# The votes of some parts that are asked for and count: codes of a, of b, and of the outcome.
Pieces = Callable[[Sequence[Part]], Iterable[Sequence[Codes]]]


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """A table of the first segments, and which of their votes counted then."""

    segments: tuple[ref[Segment], ...]
    counting: tuple[Bools | None, ...]
    votes: NDArray[np.uint32]

    def is_of(self, parts: Sequence[Part]) -> bool:
        """Whether the votes begin with those that were counted."""
        first = parts[: len(self.segments)]
        return len(first) == len(self.segments) and all(
            known() is part.segment for known, part in zip(self.segments, first, strict=True)
        )

    def gained(self, parts: Sequence[Part]) -> list[Part]:
        """Those of the votes that count now, and did not then."""
        pairs = zip(self.counting, parts, strict=False)
        return [*_beyond(((before, part.counting), part) for before, part in pairs)]

    def lost(self, parts: Sequence[Part]) -> list[Part]:
        """Those of the votes that counted then, and do not now."""
        pairs = zip(self.counting, parts, strict=False)
        return [*_beyond(((part.counting, before), part) for before, part in pairs)]


def _beyond(pairs: Iterable[tuple[tuple[Bools | None, Bools | None], Part]]) -> Iterator[Part]:
    """The votes of each part that the second says of, and the first does not."""
    for (first, second), part in pairs:
        if first is None or first is second:
            continue
        found = ~first if second is None else second & ~first
        if found.any():
            yield Part(part.segment, found)


class Cells:
    """Tables of what was counted, those that were asked for last. For any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Counted] = OrderedDict()

    def of(self, key: Hashable, parts: Sequence[Part], m: int, pieces: Pieces) -> Table:
        """How many votes of each pair, side and outcome there are, shape ``(m, m, 5)``.

        Args:
            key: what is asked of a vote; the same for the same votes of a segment.
            parts: where the votes are, and which count. Where others count than when they were
                counted, these alone are looked at again.
            m: how many models there are; codes of models that were there before stay the same.
            pieces: gives the votes of some of the parts.
        """
        lasting = 0
        while lasting < len(parts) and parts[lasting].segment.rows >= LASTING:
            lasting += 1
        if not lasting:
            return pooling.table(m, pieces(parts))
        first = parts[:lasting]
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and kept.is_of(first):
            counted = pooling.table(m, pieces([*first[len(kept.segments) :], *kept.gained(first)]))
            counted[: len(kept.votes), : len(kept.votes)] += kept.votes
            if lost := kept.lost(first):
                counted -= pooling.table(m, pieces(lost))
        else:
            counted = pooling.table(m, pieces(first))
        segments = tuple(ref(part.segment) for part in first)
        counting = tuple(part.counting for part in first)
        self._keep(key, _Counted(segments, counting, counted.astype(np.uint32)))
        return counted + pooling.table(m, pieces(parts[lasting:]))

    def _keep(self, key: Hashable, counted: _Counted) -> None:
        with self._lock:
            self._kept[key] = counted
            self._kept.move_to_end(key)
            while _bytes(self._kept.values()) > MOST_BYTES:
                self._kept.popitem(last=False)


def _bytes(kept: Iterable[_Counted]) -> int:
    """How much memory is held by tables, and by what is kept of segments that changed."""
    arrays = {
        id(one): one.nbytes
        for counted in kept
        for one in (counted.votes, *counted.counting)
        if one is not None
    }
    return sum(arrays.values())
