"""The votes of a table at a moment: columns in pieces, mapped from disk or in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import DataError
from tiltyard.leaderboard._arrow import Segment
from tiltyard.leaderboard._cells import Cells
from tiltyard.leaderboard._encoded import LOGGED, UNKNOWN
from tiltyard.leaderboard._terms import Terms, by_epoch
from tiltyard.leaderboard._voters import Voters

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """A table as it stands at a moment: it does not change when votes come.

    Attributes:
        models: names, by code.
        labels: the values of each label column, by code; -1 is unlabelled.
        numbers: names of columns that hold numbers; NaN is unknown.
        segments: the votes in order, in pieces.
        rows: how many.
        settled: how many of them, from the first on, stay as they are; the rest was shown before
            it had labels.
        voters: what is known of who cast them.
        cells: what was counted of them.
        terms: which of them count.
        by_epoch: who cast them, everybody anew in each epoch.
    """

    models: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]
    numbers: tuple[str, ...]
    segments: tuple[Segment, ...]
    rows: int
    settled: int
    voters: Voters = field(default_factory=Voters, repr=False)
    cells: Cells = field(default_factory=Cells, repr=False)
    terms: Terms = field(default_factory=Terms, repr=False)
    by_epoch: Voters = field(default_factory=lambda: Voters(by_epoch), repr=False)

    def pieces(self, name: str) -> list[Array]:
        """A column in the pieces it lies in, without copies; unknown where a piece has none.

        Raises:
            DataError: there is no such column.
        """
        return [self.piece(segment, name) for segment in self.segments]

    def piece(self, segment: Segment, name: str) -> Array:
        """A column of one of the segments; see `pieces`."""
        if name in segment.numbers:
            return segment.numbers[name]
        return self._none(name, segment.rows)

    def column(self, name: str) -> Array:
        """A whole column, in one piece: copied if it lies in several."""
        pieces = self.pieces(name)
        return pieces[0] if len(pieces) == 1 else np.concatenate([*pieces, self._none(name, 0)])

    def texts(self, name: str, rows: Sequence[int] | NDArray[np.intp]) -> list[str]:
        """``id`` or ``battle`` of some votes."""
        ends = np.cumsum([segment.rows for segment in self.segments], dtype=np.int64)
        wanted = np.asarray(rows, dtype=np.int64)
        places = np.searchsorted(ends, wanted, side="right").tolist()
        found = []
        for place, row in zip(places, wanted.tolist(), strict=True):
            segment = self.segments[place]
            found.append(segment.texts[name][row - int(ends[place]) + segment.rows])
        return found

    def first(self, rows: int) -> Votes:
        """The table as it was when it had so many votes."""
        if not 0 <= rows <= self.rows:
            raise DataError(f"there are {self.rows:,} votes, so there are no first {rows:,}")
        segments, left = [], rows
        for segment in self.segments:
            if left > 0:
                segments.append(segment.head(left))
            left -= segment.rows
        settled = min(rows, self.settled)
        return replace(self, segments=tuple(segments), rows=rows, settled=settled)

    def _none(self, name: str, rows: int) -> Array:
        """A piece of a column that these votes do not have."""
        if name in self.labels:
            return np.full(rows, UNKNOWN, dtype=np.int16)
        if name in self.numbers:
            return np.full(rows, np.nan, dtype=np.float32)
        if name in LOGGED:
            return np.full(rows, UNKNOWN, dtype=_KINDS[name])
        if rows == 0 and (kind := _KINDS.get(name)):
            return np.empty(rows, dtype=kind)
        raise DataError(f"votes have no column {name!r}")


_KINDS: dict[str, type[np.generic]] = {
    "a": np.uint16,
    "b": np.uint16,
    "outcome": np.uint8,
    "voter": np.int64,
    "voted_at": np.float64,
    "consent": np.int8,
    "leaf": np.int64,
    "counts": np.int8,
    "images": np.int16,
}
