"""Strengths that move with every vote, in the order of the votes."""

from __future__ import annotations

import math
from ctypes import c_double, c_int64
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings._kernel import compiled, contiguous, pointer

Floats = NDArray[np.float64]
Codes = NDArray[np.integer[Any]]


def elo(  # noqa: PLR0913 -- the columns of the votes
    a: Codes,
    b: Codes,
    worth: Floats,
    step: Floats | None,
    k: float,
    start: Floats,
) -> Floats:
    """Strengths after all votes, shape ``(m,)``, in log-odds.

    Args:
        a: place of the left model of each row; likewise ``b``.
        b: never the same as ``a``.
        worth: what each vote was worth to ``a``, in [0, 1].
        step: what ``k`` is multiplied by; 1 if missing.
        k: what a vote moves both models by that was worth 1 more than expected, in log-odds.
        start: strengths before the first vote; left as they are.
    """
    strength = start.astype(np.float64)
    if (library := compiled()) is None:
        return _elo_plainly(a, b, worth, step, k, strength)
    columns = (
        contiguous(a, np.int32),
        contiguous(b, np.int32),
        contiguous(worth, np.float64),
        None if step is None else contiguous(step, np.float64),
    )
    library.tiltyard_elo(c_int64(len(a)), *map(pointer, columns), c_double(k), pointer(strength))
    return strength


def _elo_plainly(  # noqa: PLR0913 -- as above
    a: Codes,
    b: Codes,
    worth: Floats,
    step: Floats | None,
    k: float,
    start: Floats,
) -> Floats:
    sizes = np.full(len(a), k) if step is None else k * step
    # Each step needs the one before: no column can be computed at once, so plain floats are best.
    strength = start.tolist()
    for left, right, value, size in zip(
        a.tolist(), b.tolist(), worth.tolist(), sizes.tolist(), strict=True
    ):
        ahead = strength[left] - strength[right]
        odds = math.exp(-abs(ahead))
        favourite = 1 / (1 + odds)
        moved = size * (value - (odds * favourite if ahead < 0 else favourite))
        strength[left] += moved
        strength[right] -= moved
    return np.array(strength, dtype=np.float64)
