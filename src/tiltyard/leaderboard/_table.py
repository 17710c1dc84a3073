"""All votes of a board in memory, as columns: memory-mapped from disk, appended, never edited.

A folder holds segments, files of Arrow that are never changed, and ``table.json``, which names them
and is written last: a vote is in the table once it is named there. Small segments are merged into
larger ones, so that there are about as many as the number of votes has digits in base two.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard import files
from tiltyard.errors import DataError
from tiltyard.leaderboard._encoded import UNKNOWN, Vocabulary, encoded

MANIFEST = "table.json"
FORMAT = 1
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Votes:
    """A table as it stands at a moment: it does not change when votes come.

    Attributes:
        models: names, by code.
        labels: the values of each label column, by code; -1 is unlabelled.
        numbers: names of columns that hold numbers; NaN is unknown.
        segments: the votes in order, in pieces.
        rows: how many.
    """

    models: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]
    numbers: tuple[str, ...]
    segments: tuple[pl.DataFrame, ...]
    rows: int

    def pieces(self, name: str) -> list[Array]:
        """A column in the pieces it lies in, without copies; unknown where a piece has none.

        Raises:
            DataError: there is no such column.
        """
        return [self._piece(segment, name) for segment in self.segments]

    def column(self, name: str) -> Array:
        """A whole column, in one piece: copied if it lies in several."""
        pieces = self.pieces(name)
        return pieces[0] if len(pieces) == 1 else np.concatenate([*pieces, self._none(name, 0)])

    def texts(self, name: str, rows: Sequence[int] | NDArray[np.intp]) -> list[str]:
        """``id`` or ``battle`` of some votes."""
        found: list[str] = [""] * len(rows)
        wanted = np.asarray(rows)
        begin = 0
        for segment in self.segments:
            inside = np.flatnonzero((wanted >= begin) & (wanted < begin + segment.height))
            values = segment[name].gather(wanted[inside] - begin).to_list()
            for place, value in zip(inside.tolist(), values, strict=True):
                found[place] = value
            begin += segment.height
        return found

    def first(self, rows: int) -> Votes:
        """The table as it was when it had so many votes."""
        if not 0 <= rows <= self.rows:
            raise DataError(f"there are {self.rows:,} votes, so there are no first {rows:,}")
        segments, left = [], rows
        for segment in self.segments:
            if left > 0:
                segments.append(segment.head(left))
            left -= segment.height
        return Votes(self.models, self.labels, self.numbers, tuple(segments), rows)

    def _piece(self, segment: pl.DataFrame, name: str) -> Array:
        if name not in segment.columns:
            return self._none(name, segment.height)
        return segment[name].to_numpy()

    def _none(self, name: str, rows: int) -> Array:
        """A piece of a column that these votes do not have."""
        if name in self.labels:
            return np.full(rows, UNKNOWN, dtype=np.int16)
        if name in self.numbers:
            return np.full(rows, np.nan, dtype=np.float32)
        if kind := _KINDS.get(name):
            return np.empty(rows, dtype=kind)
        raise DataError(f"votes have no column {name!r}")


_KINDS: dict[str, type[np.generic]] = {
    "a": np.uint16,
    "b": np.uint16,
    "outcome": np.uint8,
    "voter": np.int64,
    "voted_at": np.float64,
    "consent": np.int8,
    "images": np.int16,
}


class VoteTable:
    """Votes in a folder, or in memory alone. One program writes it; any thread may read `votes`.

    Args:
        folder: where the table is kept, made if need be; in memory alone if missing.

    Attributes:
        meta: what whoever fills the table keeps beside it, such as how far it has read: JSON.

    Raises:
        DataError: the folder holds something else, or is damaged.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._known = Vocabulary()
        self._names: list[str] = []
        self._next = 1
        self.meta: dict[str, Any] = {}
        self._votes = Votes((), {}, (), (), 0)
        if folder is not None and (folder / MANIFEST).exists():
            self._open(folder)

    @property
    def votes(self) -> Votes:
        """The votes as they are now."""
        return self._votes

    def append(self, frame: pl.DataFrame, **meta: Any) -> None:  # noqa: ANN401 -- JSON
        """Add votes, and remember what is said of them: both are on disk, or neither.

        Args:
            frame: columns as in `leaderboard._encoded`.
            **meta: replaces what `meta` has under these names.

        Raises:
            DataError: the frame is not as it should be; nothing was added.
            WriteError: it cannot be written; nothing was added.
        """
        with self._lock:
            known = deepcopy(self._known)
            rows = encoded(frame, known)
            segments, names, made = self._with(rows)
            self._save(known, segments, names, self.meta | meta)
            gone = set(self._names) - set(names)
            self._known, self._names, self.meta = known, names, self.meta | meta
            self._publish(segments)
            self._next += made
        for name in gone:
            self._path(name).unlink(missing_ok=True)

    def _with(self, rows: pl.DataFrame) -> tuple[list[pl.DataFrame], list[str], int]:
        """The segments with these rows as the last, the small ones merged; files are written."""
        segments, names = list(self._votes.segments), list(self._names)
        while segments and segments[-1].height < 2 * rows.height:
            rows = pl.concat([segments.pop(), rows], how="diagonal", rechunk=True)
            rows = _filled(rows)
            names.pop()
        if rows.is_empty():
            return segments, names, 0
        name = f"{self._next:06}.arrow"
        if self._folder is not None:
            rows = self._written(rows, name)
        return [*segments, rows], [*names, name], 1

    def _written(self, rows: pl.DataFrame, name: str) -> pl.DataFrame:
        """The rows, mapped from the file that they are now in."""
        path = self._path(name)
        with files.whole(path) as beside:
            rows.write_ipc(beside, compression="uncompressed")
        return _mapped(path)

    def _save(
        self,
        known: Vocabulary,
        segments: Sequence[pl.DataFrame],
        names: Sequence[str],
        meta: Mapping[str, Any],
    ) -> None:
        if self._folder is None:
            return
        held = [
            {"file": name, "rows": segment.height}
            for name, segment in zip(names, segments, strict=True)
        ]
        told = {"format": FORMAT, **asdict(known), "segments": held, "meta": dict(meta)}
        files.write_json(told, self._folder / MANIFEST)

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
        segments = [_mapped(self._path(name)) for name in self._names]
        for one, segment in zip(told["segments"], segments, strict=True):
            if segment.height != one["rows"]:
                raise DataError(f"{str(self._path(one['file']))!r} is damaged: remove {folder}")
        self._next = 1 + max((int(name.partition(".")[0]) for name in self._names), default=0)
        self._publish(segments)

    def _publish(self, segments: Sequence[pl.DataFrame]) -> None:
        self._votes = Votes(
            tuple(self._known.models),
            {name: tuple(values) for name, values in self._known.labels.items()},
            tuple(self._known.numbers),
            tuple(segments),
            sum(segment.height for segment in segments),
        )

    def _path(self, name: str) -> Path:
        return (self._folder or Path()) / name


def _mapped(path: Path) -> pl.DataFrame:
    try:
        return pl.read_ipc(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DataError(f"{str(path)!r} cannot be read: {error}") from None


def _filled(rows: pl.DataFrame) -> pl.DataFrame:
    """The marks for unknown in columns that some of the votes did not have."""
    return rows.with_columns(
        pl.selectors.float().fill_null(np.nan), pl.selectors.integer().fill_null(UNKNOWN)
    )
