"""All votes of a board as columns: kept in a folder, appended, never edited.

A folder holds segments, files of Arrow that are never changed, and ``table.json``, which names them
and is written last: a vote is in the table once it is named there. Small segments are merged into
larger ones, so that there are not many of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tiltyard import files
from tiltyard.errors import DataError
from tiltyard.leaderboard import _arrow
from tiltyard.leaderboard._arrow import Segment
from tiltyard.leaderboard._cells import LASTING, Cells
from tiltyard.leaderboard._encoded import UNKNOWN, Vocabulary, encoded
from tiltyard.leaderboard._terms import Terms, by_epoch
from tiltyard.leaderboard._voters import Voters
from tiltyard.leaderboard._votes import Votes

MANIFEST = "table.json"
FORMAT = 1

# No number of a table comes twice, not even after a restart.
_versions = count(time.time_ns() // 1_000_000)


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
