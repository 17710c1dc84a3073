"""What the votes on each pair say, against what the strengths say of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiltyard.errors import DataError
from tiltyard.ratings.comparisons import BOTH_BAD, TIE, Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.covariance import inverse, of_pairs
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.logistic import expit


@dataclass(frozen=True, slots=True, eq=False)
class Residuals:
    """Pairs that met, with what was expected of their votes; in the order of the counts.

    Attributes:
        counts: the votes.
        strength: of their models, shape ``(m,)``.
        expected: what an average vote should be worth to the first, in (0, 1), shape ``(p,)``.
        weight: sum of the weights of the pair's votes.
        worth: what they were worth to the first.
        dispersion: variance of a vote's worth, in units of ``p(1 - p)``: 1 if every vote is a
            whole win, less with ties.
    """

    counts: Counts
    strength: Floats
    expected: Floats
    weight: Floats
    worth: Floats
    dispersion: float

    @classmethod
    def of(cls, votes: Comparisons | Counts, estimate: Estimate) -> Residuals:
        """Those of a Bradley–Terry fit to the same votes.

        Raises:
            DataError: a model that was voted on is not in the estimate.
        """
        counts = Counts.of(votes)
        strength = strength_of(counts.models, estimate)
        expected = expit(counts.contrasts(strength))
        weight, worth = counts.moments()
        return cls(counts, strength, expected, weight, worth, _dispersion(counts, expected))

    def gap(self) -> Floats:
        """What the votes were worth to the first beyond what was expected, summed over weights."""
        return self.worth - self.weight * self.expected

    def information(self) -> Floats:
        """What the votes tell of the difference of strengths: ``w p(1 - p)``."""
        return self.weight * self.expected * (1 - self.expected)

    def noise(self) -> Floats:
        """Variance of `gap` about the truth: ``φ Σw² p(1 - p)``, with ``φ`` the dispersion."""
        square = self.counts.square.sum(axis=1)
        return np.asarray(self.dispersion * square * self.expected * (1 - self.expected))

    def bread(self) -> Floats:
        """Inverse information on strengths that sum to zero, shape ``(m, m)``."""
        return inverse(self.counts.gram(self.information()))

    def variance(self) -> Floats:
        """Variance of `gap` about the fit: less than the noise, since the fit follows the votes.

        A pair whose votes are all that joins two groups is met exactly, and has none.
        """
        noise, information, bread = self.noise(), self.information(), self.bread()
        spread = bread @ self.counts.gram(noise) @ bread
        own = 1 - 2 * information * of_pairs(bread, self.counts)
        variance = noise * own + information**2 * of_pairs(spread, self.counts)
        return np.asarray(np.where(variance > 1e-9 * noise, variance, 0))

    def standardised(self) -> Floats:
        """Gaps in standard errors, each roughly standard normal; nan where none was possible."""
        variance = self.variance()
        error = np.sqrt(variance)
        unknown = np.full(len(error), np.nan)
        return np.asarray(np.divide(self.gap(), error, out=unknown, where=error > 0))


def strength_of(models: tuple[str, ...], estimate: Estimate) -> Floats:
    """Strengths of these models, in this order.

    Raises:
        DataError: one of them is not in the estimate.
    """
    if models == estimate.models:
        return estimate.strength
    place = {name: index for index, name in enumerate(estimate.models)}
    for name in models:
        if name not in place:
            raise DataError(
                f"{name!r} is not among the {len(place)} models rated: keep the votes between "
                "those, with votes.among(estimate.models)"
            )
    return estimate.strength[[place[name] for name in models]]


def _dispersion(counts: Counts, expected: Floats) -> float:
    """``1 - Σw² y(1 - y) / Σw² p(1 - p)``: what is left of the variance, since ties are halves."""
    halves = counts.square[:, [TIE, BOTH_BAD]].sum() / 4
    if counts.graded is not None:
        halves += (counts.graded[:, 1] - counts.graded[:, 2]).sum()
    whole = counts.square.sum(axis=1) @ (expected * (1 - expected))
    return max(1 - float(halves / whole), 0.0) if whole else 1.0
