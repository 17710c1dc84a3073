"""Rao–Kupper: a vote has a winner if one side was better by more than a threshold.

Rao and Kupper (1967). Both bad counts as a tie.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.covariance import Errors
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.methods.bradley_terry import BradleyTerry
from tiltyard.ratings.outcomes import worth
from tiltyard.ratings.terms import Term, linear, log_excess, log_sum
from tiltyard.ratings.ties import TieModel, rate


def log_probabilities(points: Floats) -> tuple[Term, ...]:
    """That the first wins, ``π₁ / (π₁ + t π₂)``; that the second does; that they tie.

    Args:
        points: ``log π₁``, ``log π₂`` and ``log t`` of each pair, shape ``(3, p)``.
    """
    first = linear(points, 1, 0, 0) - log_sum(points, (1, 0, 0), (0, 1, 1))
    second = linear(points, 0, 1, 0) - log_sum(points, (0, 1, 0), (1, 0, 1))
    # (t² - 1) π₁ π₂ / (π₁ + t π₂) (π₂ + t π₁): what the two wins leave.
    return first, second, log_excess(points, 0, 0, 2) + first + second


def _threshold(tied: float) -> float:
    return float(np.log1p(tied) - np.log1p(-tied))


TIE_MODEL = TieModel("log t", log_probabilities, _threshold, lowest=0.0)


@dataclass(frozen=True, slots=True)
class RaoKupper:
    """Most likely strengths and threshold.

    Attributes:
        errors: ``sandwich``, or ``information``, which is right only if the model is.
        cluster: names of `Comparisons.clusters` whose votes may depend on each other; replaces
            the sandwich by the clustered one.
    """

    title: ClassVar[str] = "Rao–Kupper"
    about: ClassVar[str] = (
        "Every model has a strength, and an answer must seem better by more than a threshold to be "
        "preferred."
    )
    ties: ClassVar[str] = "A tie is an outcome of its own. “Both bad” is counted as a tie."
    needs_rows: ClassVar[bool] = False

    errors: str = "sandwich"
    cluster: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Errors(self.errors, self.cluster)

    def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> Estimate:
        """See `Method.fit` and `ties.rate`. Nothing is drawn."""
        plain = BradleyTerry(errors=self.errors, cluster=self.cluster)
        errors = Errors(self.errors, self.cluster)
        return rate(votes, TIE_MODEL, errors, without=partial(plain.fit, rng=rng))

    def worth(self, estimate: Estimate, one: str, other: str) -> float | None:
        """What a vote on two models should be worth to ``one``; see `outcomes.worth`."""
        return worth(TIE_MODEL.model, estimate, one, other)


method = RaoKupper()
