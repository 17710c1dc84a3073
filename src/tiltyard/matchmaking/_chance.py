"""Randomness for seeded draws."""

from __future__ import annotations

import numpy as np

_BYTES = 32


class Seeded:
    """Chance out of a generator of numpy.

    Args:
        rng: whose bytes are used, 32 for each number.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng

    def below(self, end: int) -> int:
        """See `Chance.below`."""
        word = int.from_bytes(self._rng.bytes(_BYTES))
        return word * end >> 8 * _BYTES
