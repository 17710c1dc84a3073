"""Votes counted into cells: one for each pair and outcome."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import c_int64
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings._kernel import compiled, contiguous, in_parts, pointer

CELLS = 5
MAX_TABLE = 30_000_000  # cells of a table that fits in memory without a thought

# Below so many rows a second thread costs more than it saves.
_FEW = 200_000


def count_cells(  # noqa: PLR0913 -- the columns of the votes
    a: NDArray[np.integer[Any]],
    b: NDArray[np.integer[Any]],
    outcome: NDArray[np.integer[Any]],
    count: NDArray[np.float64] | None,
    weight: NDArray[np.float64] | None,
    m: int,
) -> list[NDArray[Any]]:
    """Sums of count, of count times weight, and of count times its square, for each cell.

    Args:
        a: place of the left model of each row, below ``m``; likewise ``b``.
        b: never the same as ``a``.
        outcome: 0 to 4, as ``a`` sees it.
        count: one each if missing.
        weight: one each if missing.
        m: how many models.

    Returns:
        Three tables of shape ``(m * m, 5)``, row ``a * m + b``. Without weights all three are the
        same.
    """
    if (library := compiled()) is None:
        return _count_plainly(a, b, outcome, count, weight, m)
    width, code = ("16", np.int16) if m <= 1 << 15 and a.dtype.itemsize == 2 else ("32", np.int32)
    columns = [contiguous(a, code), contiguous(b, code), contiguous(outcome, np.uint8)]
    if count is None and weight is None and len(a) < 1 << 32:
        return [_count(library[f"tiltyard_count_{width}"], columns, m)] * 3
    tables = [np.zeros((m * m, CELLS)) for _ in range(3)]
    extra = [value if value is None else contiguous(value, np.float64) for value in (count, weight)]
    library[f"tiltyard_weigh_{width}"](
        c_int64(len(a)), *map(pointer, [*columns, *extra]), c_int64(m), *map(pointer, tables)
    )
    return tables[:1] * 3 if weight is None else tables


def _count(counter: Callable[..., None], columns: list[NDArray[Any]], m: int) -> NDArray[np.uint32]:
    """Whole numbers add up the same in any order, so each processor counts a part of its own."""

    def part(begin: int, end: int) -> NDArray[np.uint32]:
        table = np.zeros((m * m, CELLS), dtype=np.uint32)
        rows = [pointer(column[begin:end]) for column in columns]
        counter(c_int64(end - begin), *rows, c_int64(m), pointer(table))
        return table

    n = len(columns[0])
    if n < _FEW:
        return part(0, n)
    one, other = in_parts(part, n, parts=2)
    return np.asarray(one + other)


def _count_plainly(  # noqa: PLR0913 -- as above
    a: NDArray[np.integer[Any]],
    b: NDArray[np.integer[Any]],
    outcome: NDArray[np.integer[Any]],
    count: NDArray[np.float64] | None,
    weight: NDArray[np.float64] | None,
    m: int,
) -> list[NDArray[Any]]:
    cell = (a.astype(np.int64) * m + b) * CELLS + outcome
    size = CELLS * m * m
    if count is None and weight is None:
        return [np.bincount(cell, minlength=size).reshape(-1, CELLS)] * 3
    one = np.ones(len(a)) if count is None else count
    if weight is None:
        return [np.bincount(cell, one, minlength=size).reshape(-1, CELLS)] * 3
    values = (one, one * weight, one * weight * weight)
    return [np.bincount(cell, value, minlength=size).reshape(-1, CELLS) for value in values]
