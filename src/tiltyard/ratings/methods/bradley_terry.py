"""Bradley–Terry: the log-odds that A beats B are A's strength less B's.

Bradley and Terry (1952). A tie, or both bad, counts as half a win for each side.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from tiltyard.errors import ConfigurationError
from tiltyard.ratings.clusters import clustered, few_clusters, require_known, surprises
from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.connectivity import require_connected
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.covariance import Errors, hidden_spread, inverse, pinned, sandwich
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.logistic import expit
from tiltyard.ratings.newton import Slope, maximise
from tiltyard.ratings.weighting import levelled


@dataclass(frozen=True, slots=True)
class BradleyTerry:
    """Most likely strengths, with a covariance that survives a wrong model.

    Attributes:
        ridge: precision of a normal prior on every strength, around their mean: 1 says that two
            models in three lie within one unit of log-odds (174 points) of it. 0 is no prior; any
            other rates models that no chain of wins joins, by shrinking them.
        errors: ``sandwich`` or ``information``, which is right only if the model is and no vote
            is a tie.
        cluster: names of `Comparisons.clusters` whose votes may depend on each other; replaces
            the sandwich by the clustered one.
        start: strengths to begin with, such as yesterday's, for all models in their order.
    """

    title: ClassVar[str] = "Bradley–Terry"
    about: ClassVar[str] = (
        "Every model has a strength, and the odds that one answer is preferred over another depend "
        "only on the difference of the two strengths."
    )
    ties: ClassVar[str] = "A tie is worth half a win to each side, and so is “both bad”."
    needs_rows: ClassVar[bool] = False

    ridge: float = 0.0
    errors: str = "sandwich"
    cluster: tuple[str, ...] = ()
    start: Floats | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.ridge < np.inf:
            raise ConfigurationError(f"ridge must be 0 or more, and finite; it is {self.ridge}")
        Errors(self.errors, self.cluster)

    def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> Estimate:
        """See `Method.fit`. Nothing is drawn.

        Raises:
            NotIdentifiedError: a chain of wins does not join some models, and there is no prior.
            NotConvergedError: the votes are too lopsided for floating point.
            DataError: the votes do not say who or what shares them, as ``cluster`` needs.
        """
        require_known(votes, self.cluster)
        votes = levelled(votes)
        counts = Counts.of(votes)
        if not self.ridge or not counts.models:
            require_connected(counts)
        start = np.zeros(len(counts.models)) if self.start is None else self.start
        likelihood = partial(likelihood_of, counts, *counts.moments(), self.ridge)
        strength = maximise(likelihood, start)
        strength = strength - strength.mean()
        return Estimate(
            counts.models,
            strength,
            self._covariance(votes, counts, strength),
            notes=self._notes(votes),
        )

    def _notes(self, votes: Comparisons | Counts) -> tuple[str, ...]:
        prior = (f"ridge {self.ridge:g}",) if self.ridge else ()
        return prior + few_clusters(votes, self.cluster)

    def _covariance(self, votes: Comparisons | Counts, counts: Counts, strength: Floats) -> Floats:
        expected = expit(counts.contrasts(strength))
        weight, _ = counts.moments()
        information = counts.gram(weight * expected * (1 - expected))
        bread = inverse(information + self.ridge * np.eye(len(strength)))
        if self.errors == "information" and not self.cluster:
            return bread
        # A prior is as uncertain as it says: a model without votes is not known exactly.
        prior = self.ridge * bread @ bread if self.ridge else 0.0
        if not self.cluster:
            return sandwich(counts, expected, bread) + prior
        if not isinstance(votes, Comparisons):
            raise TypeError("require_known let counts pass")
        hidden = counts.gram(hidden_spread(counts, expected, bread))
        surprise = surprises(votes, strength)
        return clustered(votes, self.cluster, bread, on_a=surprise, leverage=hidden) + prior


def likelihood_of(
    counts: Counts, weight: Floats, worth: Floats, ridge: float, strength: Floats
) -> Slope:
    """``Σ w [y η - log(1 + e^η)] - ridge/2 Σ (θ - mean)²``, ``η`` being contrasts of ``θ``."""
    eta = counts.contrasts(strength)
    # One exponential for the chance of either side and for the likelihood, exact in both tails.
    small = np.exp(-np.abs(eta))
    rare = small / (1 + small)
    expected = np.where(eta < 0, rare, 1 - rare)
    information = counts.gram(weight * rare * (1 - rare))
    value = float(worth @ eta - weight @ (np.maximum(eta, 0) + np.log1p(small)))
    gradient = counts.totals(worth - weight * expected)
    if ridge:
        spread = strength - strength.mean()
        value -= ridge / 2 * float(spread @ spread)
        gradient = gradient - ridge * spread
        information = information + ridge * (np.eye(len(strength)) - 1 / len(strength))
    return Slope(value, gradient, pinned(information))


method = BradleyTerry()
