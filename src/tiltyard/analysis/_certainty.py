"""How sure a board is to be: of each rating, and of the order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np

from tiltyard.errors import ConfigurationError
from tiltyard.ratings import Estimate
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.differences import Reach, times
from tiltyard.ratings.estimate import Coefficients
from tiltyard.ratings.multiplicity import Adjustment, Side, for_pairs, in_effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """What intervals and ranks promise; see `rank` for each.

    Raises:
        ConfigurationError: two choices do not go together.
    """

    level: float = 0.95
    adjustment: Adjustment = "max_t"
    side: Side = "both"
    simultaneous: bool = False
    anytime: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if self.side not in get_args(Side):
            raise ConfigurationError(
                f"a side must be 'both', 'lower' or 'upper', not {self.side!r}"
            )
        if self.anytime and self.side != "both":
            raise ConfigurationError(
                f"intervals that hold at any time have two ends: leave out side {self.side!r} or "
                "anytime"
            )
        if self.anytime and self.adjustment != "bonferroni":
            raise ConfigurationError(
                "ranks that hold at any time hold for all pairs by 'bonferroni': leave out the "
                f"adjustment {self.adjustment!r} or anytime"
            )

    def adjusted(self, models: int) -> Adjustment:
        """How ranks of so many models hold for all pairs at once."""
        return in_effect(self.adjustment, models)

    def interval(self, estimate: Estimate, *, centre: float) -> Floats:
        """Low and high end of each rating, in points, shape ``(m, 2)``; infinite where none is."""
        if self.anytime:
            from tiltyard.ratings import anytime  # noqa: PLC0415 -- scipy is slow to import

            family = max(len(estimate.models), 1) if self.simultaneous else 1
            return anytime.interval(estimate, level=self.level, centre=centre, family=family)
        return estimate.interval(
            level=self.level,
            side=self.side,
            centre=centre,
            adjustment=self.adjustment if self.simultaneous else "none",
            rng=self._rng(),
        )

    def of_coefficients(self, found: Coefficients) -> Floats:
        """Low and high end of each, in log-odds, shape ``(k, 2)``; each holds by itself."""
        if not self.anytime:
            return found.interval(level=self.level, side=self.side)
        from tiltyard.ratings import anytime  # noqa: PLC0415 -- as above

        far = anytime.reach(np.sqrt(found.covariance.diagonal()), level=self.level)
        return np.column_stack([found.value - far, found.value + far])

    def reach(self, estimate: Estimate) -> Reach:
        """How far above another a model must be to be surely above it, given their errors."""
        if self.anytime:
            from tiltyard.ratings import anytime  # noqa: PLC0415 -- as above

            return anytime.reach_of_pairs(estimate, level=self.level)
        return times(
            for_pairs(
                estimate.strength,
                estimate.covariance,
                level=self.level,
                adjustment=self.adjustment,
                rng=self._rng(),
            )
        )

    def _rng(self) -> np.random.Generator:
        """A generator at its beginning: the same board is as sure whenever it is asked."""
        return np.random.default_rng(self.seed)
