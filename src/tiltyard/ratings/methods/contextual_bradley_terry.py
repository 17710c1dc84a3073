"""Bradley–Terry beside what else differed: the log-odds are strengths' difference plus style's.

Bradley and Terry (1952) with covariates, as logistic regression. A tie, or both bad, is half a win.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings.clusters import few_clusters, require_known
from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.estimate import Coefficients, Estimate
from tiltyard.ratings.methods.bradley_terry import BradleyTerry
from tiltyard.ratings.newton import maximise
from tiltyard.ratings.regression import POSITION, Regression
from tiltyard.ratings.weighting import levelled


@dataclass(frozen=True, slots=True)
class ContextualBradleyTerry:
    """Most likely strengths and coefficients, with a joint covariance.

    Attributes:
        features: names of `Comparisons.features` to fit; all of them if missing.
        position: whether to fit what sitting left is worth, as coefficient ``position``.
        ridge: precision of a normal prior on strengths, as in `BradleyTerry`.
        coefficient_ridge: precision of one on every coefficient, around zero, on the summed
            log-likelihood: its weight against the votes falls as they grow. 0 is none.
        errors: ``sandwich`` or ``information``, as in `BradleyTerry`.
        cluster: names of `Comparisons.clusters` whose votes may depend on each other; replaces
            the sandwich by the clustered one.
    """

    title: ClassVar[str] = "Bradley–Terry with style"
    about: ClassVar[str] = (
        "Strengths are compared with the style of the answers held equal: the odds that one is "
        "preferred depend on the two strengths and on what else differed."
    )
    ties: ClassVar[str] = "A tie is worth half a win to each side, and so is “both bad”."
    needs_rows: ClassVar[bool] = True  # counts have lost the features

    features: tuple[str, ...] | None = None
    position: bool = False
    ridge: float = 0.0
    coefficient_ridge: float = 0.0
    errors: str = "sandwich"
    cluster: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self._plain()  # it checks what both have
        if not 0 <= self.coefficient_ridge < np.inf:
            raise ConfigurationError(
                f"coefficient_ridge must be 0 or more, and finite; it is {self.coefficient_ridge}"
            )
        if self.features is not None and len(set(self.features)) < len(self.features):
            raise ConfigurationError(f"a feature is named twice in {self.features}")

    def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> Estimate:
        """See `Method.fit`. Nothing is drawn.

        Votes without any feature give the plain Bradley–Terry board, and a note that says so.

        Raises:
            NotIdentifiedError: a chain of wins does not join some models; or a feature follows
                from who met, or from other features, or tells every winner.
            NotConvergedError: the votes are too lopsided for floating point.
            DataError: these are counts, which have lost what differed; or a feature that is
                asked for, or a cluster, is not there.
        """
        if isinstance(votes, Counts):
            raise DataError(
                "contextual_bradley_terry needs single votes with their features: pooled counts "
                "have lost them"
            )
        require_known(votes, self.cluster)
        votes = levelled(votes)
        names = self._names(votes)
        if not names:
            plain = self._plain().fit(votes, rng=rng)
            return replace(plain, notes=(*plain.notes, "no features: plain Bradley-Terry"))
        start = replace(self._plain(), errors="information", cluster=()).fit(votes, rng=rng)
        regression = Regression.of(
            votes, names, ridge=self.ridge, coefficient_ridge=self.coefficient_ridge
        )
        point = _fitted(regression, start.strength)
        return self._estimate(regression, point)

    def _plain(self) -> BradleyTerry:
        return BradleyTerry(ridge=self.ridge, errors=self.errors, cluster=self.cluster)

    def _names(self, votes: Comparisons) -> tuple[str, ...]:
        known = () if votes.features is None else votes.features.names
        chosen = known if self.features is None else self.features
        if self.position and POSITION in {*known, *chosen}:
            raise DataError(
                f"there is a feature named {POSITION!r} already: rename it, or leave the option"
            )
        return (*chosen, POSITION) if self.position else chosen

    def _estimate(self, regression: Regression, point: Floats) -> Estimate:
        bread = regression.bread(point)
        regression.require_finite(bread)
        covariance = bread
        if self.cluster:
            covariance = regression.clustered(point, bread, self.cluster)
        elif self.errors == "sandwich":
            covariance = regression.sandwich(point, bread)
        m, k = regression.m, len(regression.names)
        return Estimate(
            regression.votes.models,
            point[:m] - point[:m].mean(),
            covariance[:m, :m],
            coefficients=Coefficients(
                regression.names, point[m:], covariance[m:, m:], np.zeros(k), regression.scale
            ),
            notes=self._notes(regression.votes),
        )

    def _notes(self, votes: Comparisons) -> tuple[str, ...]:
        priors = {"ridge": self.ridge, "coefficient ridge": self.coefficient_ridge}
        return (
            *(f"{name} {value:g}" for name, value in priors.items() if value),
            *few_clusters(votes, self.cluster),
        )


def _fitted(regression: Regression, strength: Floats) -> Floats:
    """The most likely strengths and coefficients, beginning at the plain strengths."""
    start = np.concatenate([strength, np.zeros(len(regression.names))])
    first = regression(start)
    regression.require_identified(first.information)
    return maximise(lambda point: first if point is start else regression(point), start)


method = ContextualBradleyTerry()
