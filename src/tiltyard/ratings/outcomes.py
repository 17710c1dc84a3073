"""Models of how a vote ends: what they make of pooled votes, assembled once for all of them.

Such a model has the two strengths and one threshold for ties as its parameters, and says the
log-probability of each outcome of a pair.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tiltyard.errors import DataError
from tiltyard.ratings.clusters import clustered, require_known
from tiltyard.ratings.comparisons import FLIPPED, GRADED, Bools, Codes, Comparisons, Floats
from tiltyard.ratings.counts import Counts, sums
from tiltyard.ratings.covariance import Errors, pinned
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.logistic import expit
from tiltyard.ratings.newton import Slope, inverted, maximise
from tiltyard.ratings.terms import Term

# Points of shape (3, p), strength of the first, of the second, threshold; log-probabilities.
LogProbabilities = Callable[[Floats], tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Model:
    """How a vote between two models may end.

    Attributes:
        log_probabilities: of each outcome, as the first sees it.
        outcomes: for each of them the codes of `comparisons` that are counted as it.
        is_grounded: strengths have a level, and not only differences.
        lowest: the threshold stays above it; at it there are no ties.
        is_concave: so is the log-likelihood of any votes.
    """

    log_probabilities: LogProbabilities
    outcomes: tuple[tuple[int, ...], ...]
    is_grounded: bool = False
    lowest: float = -np.inf
    is_concave: bool = True

    def pooled(self, table: Floats) -> Floats:
        """A table of `Counts` with the model's outcomes as columns, shape ``(p, outcomes)``."""
        return np.column_stack([table[:, list(codes)].sum(axis=1) for codes in self.outcomes])


def worth(model: Model, estimate: Estimate, one: str, other: str) -> float | None:
    """What a vote on two models should be worth to ``one``, a tie or both bad being a half.

    None where the model needs a level of strengths, and the estimate has given its level up.
    """
    if model.is_grounded and not estimate.is_grounded:
        return None
    found = estimate.coefficients
    threshold = model.lowest if found is None else float(found.value[0])
    first, second = (estimate.strength[estimate.index(name)] for name in (one, other))
    if np.isinf(threshold):  # no vote ties
        return float(expit(first - second))
    terms = model.log_probabilities(np.array([[first], [second], [threshold]]))
    won, lost = (math.exp(float(term.value[0])) for term in terms[:2])
    return (1 + won - lost) / 2


