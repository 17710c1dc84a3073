"""The votes of a segment that a board leaves out: found once, and asked by every board."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tiltyard.leaderboard._encoded import COUNTS, UNKNOWN

Bools = NDArray[np.bool_]
Counts = NDArray[np.int64]


class Reason(IntEnum):
    """Why a vote is left out; the first that holds is told."""

    NONE = 0
    OTHER = 1  # it counts as something else than what the board is of
    WAITS = 2
    FEW = 3
    EXCLUDED = 4


@dataclass(frozen=True, eq=False)
class LeftOut:
    """Why votes of a segment are left out; it never changes.

    Attributes:
        reasons: a `Reason` for each vote.
        kinds: of each the place in `COUNTS`; missing if none is in a log.
    """

    reasons: NDArray[np.uint8]
    kinds: NDArray[np.int8] | None

    @cached_property
    def counting(self) -> Bools:
        """Which votes count."""
        return np.asarray(self.reasons == Reason.NONE)

    @cached_property
    def counting_excluded(self) -> Bools:
        """Which votes count if exclusions do not apply."""
        return np.asarray(self.counting | (self.reasons == Reason.EXCLUDED))

    def told(self, among: Bools | None) -> Counts:
        """How many votes are left out, by reason and by what they count as.

        What is older than the log counts as ``yes``.

        Args:
            among: look at these alone; at all if missing.
        """
        if among is None:
            return self._all
        found = np.zeros(len(Reason) * len(COUNTS), dtype=np.int64)
        for code in np.flatnonzero(self._all):
            found[code] = np.count_nonzero((self._codes == code) & among)
        return found.reshape(self._all.shape)

    @cached_property
    def _codes(self) -> NDArray[np.uint8]:
        """Of each vote that is left out its reason and what it counts as, as one number."""
        codes = self.reasons * np.uint8(len(COUNTS))
        if self.kinds is not None:
            is_yes = (self.kinds == UNKNOWN) | self.counting
            codes += np.where(is_yes, 0, self.kinds).astype(np.uint8)
        return np.asarray(codes)

    @cached_property
    def _all(self) -> Counts:
        found = np.bincount(self._codes, minlength=len(Reason) * len(COUNTS)).astype(np.int64)
        found[: len(COUNTS)] = 0  # these count
        return found.reshape(len(Reason), len(COUNTS))
