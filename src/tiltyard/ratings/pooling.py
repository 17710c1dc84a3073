"""Plain votes that lie in several pieces become few rows: one for each pair, side and outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings._kernel.count import CELLS, MAX_TABLE, count_cells
from tiltyard.ratings.comparisons import Codes, Comparisons

# Rows that are counted at once: few enough for one thread, since to start more takes longer.
_STRIP = 190_000


def pooled(models: Sequence[str], pieces: Iterable[Sequence[Codes]]) -> Comparisons:
    """The votes of all pieces, alike ones in one row that counts them, in alphabetical order.

    Models without a vote are not among those of the result.

    Args:
        models: every name once, in any order.
        pieces: codes of ``a``, of ``b`` and of the outcome of some votes each, as in `Comparisons`.
            They are trusted: whoever keeps them checked them before.
    """
    if not has_table(len(models)):
        return _sorted(models, pieces)
    return of_table(models, table(len(models), pieces))


def has_table(m: int) -> bool:
    """Whether a table of all cells of so many models fits in memory without a thought."""
    return CELLS * m * m <= MAX_TABLE


def table(m: int, pieces: Iterable[Sequence[Codes]]) -> NDArray[np.int64]:
    """How many votes of each pair, side and outcome there are in all pieces, shape ``(m, m, 5)``.

    Tables of parts of the votes add up to that of all.
    """
    found = np.zeros((m * m, CELLS), dtype=np.int64)
    for a, b, outcome in pieces:
        for begin in range(0, len(a), _STRIP):
            here = slice(begin, begin + _STRIP)
            found += count_cells(a[here], b[here], outcome[here], None, None, m)[0]
    return found.reshape(m, m, CELLS)


def of_table(models: Sequence[str], found: NDArray[np.int64]) -> Comparisons:
    """The votes that a table counts; see `pooled`."""
    votes = found.sum(axis=(0, 2)) + found.sum(axis=(1, 2))
    used = sorted(np.flatnonzero(votes).tolist(), key=models.__getitem__)
    whole = found[np.ix_(used, used)]
    a, b, outcome = np.nonzero(whole)
    names = tuple(models[code] for code in used)
    count = whole[a, b, outcome].astype(np.float64)
    return Comparisons(names, a, b, outcome, count=count)


def _sorted(models: Sequence[str], pieces: Iterable[Sequence[Codes]]) -> Comparisons:
    """The same where a table of all cells would not fit."""
    m = len(models)
    order = np.array(sorted(range(m), key=models.__getitem__))
    place = np.argsort(order)
    cells = [(place[a] * m + place[b]) * CELLS + outcome for a, b, outcome in pieces]
    cell, count = np.unique(np.concatenate(cells), return_counts=True)
    pair, outcome = np.divmod(cell, CELLS)
    used, both = np.unique(np.stack(np.divmod(pair, m)), return_inverse=True)
    a, b = both.reshape(2, -1)
    names = tuple(models[code] for code in order[used].tolist())
    return Comparisons(names, a, b, outcome, count=count.astype(np.float64))
