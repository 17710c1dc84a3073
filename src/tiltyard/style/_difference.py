"""How two answers differ in a feature, and the scale on which a board sees it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


def difference(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much more ``a`` has than ``b``: (a - b) / (|a| + |b| + 1), between -1 and 1.

    The same as a board computes from columns of both sides. Missing (NaN) stays missing.
    """
    return np.asarray((a - b) / (np.abs(a) + np.abs(b) + 1))


@dataclass(frozen=True, slots=True)
class Standard:
    """What turns differences into standard units: stored, a board can be computed again.

    Attributes:
        mean: of the differences.
        scale: their standard deviation, over ``rows`` and not one less.
        rows: how many differences were known.
    """

    mean: float
    scale: float
    rows: int

    @classmethod
    def of(cls, differences: NDArray[np.float64]) -> Standard:
        """That of some differences; those that are missing (NaN) do not count."""
        known = differences[~np.isnan(differences)]
        if not len(known):
            return cls(0.0, 0.0, 0)
        return cls(float(known.mean()), float(known.std()), len(known))

    def apply(self, differences: NDArray[np.float64]) -> NDArray[np.float64]:
        """The differences in standard units; all 0 where the standard saw no two that differ."""
        centred = differences - self.mean
        return centred / self.scale if self.scale > 0 else centred * 0.0
