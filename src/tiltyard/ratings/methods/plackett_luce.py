"""Plackett–Luce: a ranking is drawn from the best down, each place by the strengths that are left.

Plackett (1975), Luce (1959). Of two models it is Bradley–Terry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tiltyard.ratings.clusters import clustered, few_clusters, require_known
from tiltyard.ratings.comparisons import Codes, Comparisons, Floats
from tiltyard.ratings.connectivity import require_connected
from tiltyard.ratings.counts import Counts, sums
from tiltyard.ratings.covariance import Errors, centred, inverse, pinned
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.methods.bradley_terry import BradleyTerry
from tiltyard.ratings.newton import Slope, maximise
from tiltyard.ratings.rankings import Rankings

# Entries in one block of matrices, one matrix for each ranking.
_BLOCK = 2_000_000


@dataclass(frozen=True, slots=True)
class PlackettLuce:
    """Most likely strengths, from rankings or from votes.

    Attributes:
        errors: ``sandwich``, or ``information``, which is right only if the model is.
        cluster: names of `Rankings.clusters` whose rankings may depend on each other; replaces
            the sandwich by the clustered one.
    """

    title: ClassVar[str] = "Plackett–Luce"
    about: ClassVar[str] = (
        "Every model has a strength. The first of a ranking is drawn with odds in proportion to "
        "its exponential, then the second from the rest, and so on."
    )
    ties: ClassVar[str] = "A tie, or “both bad”, is half a ranking each way."
    needs_rows: ClassVar[bool] = False

    errors: str = "sandwich"
    cluster: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Errors(self.errors, self.cluster)

    def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> Estimate:
        """See `Method.fit`. A vote is a ranking of two, so this is Bradley–Terry.

        A tie, or both bad, is half a ranking each way.
        """
        return BradleyTerry(errors=self.errors, cluster=self.cluster).fit(votes, rng=rng)

    def fit_rankings(self, rankings: Rankings) -> Estimate:
        """Strengths of all models of the rankings, in their order.

        Raises:
            NotIdentifiedError: some models were never ranked above the others, by no chain of
                rankings (Hunter 2004).
            NotConvergedError: the rankings are too lopsided for floating point.
            DataError: the rankings do not say who or what shares them, as ``cluster`` needs.
        """
        pairs = rankings.pairs()
        require_known(pairs, self.cluster)
        require_connected(pairs)
        likelihood = _Likelihood(rankings, pairs, *_padded(rankings))
        # The decrement is in units of weight.
        tolerance = 1e-10 * rankings.typical_weight()
        strength = maximise(likelihood, np.zeros(len(rankings.models)), tolerance=tolerance)
        strength -= strength.mean()
        covariance = self._covariance(likelihood, strength)
        notes = few_clusters(pairs, self.cluster)
        return Estimate(rankings.models, strength, covariance, notes=notes)

    def _covariance(self, likelihood: _Likelihood, strength: Floats) -> Floats:
        bread = inverse(likelihood.information(strength))
        if self.cluster:
            return clustered(
                likelihood.pairs,
                self.cluster,
                bread,
                on_a=likelihood.residual(strength),
                leverage=likelihood.spread(strength, bread)
                - likelihood.spread(strength, 0 * bread),
            )
        if self.errors == "information":
            return likelihood.rankings.typical_weight() * bread
        return centred(bread @ likelihood.spread(strength, bread) @ bread)


@dataclass(frozen=True, slots=True, eq=False)
class _Likelihood:
    """``Σ θ_j - log Σ_k e^{θ_k}`` over the places of each ranking, ``k`` from that place down.

    Its derivatives are sums over every two models of a ranking. ``q`` of the worse, among those
    left at the better one's place, is what that pair adds to the score; the pair's two ``q`` at
    each place that both were left at, multiplied, are what it adds to the information.

    Attributes:
        rankings: one for each row of the matrices.
        pairs: every two of each, in the order of `Rankings.pairs`.
        items: places of models, shape ``(n, longest)``, filled up with zeros.
        there: whether there is a model, same shape.
    """

    rankings: Rankings
    pairs: Comparisons
    items: Codes
    there: Floats

    def __call__(self, strength: Floats) -> Slope:
        """Value, gradient and minus the Hessian."""
        m = len(strength)
        top, worth = self._worth(strength)
        left = np.log(_left(worth), where=self.there > 0, out=np.zeros_like(worth))
        own = (strength[self.items] - top) * self.there
        value = float(self.rankings.mass() @ (own - left).sum(axis=1))
        score = self.pairs.mass() * self.residual(strength)
        gradient = sums(self.pairs.a, score, m) - sums(self.pairs.b, score, m)
        return Slope(value, gradient, pinned(self.information(strength)))

    def residual(self, strength: Floats) -> Floats:
        """What each pair adds to the score of the better model, and takes from the worse."""
        row, ahead, behind = self._places()
        _, worth = self._worth(strength)
        return np.asarray(worth[row, behind] / _left(worth)[row, ahead])

    def information(self, strength: Floats) -> Floats:
        """Minus the Hessian, shape ``(m, m)``: the Laplacian of what the pairs add."""
        m = len(strength)
        row, ahead, behind = self._places()
        _, worth = self._worth(strength)
        both = np.cumsum(_shares(worth, self.there) ** 2, axis=1)
        value = self.pairs.mass() * worth[row, ahead] * worth[row, behind] * both[row, ahead]
        cell = self.pairs.a.astype(np.int64) * m + self.pairs.b
        one_way = np.bincount(cell, value, m * m).reshape(m, m)
        weight = one_way + one_way.T
        return np.asarray(np.diag(weight.sum(axis=1)) - weight)

    def spread(self, strength: Floats, bread: Floats) -> Floats:
        """Sum over rankings of squared scores, and of what their leverage hides of them.

        See `covariance.sandwich`, of which this is the form for more than two models.
        """
        n, longest = self.items.shape
        m = len(strength)
        weight = np.ones(n) if self.rankings.weight is None else self.rankings.weight
        square = self.rankings.mass() * weight
        _, worth = self._worth(strength)
        meat = np.zeros(m * m)
        size = max(_BLOCK // longest**2, 1)
        for begin in range(0, n, size):
            part = slice(begin, begin + size)
            items = self.items[part]
            score, matrix = _alone(worth[part], self.there[part])
            hidden = matrix @ bread[items[:, :, None], items[:, None, :]] @ matrix
            hidden *= weight[part, None, None]
            block = score[:, :, None] * score[:, None, :] + hidden
            cell = items[:, :, None] * m + items[:, None, :]
            meat += np.bincount(cell.ravel(), (square[part, None, None] * block).ravel(), m * m)
        return meat.reshape(m, m)

    def _worth(self, strength: Floats) -> tuple[Floats, Floats]:
        """The highest strength of each ranking, and ``e^θ`` over that of the highest."""
        value = np.where(self.there > 0, strength[self.items], -np.inf)
        top = value.max(axis=1, keepdims=True)
        return top, np.exp(value - top)

    def _places(self) -> tuple[Codes, Codes, Codes]:
        """Of each pair: its row, and the columns of the better and the worse."""
        row, ahead, behind = self.rankings.every_two()
        begins = self.rankings.starts[row]
        return row, ahead - begins, behind - begins


def _alone(worth: Floats, there: Floats) -> tuple[Floats, Floats]:
    """The score ``(r, longest)`` and the information ``(r, longest, longest)`` of each ranking."""
    share = _shares(worth, there)
    score = there - worth * np.cumsum(share, axis=1)
    both = np.cumsum(share**2, axis=1)
    place = np.arange(both.shape[1])
    information = -worth[:, :, None] * worth[:, None, :]
    information *= both[:, np.minimum(place[:, None], place)]
    information[:, place, place] = 0
    information[:, place, place] = -information.sum(axis=2)
    return score, information


def _shares(worth: Floats, there: Floats) -> Floats:
    """One over what is left at each place; 0 where there is no model."""
    return np.divide(there, _left(worth), out=np.zeros_like(worth), where=there > 0)


def _left(worth: Floats) -> Floats:
    """What a place's model and all below it are worth together."""
    return np.asarray(np.cumsum(worth[:, ::-1], axis=1)[:, ::-1])


def _padded(rankings: Rankings) -> tuple[Codes, Floats]:
    """The items of each ranking as a row, and 1 where there is one."""
    sizes = rankings.sizes
    there = np.arange(sizes.max(initial=1)) < sizes[:, None]
    items = np.zeros(there.shape, dtype=np.int64)
    items[there] = rankings.items
    return items, there.astype(np.float64)


method = PlackettLuce()
