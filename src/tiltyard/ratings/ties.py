"""Methods with a threshold for ties, in which both bad is a tie: Rao–Kupper and Davidson."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from tiltyard.errors import NotIdentifiedError
from tiltyard.ratings.clusters import few_clusters
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, TIE, Comparisons
from tiltyard.ratings.connectivity import require_connected
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.covariance import Errors
from tiltyard.ratings.estimate import Coefficients, Estimate
from tiltyard.ratings.outcomes import (
    Fit,
    Likelihood,
    LogProbabilities,
    Model,
    countable,
    fit,
)
from tiltyard.ratings.separation import is_separated
from tiltyard.ratings.weighting import levelled

DECIDED = (A_WON, B_WON)
TIED = (TIE, BOTH_BAD)
OUTCOMES = ((A_WON,), (B_WON,), TIED)

_BAD_IS_TIE = "both bad counts as a tie"


@dataclass(frozen=True, slots=True)
class TieModel:
    """How probable a tie is.

    Attributes:
        name: of the threshold.
        log_probabilities: that the first wins, the second wins, and that they tie.
        guess: the threshold at which equal models tie with this probability, in (0, 1).
        lowest: the threshold at which there are no ties.
    """

    name: str
    log_probabilities: LogProbabilities
    guess: Callable[[float], float]
    lowest: float = -np.inf

    @property
    def model(self) -> Model:
        """The same, for `Likelihood`."""
        return Model(self.log_probabilities, OUTCOMES, lowest=self.lowest)


def rate(
    votes: Comparisons | Counts,
    tie_model: TieModel,
    errors: Errors,
    *,
    without: Callable[[Comparisons | Counts], Estimate],
) -> Estimate:
    """Strengths, and the threshold as the only coefficient.

    Where no vote is a tie, none is needed: the threshold is at its end, and the strengths are
    those of Bradley–Terry. The estimate then has a note and no coefficient.

    Args:
        votes: not graded.
        tie_model: how probable a tie is.
        errors: which covariance is wanted.
        without: fits Bradley–Terry, with the same errors.

    Raises:
        NotIdentifiedError: the votes do not connect the models, or every vote is a tie, or ever
            wider thresholds fit ever better.
        NotConvergedError: no answer was reached.
        DataError: some votes are graded, or do not say what to cluster by.
    """
    votes = levelled(votes)
    counts = countable(votes, errors)
    notes: tuple[str, ...] = (_BAD_IS_TIE,) if counts.votes[:, BOTH_BAD].any() else ()
    notes += few_clusters(votes, errors.cluster)
    decided, tied = (float(counts.total[:, codes].sum()) for codes in (DECIDED, TIED))
    if not tied:
        plain = without(votes)
        return replace(plain, notes=("no vote is a tie, so none is expected", *plain.notes))
    _require_threshold(counts, has_decided=bool(decided))
    likelihood = Likelihood(counts, tie_model.model)
    start = np.zeros(len(counts.models) + 1)
    start[-1] = tie_model.guess(tied / (tied + decided))
    return estimate(counts, fit(likelihood, votes, start, errors), tie_model.name, notes)


def estimate(
    counts: Counts, found: Fit, name: str, notes: tuple[str, ...], *, is_grounded: bool = False
) -> Estimate:
    """Strengths, and the threshold as a coefficient of this name."""
    return Estimate(
        counts.models,
        found.value[:-1],
        found.covariance[:-1, :-1],
        coefficients=Coefficients(
            (name,), found.value[-1:], found.covariance[-1:, -1:], np.zeros(1), np.ones(1)
        ),
        notes=notes,
        is_grounded=is_grounded,
    )


def _require_threshold(counts: Counts, *, has_decided: bool) -> None:
    require_connected(counts)
    if not has_decided:
        raise NotIdentifiedError(
            "every vote is a tie: any strengths fit that, if the threshold for ties is wide "
            "enough. Some votes must have a winner"
        )
    if is_separated(counts, tied=TIED, is_grounded=False):
        raise NotIdentifiedError(
            "the votes do not hold the threshold for ties: ever wider ones fit ever better, as no "
            "circle of models beat each other. Two models that beat one another are missing"
        )
