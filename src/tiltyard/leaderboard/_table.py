"""All votes of a board as columns: mapped from disk, appended, never edited.

A folder holds segments, files of Arrow that are never changed, and ``table.json``, which names them
and is written last: a vote is in the table once it is named there. Small segments are merged into
larger ones, so that there are not many of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard import files
from tiltyard.errors import DataError
from tiltyard.leaderboard import _arrow
from tiltyard.leaderboard._arrow import Segment
from tiltyard.leaderboard._cells import LASTING, Cells
from tiltyard.leaderboard._encoded import LOGGED, UNKNOWN, Vocabulary, encoded
from tiltyard.leaderboard._terms import Terms, by_epoch
from tiltyard.leaderboard._voters import Voters

MANIFEST = "table.json"
FORMAT = 1
Array = NDArray[Any]

# No number of a table comes twice, not even after a restart.
_versions = count(time.time_ns() // 1_000_000)


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


class VoteTable:
    """Votes in a folder, or in memory alone. One program writes it; any thread may read `votes`.

    Args:
        folder: where the table is kept, made if need be; in memory alone if missing.

    Attributes:
        folder: where it is kept.
        meta: what whoever fills the table keeps beside it, such as how far it has read: JSON.
        version: another number once `votes` is another.

    Raises:
        DataError: the folder holds something else, or is damaged.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.meta: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._known = Vocabulary()
        self._names: list[str] = []
        self._next = 1
        self._segments: list[Segment] = []
        self._voters = Voters()
        self._cells = Cells()
        self._terms, self._by_epoch = Terms(), Voters(by_epoch)
        self._waiting = pl.DataFrame()
        self._publish()
        if folder is not None and (folder / MANIFEST).exists():
            self._open(folder)

    @property
    def votes(self) -> Votes:
        """The votes as they are now."""
        return self._votes

    def append(self, frame: pl.DataFrame, **meta: Any) -> None:  # noqa: ANN401 -- JSON
        """Add votes, and remember what is said of them: both are on disk, or neither.

        Args:
            frame: columns as in `leaderboard._encoded`. Votes that were shown before and are among
                these are not shown twice.
            **meta: replaces what `meta` has under these names.

        Raises:
            DataError: the frame is not as it should be; nothing was added.
            WriteError: it cannot be written; nothing was added.
        """
        with self._lock:
            known = deepcopy(self._known)
            rows = encoded(frame, known)
            segments, names = self._with(rows)
            self._save(known, segments, names, self.meta | meta)
            gone = set(self._names) - set(names)
            self._known, self._names, self._segments = known, names, segments
            self.meta = self.meta | meta
            if not self._waiting.is_empty():
                self._waiting = self._waiting.filter(~pl.col("id").is_in(rows["id"].implode()))
            self._publish()
        for name in gone:
            self._path(name).unlink(missing_ok=True)

    def show(self, frame: pl.DataFrame) -> None:
        """Show votes that are not ready to be kept, after all others, until they are appended.

        Raises:
            DataError: as `append`.
        """
        with self._lock:
            known = deepcopy(self._known)
            rows = encoded(frame, known)
            self._known = known
            self._waiting = _filled(pl.concat([self._waiting, rows], how="diagonal"))
            self._publish()

    def hold(self, terms: Terms) -> None:
        """Let votes count on these terms from now on."""
        with self._lock:
            if not terms.same(self._terms):
                self._terms = terms
                self._publish()

    def become(self, other: VoteTable) -> None:
        """Be another table from now on; what was only shown is forgotten."""
        with self._lock:
            self.folder, self.meta = other.folder, other.meta
            self._known, self._names, self._next = other._known, other._names, other._next
            self._segments, self._waiting = other._segments, pl.DataFrame()
            self._publish()

    def _with(self, rows: pl.DataFrame) -> tuple[list[Segment], list[str]]:
        """The segments with these rows as the last, the small ones merged; files are written."""
        segments, names = list(self._segments), list(self._names)
        if rows.is_empty():
            return segments, names
        pieces = [rows]
        while segments and segments[-1].rows < min(2 * sum(map(len, pieces)), LASTING):
            pieces.insert(0, _frame(segments.pop()))
            names.pop()
        merged = _filled(pl.concat(pieces, how="diagonal", rechunk=True))
        name = f"{self._next:06}.arrow"
        self._next += 1
        if self.folder is None:
            return [*segments, Segment.of(merged)], [*names, name]
        _arrow.write(merged, self._path(name))
        return [*segments, Segment.map(self._path(name))], [*names, name]

    def _save(
        self,
        known: Vocabulary,
        segments: Sequence[Segment],
        names: Sequence[str],
        meta: Mapping[str, Any],
    ) -> None:
        if self.folder is None:
            return
        held = [
            {"file": name, "rows": segment.rows}
            for name, segment in zip(names, segments, strict=True)
        ]
        told = {"format": FORMAT, **asdict(known), "segments": held, "meta": dict(meta)}
        files.write_json(told, self.folder / MANIFEST)

    def _open(self, folder: Path) -> None:
        told = files.read_json(folder / MANIFEST)
        if told.get("format") != FORMAT:
            raise DataError(
                f"{str(folder)!r} was made by another version of Tiltyard: remove it, and it is "
                "made again from the votes"
            )
        self._known = Vocabulary(told["models"], told["labels"], told["numbers"])
        self._names = [one["file"] for one in told["segments"]]
        self.meta = told["meta"]
        self._segments = [Segment.map(self._path(name)) for name in self._names]
        for one, segment in zip(told["segments"], self._segments, strict=True):
            if segment.rows != one["rows"]:
                raise DataError(f"{str(self._path(one['file']))!r} is damaged: remove {folder}")
        # A file that a crash left behind is not named, and may be in the way.
        there = (int(path.stem) for path in folder.glob("*.arrow") if path.stem.isdigit())
        self._next = 1 + max(there, default=0)
        self._publish()

    def _publish(self) -> None:
        settled = sum(segment.rows for segment in self._segments)
        waiting = [] if self._waiting.is_empty() else [Segment.of(self._waiting)]
        self._votes = Votes(
            tuple(self._known.models),
            {name: tuple(values) for name, values in self._known.labels.items()},
            tuple(self._known.numbers),
            (*self._segments, *waiting),
            settled + len(self._waiting),
            settled,
            self._voters,
            self._cells,
            self._terms,
            self._by_epoch,
        )
        self.version = next(_versions)

    def _path(self, name: str) -> Path:
        return (self.folder or Path()) / name


def _frame(segment: Segment) -> pl.DataFrame:
    texts = {name: [one[row] for row in range(segment.rows)] for name, one in segment.texts.items()}
    return pl.DataFrame({**texts, **segment.numbers})


def _filled(rows: pl.DataFrame) -> pl.DataFrame:
    """The marks for unknown in columns that some of the votes did not have."""
    return rows.with_columns(
        pl.selectors.float().fill_null(np.nan), pl.selectors.signed_integer().fill_null(UNKNOWN)
    )
