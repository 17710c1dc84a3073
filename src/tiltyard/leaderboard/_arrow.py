"""Columns of an Arrow file in the memory that the file is mapped to: nothing is read or copied.

polars copies what it reads. The files that we write ourselves are simple enough to be walked by
hand: one batch of numbers and texts, no nulls, no compression. Others may open them by any reader
of Arrow. See the format's description, https://arrow.apache.org/docs/format/Columnar.html.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard import files
from tiltyard.errors import DataError

Array = NDArray[Any]
_MAGIC = b"ARROW1"
# Of a type of the format its place in the union, and ours by its width in bits or its precision.
_INT, _FLOAT, _LARGE_TEXT = 2, 3, 20
_FLOATS = ("f2", "f4", "f8")


@dataclass(frozen=True, slots=True)
class Text:
    """A column of texts: ``data`` is UTF-8, ``offsets`` shape ``(n + 1,)``."""

    offsets: NDArray[np.int64]
    data: NDArray[np.uint8]

    @classmethod
    def of(cls, column: pl.Series) -> Text:
        """The texts of a column without nulls."""
        offsets = np.zeros(len(column) + 1, dtype=np.int64)
        np.cumsum(column.str.len_bytes().to_numpy(), out=offsets[1:])
        return cls(offsets, np.frombuffer(column.str.join("").item().encode(), dtype=np.uint8))

    def __getitem__(self, row: int) -> str:
        """The text of a row."""
        return self.data[self.offsets[row] : self.offsets[row + 1]].tobytes().decode()

    def at(self, rows: NDArray[np.intp]) -> Text:
        """The texts of some rows."""
        begins, ends = self.offsets[rows], self.offsets[rows + 1]
        offsets = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum(ends - begins, out=offsets[1:])
        places = np.repeat(begins - offsets[:-1], ends - begins) + np.arange(offsets[-1])
        return Text(offsets, self.data[places])


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Segment:
    """Some votes as columns, each of ``rows`` values, that never change."""

    rows: int
    numbers: dict[str, Array]
    texts: dict[str, Text]

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Segment:
        """The columns of a frame without nulls."""
        texts = {one.name: Text.of(one) for one in frame if one.dtype == pl.String}
        numbers = {one.name: one.rechunk().to_numpy() for one in frame if one.name not in texts}
        return cls(frame.height, numbers, texts)

    @classmethod
    def map(cls, path: Path) -> Segment:
        """The columns of a file that `write` made.

        Raises:
            DataError: it is missing, or no such file.
        """
        try:
            with path.open("rb") as file:
                held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            return _walked(held)
        except (OSError, ValueError, struct.error, IndexError) as error:
            raise DataError(f"{str(path)!r} cannot be read: {error}") from None

    def head(self, rows: int) -> Segment:
        """The first votes."""
        if rows >= self.rows:
            return self
        numbers = {name: column[:rows] for name, column in self.numbers.items()}
        texts = {name: Text(one.offsets[: rows + 1], one.data) for name, one in self.texts.items()}
        return Segment(rows, numbers, texts)

    def at(self, rows: NDArray[np.intp]) -> Segment:
        """Some of the votes, by their places."""
        numbers = {name: column[rows] for name, column in self.numbers.items()}
        return Segment(len(rows), numbers, {name: one.at(rows) for name, one in self.texts.items()})


def write(frame: pl.DataFrame, path: Path) -> None:
    """Keep a frame of numbers and texts without nulls as one batch of an Arrow file.

    Raises:
        WriteError: the file could not be written.
    """
    with files.whole(path) as beside:
        frame.rechunk().write_ipc(
            beside,
            compression="uncompressed",
            compat_level=pl.CompatLevel.oldest(),
            record_batch_size=max(frame.height, 1),
        )


def _walked(held: mmap.mmap) -> Segment:
    if held[:6] != _MAGIC or held[-6:] != _MAGIC:
        raise ValueError("it is no Arrow file, or was cut off")
    (length,) = struct.unpack_from("<i", held, len(held) - 10)
    footer = _Table.root(held, len(held) - 10 - length)
    schema = footer.table(1)
    batches = list(footer.structs(3, "<qi4xq"))
    if len(batches) != 1:
        raise ValueError(f"it has {len(batches)} batches of rows, and one is expected")
    begin, header, _ = batches[0]
    batch = _Table.root(held, begin + 8).table(2)
    buffers = iter(batch.structs(2, "<qq"))
    rows = batch.number(0, "<q")
    whole = np.frombuffer(held, dtype=np.uint8)

    def taken() -> Array:
        at, size = next(buffers)
        return whole[begin + header + at : begin + header + at + size]

    numbers: dict[str, Array] = {}
    texts: dict[str, Text] = {}
    for one in schema.tables(1):
        name, kind = one.text(0), _kind(one)
        taken()  # which rows are null: none is
        if kind is None:
            texts[name] = Text(taken().view("<i8")[: rows + 1], taken())
        else:
            numbers[name] = taken().view(kind)[:rows]
        if len(numbers.get(name, ())) != rows and name not in texts:
            raise ValueError(f"column {name!r} was cut off")
    return Segment(rows, numbers, texts)


def _kind(one: _Table) -> str | None:
    """How numpy calls what a column holds; None for texts."""
    kind = one.number(2, "<B")
    if kind == _INT:
        sign = "i" if one.table(3).number(1, "<B") else "u"
        return f"<{sign}{one.table(3).number(0, '<i') // 8}"
    if kind == _FLOAT:
        return f"<{_FLOATS[one.table(3).number(0, '<h')]}"
    if kind == _LARGE_TEXT:
        return None
    raise ValueError(f"column {one.text(0)!r} holds neither numbers nor texts")


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a flat buffer: fields by number, each somewhere behind it."""

    held: mmap.mmap
    at: int

    @classmethod
    def root(cls, held: mmap.mmap, at: int) -> _Table:
        return cls(held, at + struct.unpack_from("<I", held, at)[0])

    def _field(self, number: int) -> int:
        """Where a field is; 0 if it is not there."""
        index = self.at - struct.unpack_from("<i", self.held, self.at)[0]
        (size,) = struct.unpack_from("<H", self.held, index)
        place = 4 + 2 * number
        if place >= size:
            return 0
        (offset,) = struct.unpack_from("<H", self.held, index + place)
        return self.at + offset if offset else 0

    def number(self, number: int, kind: str) -> int:
        at = self._field(number)
        return int(struct.unpack_from(kind, self.held, at)[0]) if at else 0

    def _behind(self, number: int) -> int:
        at = self._field(number)
        if not at:
            raise ValueError("a part is missing")
        return at + int(struct.unpack_from("<I", self.held, at)[0])

    def table(self, number: int) -> _Table:
        return _Table(self.held, self._behind(number))

    def text(self, number: int) -> str:
        at = self._behind(number)
        (size,) = struct.unpack_from("<I", self.held, at)
        return self.held[at + 4 : at + 4 + size].decode()

    def tables(self, number: int) -> Iterator[_Table]:
        at = self._behind(number)
        (size,) = struct.unpack_from("<I", self.held, at)
        for place in range(at + 4, at + 4 + 4 * size, 4):
            yield _Table.root(self.held, place)

    def structs(self, number: int, kind: str) -> Iterator[tuple[int, ...]]:
        at = self._behind(number)
        (size,) = struct.unpack_from("<I", self.held, at)
        begin, each = at + 4, struct.calcsize(kind)
        for place in range(begin, begin + each * size, each):
            yield struct.unpack_from(kind, self.held, place)
