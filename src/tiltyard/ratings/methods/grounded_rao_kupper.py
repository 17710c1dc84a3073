"""Grounded Rao–Kupper: both bad is an outcome of its own, and gives strengths a level.

To win, an answer must be better than the other by more than a threshold, and better than a bar; if
neither is better than the bar, both are bad. The bar is at strength zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tiltyard.errors import NotIdentifiedError
from tiltyard.ratings.clusters import few_clusters
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, TIE, Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.covariance import Errors
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.outcomes import Likelihood, Model, countable, fit, worth
from tiltyard.ratings.separation import is_separated
from tiltyard.ratings.terms import Term, linear, log_excess, log_sum
from tiltyard.ratings.ties import estimate
from tiltyard.ratings.weighting import levelled

_LOG_OF_TWO = np.array([0.0, 0.0, 0.0, 0.0, np.log(2)])


def log_probabilities(points: Floats) -> tuple[Term, ...]:
    """That the first wins, that the second does, that they tie, that both are bad.

    ``π₁ / (π₁ + t π₂ + 1)``, ``π₂ / (π₂ + t π₁ + 1)``, the rest, and ``1 / (π₁ + π₂ + 1)``. The
    rest is written as a product, which shows that it is never negative and keeps its digits:
    ``(t - 1) π₁ π₂ (π₁ + π₂ + t π₁ + t π₂ + 2)`` over the three denominators.

    Args:
        points: ``log π₁``, ``log π₂`` and ``log t`` of each pair, shape ``(3, p)``.
    """
    over_first = log_sum(points, (1, 0, 0), (0, 1, 1), (0, 0, 0))
    over_second = log_sum(points, (0, 1, 0), (1, 0, 1), (0, 0, 0))
    over_bad = log_sum(points, (0, 0, 0), (1, 0, 0), (0, 1, 0))
    both = log_sum(
        points, (1, 0, 0), (0, 1, 0), (1, 0, 1), (0, 1, 1), (0, 0, 0), offset=_LOG_OF_TWO
    )
    either = linear(points, 1, 1, 0) - over_first - over_second - over_bad
    return (
        linear(points, 1, 0, 0) - over_first,
        linear(points, 0, 1, 0) - over_second,
        log_excess(points, 0, 0, 1) + both + either,
        linear(points, 0, 0, 0) - over_bad,
    )


MODEL = Model(
    log_probabilities,
    ((A_WON,), (B_WON,), (TIE,), (BOTH_BAD,)),
    is_grounded=True,
    lowest=0.0,
    is_concave=False,
)


@dataclass(frozen=True, slots=True)
class GroundedRaoKupper:
    """Most likely strengths above the bar, and threshold.

    Attributes:
        errors: ``sandwich``, or ``information``, which is right only if the model is.
        cluster: names of `Comparisons.clusters` whose votes may depend on each other; replaces
            the sandwich by the clustered one.
    """

    title: ClassVar[str] = "grounded Rao–Kupper"
    about: ClassVar[str] = (
        "Every model has a strength above or below a bar: an answer that does not pass it is bad, "
        "and of two that pass the better must seem better by more than a threshold."
    )
    ties: ClassVar[str] = "A tie and “both bad” are outcomes of their own."
    needs_rows: ClassVar[bool] = False

    errors: str = "sandwich"
    cluster: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Errors(self.errors, self.cluster)

    def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> Estimate:
        """See `Method.fit`. Nothing is drawn; strengths have a level, so their mean is not zero.

        Raises:
            NotIdentifiedError: no vote says that both were bad, or wins and such votes do not
                join every model with the bar, or ever wider thresholds fit ever better.
            NotConvergedError: no answer was reached.
            DataError: some votes are graded, or do not say what to cluster by.
        """
        errors = Errors(self.errors, self.cluster)
        votes = levelled(votes)
        counts = countable(votes, errors)
        _require_level(counts)
        few = few_clusters(votes, self.cluster)
        if counts.votes[:, TIE].any():
            if is_separated(counts, tied=(TIE,), is_grounded=True):
                raise NotIdentifiedError(
                    "the votes do not hold the threshold for ties: ever wider ones fit ever "
                    "better. Two models that beat one another are missing"
                )
            found = fit(Likelihood(counts, MODEL), votes, _start(counts), errors)
            return estimate(counts, found, "log t", few, is_grounded=True)
        likelihood = Likelihood(counts, MODEL, fixed=MODEL.lowest)
        found = fit(likelihood, votes, _start(counts)[:-1], errors)
        notes = ("no vote is a tie, so none is expected", *few)
        return Estimate(counts.models, found.value, found.covariance, notes=notes, is_grounded=True)

    def worth(self, estimate: Estimate, one: str, other: str) -> float | None:
        """What a vote on two models should be worth to ``one``; see `outcomes.worth`."""
        return worth(MODEL, estimate, one, other)


def _start(counts: Counts) -> Floats:
    """Equal models, and a threshold, that give the shares of ties and of both bad there were."""
    total = counts.total.sum(axis=0)
    bad = total[BOTH_BAD] / total.sum()
    # Both bad: 1 / (2π + 1); a win of either: 2π / (π + tπ + 1).
    pi = (1 / bad - 1) / 2
    won = (total[A_WON] + total[B_WON]) / total.sum()
    t = max((2 * pi / won - 1) / pi - 1, 1 + 1e-3)
    return np.append(np.full(len(counts.models), np.log(pi)), np.log(t))


def _require_level(counts: Counts) -> None:
    """Return if each model is joined both ways with the bar, by chains of wins and both bad.

    A win, and a tie, put a model above the bar as well as above the other; both bad puts the bar
    above both.
    """
    if not counts.models:
        raise NotIdentifiedError("there are no votes, so there is nothing to rate")
    if not counts.votes[:, BOTH_BAD].any():
        raise NotIdentifiedError(
            "no vote says that both answers were bad, so strengths have no floor: use a method "
            "that compares only, such as 'rao_kupper'"
        )
    label = _joined(counts)
    outside = [
        name for name, group in zip(counts.models, label, strict=False) if group != label[-1]
    ]
    if outside:
        named = ", ".join(map(repr, outside[:5])) + (" …" if len(outside) > 5 else "")
        raise NotIdentifiedError(
            f"{len(outside)} of {len(counts.models)} models are not held from both sides: {named}. "
            "Each needs a win or a tie, its own or of one that it beat or tied with, and a loss "
            "or a vote that both were bad, of its own or of one that beat it"
        )


def _joined(counts: Counts) -> Floats:
    """For each model, and the bar at the end, its group."""
    m = len(counts.models)
    tied = counts.votes[:, TIE] > 0
    won, lost = ((counts.votes[:, code] > 0) | tied for code in (A_WON, B_WON))
    bad = counts.votes[:, BOTH_BAD] > 0
    edges = [
        (counts.first[won], counts.second[won]),
        (counts.second[lost], counts.first[lost]),
        (counts.first[won], np.full(won.sum(), m)),
        (counts.second[lost], np.full(lost.sum(), m)),
        (np.full(bad.sum(), m), counts.first[bad]),
        (np.full(bad.sum(), m), counts.second[bad]),
    ]
    upper, lower = (np.concatenate(side) for side in zip(*edges, strict=True))
    graph = coo_array((np.ones(len(upper), dtype=bool), (upper, lower)), shape=(m + 1, m + 1))
    return np.asarray(connected_components(graph.tocsr(), connection="strong")[1])


method = GroundedRaoKupper()
