"""The votes of a slice counted by who met and how it ended, known again when votes were added.

Large segments never change: what was counted in them for a slice is kept, so that a board that is
brought up to date costs the votes that came since.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
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

Table = NDArray[np.int64]
# The votes of some segments that are asked for: codes of a, of b, and of the outcome.
Pieces = Callable[[Sequence[Segment]], Iterable[Sequence[Codes]]]


@dataclass(frozen=True, slots=True)
class _Counted:
    """A table of the first segments."""

    segments: tuple[ref[Segment], ...]
    votes: NDArray[np.uint32]

    def is_of(self, segments: Sequence[Segment]) -> bool:
        """Whether the votes begin with those that were counted."""
        first = segments[: len(self.segments)]
        return len(first) == len(self.segments) and all(
            known() is segment for known, segment in zip(self.segments, first, strict=True)
        )


class Cells:
    """Tables of what was counted, those that were asked for last. For any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Counted] = OrderedDict()

    def of(self, key: Hashable, segments: Sequence[Segment], m: int, pieces: Pieces) -> Table:
        """How many votes of each pair, side and outcome there are, shape ``(m, m, 5)``.

        Args:
            key: what is asked of a vote; the same for the same votes of a segment.
            segments: where the votes are.
            m: how many models there are; codes of models that were there before stay the same.
            pieces: gives the votes of some of the segments.
        """
        lasting = 0
        while lasting < len(segments) and segments[lasting].rows >= LASTING:
            lasting += 1
        if not lasting:
            return pooling.table(m, pieces(segments))
        with self._lock:
            kept = self._kept.get(key)
        known = kept if kept is not None and kept.is_of(segments[:lasting]) else None
        begin = 0 if known is None else len(known.segments)
        counted = pooling.table(m, pieces(segments[begin:lasting]))
        if known is not None:
            before = len(known.votes)
            counted[:before, :before] += known.votes
        self._keep(key, _Counted(tuple(map(ref, segments[:lasting])), counted.astype(np.uint32)))
        return counted + pooling.table(m, pieces(segments[lasting:]))

    def _keep(self, key: Hashable, counted: _Counted) -> None:
        with self._lock:
            self._kept[key] = counted
            self._kept.move_to_end(key)
            while sum(one.votes.nbytes for one in self._kept.values()) > MOST_BYTES:
                self._kept.popitem(last=False)
