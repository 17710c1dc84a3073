"""Systems of equations as small as a board, whose matrix is positive definite.

numpy has no triangular solver, and importing scipy's takes longer than a board of 200 models.
"""

from __future__ import annotations

import ctypes
from ctypes import c_int64

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings._kernel import compiled, pointer

Floats = NDArray[np.float64]


def solve(matrix: Floats, right: Floats) -> Floats:
    """``matrix⁻¹ right``, of the shape of ``right``: ``(m,)``, or ``(m, some)``.

    Raises:
        numpy.linalg.LinAlgError: the matrix is not positive definite in floating point.
    """
    if (library := compiled()) is None:
        np.linalg.cholesky(matrix)
        return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)
    lower = _factor(library, matrix)
    columns = np.array(right.T, dtype=np.float64, order="C", ndmin=2)
    for column in columns:
        library.tiltyard_substitute(c_int64(len(matrix)), pointer(lower), pointer(column))
    return columns.T.reshape(right.shape)


def inverted(matrix: Floats) -> Floats:
    """``matrix⁻¹``.

    Raises:
        numpy.linalg.LinAlgError: the matrix is not positive definite in floating point.
    """
    if (library := compiled()) is None:
        np.linalg.cholesky(matrix)
        return np.asarray(np.linalg.inv(matrix), dtype=np.float64)
    lower, inverse = _factor(library, matrix), np.zeros(matrix.shape)
    library.tiltyard_invert_triangle(c_int64(len(matrix)), pointer(lower), pointer(inverse))
    return np.asarray(inverse.T @ inverse)


def _factor(library: ctypes.CDLL, matrix: Floats) -> Floats:
    """Cholesky's factor in the lower triangle; what is above it means nothing."""
    lower = np.array(matrix, dtype=np.float64, order="C")
    library.tiltyard_cholesky.restype = c_int64
    if library.tiltyard_cholesky(c_int64(len(lower)), pointer(lower)):
        raise np.linalg.LinAlgError("the matrix is not positive definite")
    return lower