@dataclass(frozen=True, slots=True)
class Fit:
    """The most likely parameters, strengths first and the threshold last, and their covariance."""

    value: Floats
    covariance: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Likelihood:
    """The log-likelihood of pooled votes under a model.

    Attributes:
        counts: the votes, none of them graded.
        model: how they may end.
        fixed: the threshold, if it is not among the parameters.
    """

    counts: Counts
    model: Model
    fixed: float | None = None

    def __call__(self, value: Floats) -> Slope:
        """Value, gradient and minus the Hessian at strengths and threshold."""
        if self.fixed is None and value[-1] <= self.model.lowest:
            return Slope(-np.inf, np.zeros(len(value)), np.eye(len(value)))
        total = self.model.pooled(self.counts.total)
        # An outcome that nobody chose may have probability zero.
        seen = [
            (term, total[:, place])
            for place, term in enumerate(self.terms(value))
            if total[:, place].any()
        ]
        height = sum(float(weight @ term.value) for term, weight in seen)
        slope = sum((weight * term.slope for term, weight in seen), np.zeros((3, 1)))
        curve = sum((weight * term.curve for term, weight in seen), np.zeros((3, 3, 1)))
        gradient, information = self.gathered(slope), self.spread(-curve)
        if not self.model.is_concave and not _is_positive(information):
            # Fisher's scoring: the expected information always leads upwards.
            information = self.spread(self._expected(value, total.sum(axis=1)))
        return Slope(height, gradient, self._pinned(information))

    def terms(self, value: Floats) -> tuple[Term, ...]:
        """The log-probability of each outcome, for each pair."""
        first, second = value[self.counts.first], value[self.counts.second]
        threshold = value[-1] if self.fixed is None else self.fixed
        points = np.stack([first, second, np.full(len(first), threshold)])
        return self.model.log_probabilities(points)

    def gathered(self, slope: Floats) -> Floats:
        """The derivatives of pairs, shape ``(3, p)``, added up for each parameter."""
        counts, m = self.counts, len(self.counts.models)
        strengths = sums(counts.first, slope[0], m) + sums(counts.second, slope[1], m)
        return np.append(strengths, slope[2].sum())[: self._size]

    def spread(self, block: Floats) -> Floats:
        """The matrices of pairs, shape ``(3, 3, p)``, added up for all parameters."""
        counts, m = self.counts, len(self.counts.models)
        first, second = counts.first, counts.second
        whole = np.zeros((m + 1, m + 1))
        whole[first, second] = block[0, 1]
        whole[second, first] = block[1, 0]
        own = sums(first, block[0, 0], m) + sums(second, block[1, 1], m)
        whole[np.arange(m), np.arange(m)] = own
        beside = sums(first, block[0, 2], m) + sums(second, block[1, 2], m)
        whole[:m, m] = whole[m, :m] = beside
        whole[m, m] = block[2, 2].sum()
        return whole[: self._size, : self._size]

    def bread(self, value: Floats) -> Floats:
        """Inverse information; of strengths that sum to zero unless they have a level."""
        return self._centred(inverted(self(value).information))

    def sandwich(self, value: Floats, bread: Floats) -> Floats:
        """Covariance that holds even if the model is only roughly right; see `covariance.sandwich`.

        As there, what leverage hides of the spread of the votes is taken from the model.
        """
        square = self.model.pooled(self.counts.square)
        meat = np.zeros((3, 3, len(square)))
        for place, term in enumerate(self.terms(value)):
            meat += square[:, place] * _outer(term.slope)
        return self._centred(bread @ (self.spread(meat) + self.hidden(value, bread)) @ bread)

    def hidden(self, value: Floats, bread: Floats) -> Floats:
        """What leverage hides of the spread of the votes' scores, for all parameters."""
        square = self.model.pooled(self.counts.square).sum(axis=1)
        weight = square / self.model.pooled(self.counts.total).sum(axis=1)
        each = self._expected(value, np.ones(len(square)))
        own = np.einsum("abp,bcp,cdp->adp", each, self._blocks(bread), each, optimize=True)
        return self.spread(square * weight * own)

    def clustered(
        self, votes: Comparisons, cluster: tuple[str, ...], value: Floats, bread: Floats
    ) -> Floats:
        """Covariance when only votes of different clusters are independent.

        What leverage hides of single votes is added as in `sandwich`.
        """
        pair, column, turned = self._places(votes)
        slopes = np.stack([term.slope for term in self.terms(value)])[column, :, pair]
        first, second, threshold = slopes.T
        return clustered(
            votes,
            cluster,
            bread,
            on_a=np.where(turned, second, first),
            on_b=np.where(turned, first, second),
            others=threshold[:, None] if self.fixed is None else None,
            leverage=self.hidden(value, bread),
        )

    @property
    def _size(self) -> int:
        return len(self.counts.models) + (self.fixed is None)

    def _expected(self, value: Floats, weight: Floats) -> Floats:
        """What the model expects of ``weight`` times the squared derivatives, ``(3, 3, p)``."""
        whole = np.zeros((3, 3, len(self.counts)))
        for term in self.terms(value):
            whole += weight * np.exp(term.value) * _outer(term.slope)
        return whole

    def _blocks(self, bread: Floats) -> Floats:
        """The parameters of each pair, cut out of a covariance, shape ``(3, 3, p)``."""
        m = len(self.counts.models)
        whole = np.zeros((m + 1, m + 1))
        whole[: len(bread), : len(bread)] = bread
        places = np.stack([self.counts.first, self.counts.second, np.full(len(self.counts), m)])
        return np.asarray(whole[places[:, None], places])

    def _places(self, votes: Comparisons) -> tuple[Codes, Codes, Bools]:
        """Of each row: its pair, the model's outcome as the first sees it, whether it is b."""
        m = len(votes.models)
        low, high = np.minimum(votes.a, votes.b), np.maximum(votes.a, votes.b)
        pairs = self.counts.first.astype(np.int64) * m + self.counts.second
        pair = np.searchsorted(pairs, low.astype(np.int64) * m + high)
        column = np.zeros(len(FLIPPED), dtype=np.intp)
        for place, codes in enumerate(self.model.outcomes):
            column[list(codes)] = place
        turned = votes.a > votes.b
        return pair, column[np.where(turned, FLIPPED[votes.outcome], votes.outcome)], turned

    def _pinned(self, information: Floats) -> Floats:
        if self.model.is_grounded:
            return information
        m = len(self.counts.models)
        whole = information.copy()
        whole[:m, :m] = pinned(information[:m, :m])
        return whole

    def _centred(self, covariance: Floats) -> Floats:
        """Symmetric; and, unless strengths have a level, of those that sum to zero."""
        if not self.model.is_grounded:
            m = len(self.counts.models)
            covariance = covariance.copy()
            covariance[:m] -= covariance[:m].mean(axis=0)
            covariance[:, :m] -= covariance[:, :m].mean(axis=1, keepdims=True)
        return np.asarray((covariance + covariance.T) / 2)


def fit(likelihood: Likelihood, votes: Comparisons | Counts, start: Floats, errors: Errors) -> Fit:
    """The most likely parameters, and their covariance.

    Args:
        likelihood: of these votes, pooled.
        votes: the same; single ones if the errors are clustered.
        start: where to begin.
        errors: the sandwich, the clustered one, or the inverse information.

    Raises:
        NotConvergedError: no answer was reached.
    """
    value = maximise(likelihood, start)
    if not likelihood.model.is_grounded:
        m = len(likelihood.counts.models)
        value[:m] -= value[:m].mean()
    bread = likelihood.bread(value)
    if errors.cluster:
        if not isinstance(votes, Comparisons):
            raise TypeError("require_known let counts pass")
        return Fit(value, likelihood.clustered(votes, errors.cluster, value, bread))
    if errors.kind == "information":
        return Fit(value, bread)
    return Fit(value, likelihood.sandwich(value, bread))


def countable(votes: Comparisons | Counts, errors: Errors) -> Counts:
    """The votes, pooled, if each has one of the four winners.

    Raises:
        DataError: some are graded; or they do not say what to cluster by.
    """
    require_known(votes, errors.cluster)
    counts = Counts.of(votes)
    graded = counts.votes[:, GRADED].sum()
    if graded:
        raise DataError(
            f"{graded:g} votes are graded between 0 and 1; this method needs to know who won, or "
            "that nobody did. Bradley-Terry and the win rate take graded votes"
        )
    return counts


def _outer(slope: Floats) -> Floats:
    return np.asarray(slope[:, None] * slope)


def _is_positive(matrix: Floats) -> bool:
    try:
        np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        return False
    return True
