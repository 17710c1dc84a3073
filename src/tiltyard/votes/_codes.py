"""Names as numbers: 0 for the first that occurs, 1 for the next new one, and so on."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Whole = NDArray[np.signedinteger[Any]]

_STIR = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_SLOT_BITS = 16
_SHIFT = np.uint64(64 - _SLOT_BITS)
_STRIP = 1 << 16  # rows at a time, so that what is computed stays in the processor's cache
UNKNOWN = -2
_CLOSE = 4  # places of a table for each number, beyond which numbers are hashed


def numbered(hashes: Hashes) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """A code for each hash, in order of first occurrence, and where each code occurs first.

    All rows of one hash meet in one slot of a table. The first row that wants a slot has it, and
    with it all rows of its hash; the others are stirred and try again. Takes a pass or two, where
    sorting takes twenty.
    """
    n = len(hashes)
    first = np.empty(n, dtype=np.int32)
    table = np.empty(1 << max(2 * n - 1, 1).bit_length(), dtype=np.int32)
    mask = np.uint64(len(table) - 1)
    todo, key = np.arange(n, dtype=np.int32), hashes
    while len(todo):
        slot = (key & mask).astype(np.int64)
        table[slot[::-1]] = todo[::-1]  # of several, the last that is written stays: the first row
        holder = table[slot]
        found = hashes[holder] == hashes[todo]
        first[todo[found]] = holder[found]
        todo, key = todo[~found], key[~found] * _STIR
        key ^= key >> _HALF
    is_first = first == np.arange(n, dtype=np.int32)
    code = np.cumsum(is_first, dtype=np.int32) - np.int32(1)
    return np.asarray(code[first]), np.flatnonzero(is_first).astype(np.int32)


def numbered_whole(values: Whole) -> NDArray[np.int32]:
    """A code for each whole number, in order of first occurrence.

    Numbers that lie close together, as ids do, are their own slots in the table: no hashing.
    """
    if not len(values):
        return np.empty(0, dtype=np.int32)
    low, high = int(values.min()), int(values.max())
    if high - low >= _CLOSE * len(values) + _STRIP:
        return numbered(values.astype(np.int64).view(np.uint64))[0]
    slots = values - values.dtype.type(low) if low else values
    table = np.full(high - low + 1, UNKNOWN, dtype=np.int32)
    codes, known = np.empty(len(values), dtype=np.int32), 0
    for begin in range(0, len(values), _STRIP):
        strip = slice(begin, begin + _STRIP)
        slot = slots[strip]
        new = np.flatnonzero(table[slot] == UNKNOWN)
        known = _enter(table, slot[new], known)
        codes[strip] = table[slot]
    return codes


def _enter(table: NDArray[np.int32], slot: Whole, known: int) -> int:
    """Give slots the codes that follow, in order; returns how many are given then."""
    place = np.arange(len(slot), dtype=np.int32)
    table[slot[::-1]] = place[::-1]  # of several, the last that is written stays: the first
    first = slot[table[slot] == place]
    table[first] = np.arange(known, known + len(first), dtype=np.int32)
    return known + len(first)


class Names:
    """Names met so far, over all parts of a source."""

    def __init__(self) -> None:
        self.known: list[str] = []
        self._place: dict[str, int] = {}
        # Most rows hold names that were met before: these are found by the first bits of their
        # hash. Of names that want the same slot, only the first is found so.
        self._hash = np.zeros(1 << _SLOT_BITS, dtype=np.uint64)
        self._code = np.full(1 << _SLOT_BITS, UNKNOWN, dtype=np.int32)

    def codes(self, column: pl.Series) -> NDArray[np.int32]:
        """A code for each row of a column of text, -1 where there is no name, or a blank one.

        64 bits of hash are taken for the name: they confuse two of a thousand models once in
        thirty million million boards.
        """
        hashes = column.hash().to_numpy()
        codes = np.empty(len(hashes), dtype=np.int32)
        for begin in range(0, len(hashes), _STRIP):
            strip = slice(begin, begin + _STRIP)
            slot = (hashes[strip] >> _SHIFT).astype(np.int64)
            found = np.where(self._hash[slot] == hashes[strip], self._code[slot], UNKNOWN)
            new = np.flatnonzero(found == UNKNOWN)
            if len(new):
                found[new] = self._learned(hashes[strip][new], column[begin : begin + _STRIP], new)
            codes[strip] = found
        return codes

    def place(self, name: str) -> int:
        """The code of a name, -2 if it was not met yet."""
        return self._place.get(name, UNKNOWN)

    def _learned(
        self, hashes: Hashes, column: pl.Series, rows: NDArray[np.intp]
    ) -> NDArray[np.int32]:
        """Codes of rows that were not found, which from now on are known."""
        code, first = numbered(hashes)
        names = column.gather(rows[first]).to_list()
        places = np.array([self._placed(name) for name in names], dtype=np.int32)
        slot = (hashes[first] >> _SHIFT).astype(np.int64)
        free = self._code[slot] == UNKNOWN
        self._hash[slot[free]] = hashes[first][free]
        # Two new names may want one slot; the last of them has it, and its code must go with it.
        has_it = self._hash[slot] == hashes[first]
        self._code[slot[has_it]] = places[has_it]
        return places[code]

    def _placed(self, name: str | None) -> int:
        if not name or name.isspace():
            return -1
        if name not in self._place:
            self._place[name] = len(self.known)
            self.known.append(name)
        return self._place[name]


def smallest(codes: NDArray[np.integer[Any]], size: int) -> NDArray[np.integer[Any]]:
    """Codes below ``size`` in two bytes if those are enough, otherwise in four."""
    return codes.astype(np.int16 if size < 1 << 15 else np.int32)
