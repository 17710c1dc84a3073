"""Davidson: the odds of a tie against a win follow the geometric mean of the two strengths.

Davidson (1970). Both bad counts as a tie.
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
from tiltyard.ratings.terms import Term, linear, log_sum
from tiltyard.ratings.ties import TieModel, rate

_FIRST, _SECOND, _TIE = (1, 0, 0), (0, 1, 0), (0.5, 0.5, 1)


def log_probabilities(points: Floats) -> tuple[Term, ...]:
    """That the first wins, that the second does, that they tie: as ``π₁ : π₂ : ν √(π₁ π₂)``.

    Args:
        points: ``log π₁``, ``log π₂`` and ``log ν`` of each pair, shape ``(3, p)``.
    """
    whole = log_sum(points, _FIRST, _SECOND, _TIE)
    first, second, tie = (linear(points, *each) - whole for each in (_FIRST, _SECOND, _TIE))
    return first, second, tie


def _threshold(tied: float) -> float:
    return float(np.log(2 * tied) - np.log1p(-tied))


TIE_MODEL = TieModel("log nu", log_probabilities, _threshold)


@dataclass(frozen=True, slots=True)
class Davidson:
    """Most likely strengths and tie parameter.

    Attributes:
        errors: ``sandwich``, or ``information``, which is right only if the model is.
        cluster: names of `Comparisons.clusters` whose votes may depend on each other; replaces
            the sandwich by the clustered one.
    """

    title: ClassVar[str] = "Davidson"
    about: ClassVar[str] = (
        "Every model has a strength; how often two tie depends on how near they are, and on a "
        "number that the votes tell."
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


method = Davidson()
