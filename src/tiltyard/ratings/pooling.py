"""Plain votes that lie in several pieces become few rows: one for each pair, side and outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from tiltyard.ratings._kernel.count import CELLS, MAX_TABLE, count_cells
from tiltyard.ratings.comparisons import Codes, Comparisons


def pooled(models: Sequence[str], pieces: Iterable[Sequence[Codes]]) -> Comparisons:
    """The votes of all pieces, alike ones in one row that counts them, in alphabetical order.

    Models without a vote are not among those of the result.

    Args:
        models: every name once, in any order.
        pieces: codes of ``a``, of ``b`` and of the outcome of some votes each, as in `Comparisons`.
            They are trusted: whoever keeps them checked them before.
    """
    m = len(models)
    if CELLS * m * m > MAX_TABLE:
        cell, count = _sorted(pieces, m)
    else:
        table = np.zeros((m * m, CELLS), dtype=np.int64)
        for a, b, outcome in pieces:
            table += count_cells(a, b, outcome, None, None, m)[0]
        cell = np.flatnonzero(table)
        count = table.ravel()[cell]
    pair, outcome = np.divmod(cell, CELLS)
    a, b = np.divmod(pair, m) if m else (pair, pair)
    used = sorted({*a.tolist(), *b.tolist()}, key=models.__getitem__)
    place = np.zeros(m, dtype=np.int64)
    place[used] = np.arange(len(used))
    order = np.lexsort((outcome, place[b], place[a]))
    return Comparisons(
        tuple(models[code] for code in used),
        place[a][order],
        place[b][order],
        outcome[order],
        count=count[order].astype(np.float64),
    )


def _sorted(pieces: Iterable[Sequence[Codes]], m: int) -> tuple[Codes, Codes]:
    """The cells that hold votes, and how many, where a table of all cells would not fit."""
    cells = [(a.astype(np.int64) * m + b) * CELLS + outcome for a, b, outcome in pieces]
    return np.unique(np.concatenate([np.empty(0, dtype=np.int64), *cells]), return_counts=True)
