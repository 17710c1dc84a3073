"""The largest studentised difference between any two models, for each set of simulated errors."""

from __future__ import annotations

from ctypes import c_int64

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings._kernel import compiled, contiguous, pointer

# Single precision is plenty for simulated errors: their own noise is a hundred thousand times more.
Singles = NDArray[np.float32]

_LANES = 64  # draws that the compiled loop takes at once, as in gaps.c


def largest_gaps(errors: Singles, inverse: Singles) -> Singles:
    """``max |e_i - e_j| · inverse_ij`` over all pairs, for each draw, shape ``(draws,)``.

    Args:
        errors: a row for each model, a column for each draw.
        inverse: one over the standard error of each difference, or 0 for a pair that does not
            count; shape ``(m, m)``, of which the part above the diagonal is read.
    """
    if (library := compiled()) is None:
        return _largest_plainly(errors, inverse)
    m, draws = errors.shape
    padded = contiguous(np.pad(errors, ((0, 0), (0, -draws % _LANES))), np.float32)
    scale = contiguous(inverse, np.float32)
    largest = np.empty(padded.shape[1], dtype=np.float32)
    library.tiltyard_largest_gaps(
        c_int64(m), c_int64(len(largest)), pointer(padded), pointer(scale), pointer(largest)
    )
    return largest[:draws]


def _largest_plainly(errors: Singles, inverse: Singles) -> Singles:
    top = np.zeros(errors.shape[1], dtype=np.float32)
    space = np.empty_like(errors)
    for i in range(len(errors) - 1):
        gap = np.subtract(errors[i + 1 :], errors[i], out=space[i + 1 :])
        gap *= inverse[i, i + 1 :, None]
        np.maximum(top, np.abs(gap, out=gap).max(axis=0), out=top)
    return top
