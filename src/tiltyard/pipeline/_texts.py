"""Columns of texts as bytes, without a Python string for each."""

from __future__ import annotations

import numpy as np
import polars as pl

from tiltyard.style import Texts

# polars keeps the length of one value in 32 bits.
_MOST_BYTES = 1 << 31


def texts_of(column: pl.Series, *, most_bytes: int = _MOST_BYTES) -> Texts:
    """The texts of a column, in order; a missing one is empty.

    Args:
        column: of text, or of lists of texts: those of a row are joined by line feeds, as FastChat
            does, and missing ones in a list are passed over.
        most_bytes: how many bytes are joined at once.
    """
    if isinstance(column.dtype, pl.List):
        column = column.list.join("\n", ignore_nulls=True)
    column = column.fill_null("")
    offsets = np.zeros(len(column) + 1, dtype=np.int64)
    np.cumsum(column.str.len_bytes().to_numpy(), out=offsets[1:])
    pieces = [_bytes(column[begin:end]) for begin, end in _cuts(offsets, most_bytes)]
    if len(pieces) == 1:
        return Texts(pieces[0], offsets)
    return Texts(np.concatenate([np.empty(0, dtype=np.uint8), *pieces]), offsets)


def _cuts(offsets: np.ndarray[tuple[int], np.dtype[np.int64]], most: int) -> list[tuple[int, int]]:
    """Ranges of rows that hold so many bytes at most, or one row."""
    cuts, begin = [], 0
    while begin < len(offsets) - 1:
        end = int(np.searchsorted(offsets, offsets[begin] + most, side="right")) - 1
        end = max(end, begin + 1)
        cuts.append((begin, end))
        begin = end
    return cuts


def _bytes(column: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    # Joined by polars and handed over as one value: nothing is decoded.
    whole = column.str.join("").cast(pl.Binary).item()
    return np.frombuffer(whole, dtype=np.uint8)
