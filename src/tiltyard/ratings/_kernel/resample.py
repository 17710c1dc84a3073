"""Votes drawn again: random numbers are looked up in tables of cumulative probability."""

from __future__ import annotations

from ctypes import c_double, c_int64
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings._kernel import compiled, pointer

Floats = NDArray[np.float64]
Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Distributions to draw from, laid one after another.

    Attributes:
        cumulative: ends in infinity for each.
        value: what is drawn at each of those places.
        guide: for equal parts of [0, 1), the first place whose cumulative value is above the part's
            beginning.
        guides: where in ``guide`` each table's parts begin.
        parts: how many each has, a power of two, so that finding one's part does not round.
    """

    cumulative: Floats
    value: Floats
    guide: Places
    guides: Places
    parts: Floats

    @classmethod
    def of(cls, tables: list[tuple[Floats, Floats]]) -> Tables:
        """The tables of these (cumulative, value), of which the last place takes what is left."""
        ends = [np.append(cumulative[:-1], np.inf) for cumulative, _ in tables]
        begins = np.cumsum([0, *(len(end) for end in ends)])
        parts = [1 << (len(end) - 1).bit_length() for end in ends]
        guide = [
            begin + np.searchsorted(end, np.arange(size) / size, side="right")
            for begin, end, size in zip(begins[:-1], ends, parts, strict=True)
        ]
        return cls(
            cumulative=np.concatenate(ends),
            value=np.concatenate([value for _, value in tables]),
            guide=np.concatenate(guide).astype(np.int32),
            guides=np.cumsum([0, *parts[:-1]]).astype(np.int32),
            parts=np.array(parts, dtype=np.float64),
        )


def draw_again(u: Floats, tables: Tables, table: Places, cell: Places, votes: Floats) -> None:
    """Add to each cell's votes what its random numbers draw from their tables.

    Args:
        u: random numbers in [0, 1).
        tables: what they are looked up in.
        table: which of them for each number.
        cell: where in ``votes`` each goes.
        votes: is added to.
    """
    if (library := compiled()) is not None:
        arrays: list[NDArray[Any]] = [u, table, cell, tables.cumulative, tables.guide]
        arrays += [tables.guides, tables.parts, tables.value, votes]
        library.tiltyard_draw_again(c_int64(len(u)), *map(pointer, arrays))
        return
    place = tables.guide[tables.guides[table] + (u * tables.parts[table]).astype(np.int64)]
    votes += np.bincount(
        cell, tables.value[_climbed(place, u, tables.cumulative)], minlength=len(votes)
    )


def place_again(u: Floats, table: Tables, votes: Floats) -> None:
    """Add one vote for each random number, to the cell where it falls.

    Args:
        u: random numbers in [0, 1).
        table: of one distribution alone, that of the cells.
        votes: is added to.
    """
    if (library := compiled()) is not None:
        arrays: list[NDArray[Any]] = [u, table.cumulative, table.guide]
        parts = c_double(table.parts[0])
        library.tiltyard_place_again(c_int64(len(u)), *map(pointer, arrays), parts, pointer(votes))
        return
    place = table.guide[(u * table.parts[0]).astype(np.int64)]
    votes += np.bincount(_climbed(place, u, table.cumulative), minlength=len(votes))


def _climbed(place: NDArray[Any], u: Floats, cumulative: Floats) -> NDArray[Any]:
    """Up from each place to the first whose cumulative value is above ``u``."""
    while (below := u >= cumulative[place]).any():
        place = place + below
    return place
