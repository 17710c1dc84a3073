"""Columns of votes mixed into one number for each row, and these added up."""

from __future__ import annotations

from ctypes import c_int64
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings._kernel import compiled, pointer

Words = NDArray[np.uint64]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_LANES = np.arange(1, 5, dtype=np.uint64) * GOLDEN
_LOOPS = {np.dtype(np.float32): "single", np.dtype(np.float64): "double"}


def stir(value: Words) -> Words:
    """Every bit of the result depends on every bit of the value (Steele, Lea and Flood 2014)."""
    value = value ^ (value >> np.uint64(30))
    value *= _FIRST
    value ^= value >> np.uint64(27)
    value *= _SECOND
    value ^= value >> np.uint64(31)
    return value


def stirred(one: Words, other: Words | np.uint64) -> Words:
    """A number for each row that depends on both."""
    return stir((one ^ other) + GOLDEN)


def bits(value: NDArray[np.floating[Any]]) -> Words:
    """Those of numbers in double precision; there is one zero."""
    return (value.astype(np.float64) + 0.0).view(np.uint64)


def stir_in(mixed: Words, column: NDArray[np.floating[Any]]) -> None:
    """Mix a column of numbers into each row's own, in place.

    Args:
        mixed: contiguous, shape ``(n,)``.
        column: shape ``(n,)``; single precision gives the same as double.
    """
    library = compiled()
    if library is None or column.dtype not in _LOOPS:
        mixed[:] = stirred(mixed, bits(column))
        return
    loop = library[f"tiltyard_stir_{_LOOPS[column.dtype]}"]
    loop(c_int64(len(mixed)), pointer(mixed), pointer(column), c_int64(column.strides[0]))


def summed(mixed: Words, times: Words | None) -> Words:
    """Four sums over rows, shape ``(4,)``; they wrap around.

    Args:
        mixed: each row's number, contiguous, shape ``(n,)``.
        times: how often a row counts, likewise; once each if missing.
    """
    if (library := compiled()) is None:
        lanes = stir(mixed ^ _LANES[:, None])
        return np.asarray((lanes if times is None else lanes * times).sum(axis=1, dtype=np.uint64))
    sums = np.zeros(4, dtype=np.uint64)
    library.tiltyard_stir_lanes(c_int64(len(mixed)), *map(pointer, (mixed, times, sums)))
    return sums
