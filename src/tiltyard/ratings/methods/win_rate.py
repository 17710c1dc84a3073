"""Win rate: the share of its votes that a model won, whoever it met.

A tie, or both bad, is half a win. Strength is the log-odds of that share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import logit

from tiltyard.errors import NotIdentifiedError
from tiltyard.ratings.clusters import clustered, few_clusters, require_known
from tiltyard.ratings.comparisons import GRADED, WORTH, Comparisons, Floats
from tiltyard.ratings.counts import Counts, sums
from tiltyard.ratings.covariance import centred
from tiltyard.ratings.estimate import Estimate


@dataclass(frozen=True, slots=True)
class WinRate:
    """Log-odds of what an average vote was worth to each model, less their mean.

    Attributes:
        cluster: names of `Comparisons.clusters` whose votes may depend on each other.
    """

    title: ClassVar[str] = "win rate"
    about: ClassVar[str] = "A model’s share of the votes that it took part in, whoever it met."
    ties: ClassVar[str] = "A tie is worth half a win to each side, and so is “both bad”."
    needs_rows: ClassVar[bool] = False

    cluster: tuple[str, ...] = ()

    def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> Estimate:
        """See `Method.fit`. Nothing is drawn, and models need not be connected.

        The covariance is by the delta method, from the spread of the votes; models that met share
        votes, so their errors are correlated.

        Raises:
            NotIdentifiedError: there are no models, or one has no votes, or has won or lost all.
            DataError: the votes do not say who or what shares them, as ``cluster`` needs.
        """
        require_known(votes, self.cluster)
        counts = Counts.of(votes)
        rate = counts.win_rates()
        _require_inside(counts.models, rate)
        strength = logit(rate)
        covariance = self._covariance(votes, counts, rate)
        notes = few_clusters(votes, self.cluster)
        return Estimate(counts.models, strength - strength.mean(), covariance, notes=notes)

    def _covariance(self, votes: Comparisons | Counts, counts: Counts, rate: Floats) -> Floats:
        m = len(rate)
        weight, _ = counts.moments()
        met = sums(counts.first, weight, m) + sums(counts.second, weight, m)
        # A vote worth y to a model moves its rate by (y - rate) / met, and its log-odds by this
        # times that.
        bread = np.diag(1 / (met * rate * (1 - rate)))
        if not self.cluster:
            return centred(bread @ _spread(counts, rate) @ bread)
        if not isinstance(votes, Comparisons):
            raise TypeError("require_known let counts pass")
        worth = votes.worth()
        whole = clustered(
            votes,
            self.cluster,
            bread,
            on_a=worth - rate[votes.a],
            on_b=1 - worth - rate[votes.b],
            leverage=np.diag(_one_more(counts, rate)),
        )
        return centred(whole)


def _require_inside(models: tuple[str, ...], rate: Floats) -> None:
    if not models:
        raise NotIdentifiedError("there are no votes, so there is nothing to rate")
    for what, bad in (
        ("have no votes", np.isnan(rate)),
        ("have won every vote, and their log-odds are infinite", rate == 1),
        ("have lost every vote, and their log-odds are infinite", rate == 0),
    ):
        names = [name for name, is_bad in zip(models, bad, strict=True) if is_bad]
        if names:
            listed = ", ".join(map(repr, names[:5])) + (" …" if len(names) > 5 else "")
            raise NotIdentifiedError(f"{len(names)} of {len(models)} models {what}: {listed}")


def _spread(counts: Counts, rate: Floats) -> Floats:
    """Sum of the squared errors of the votes, and of their products, shape ``(m, m)``.

    With one more vote of the largest spread that its rate allows for each model, as in
    `covariance.sandwich`: votes lie nearer to their own mean than to the true one.
    """
    m = len(rate)
    ours, theirs = rate[counts.first], 1 - rate[counts.second]
    own = sums(counts.first, _products(counts, ours, ours), m) + sums(
        counts.second, _products(counts, theirs, theirs), m
    )
    # What is worth y to the first is worth 1 - y to the second, which is 1 - y - rate off.
    shared = -_products(counts, ours, theirs)
    spread = np.diag(own + _one_more(counts, rate))
    spread[counts.first, counts.second] = shared
    spread[counts.second, counts.first] = shared
    return spread


def _one_more(counts: Counts, rate: Floats) -> Floats:
    """What one more vote of each model would add to its spread, shape ``(m,)``."""
    m, square = len(rate), counts.square.sum(axis=1)
    each = sums(counts.first, square, m) + sums(counts.second, square, m)
    return np.asarray(each / counts.votes_of_models() * rate * (1 - rate))


def _products(counts: Counts, one: Floats, other: Floats) -> Floats:
    """``Σ w² (y - one) (y - other)`` of each pair, ``y`` what a vote was worth to the first."""
    worth = WORTH[:GRADED]
    errors = (worth - one[:, None]) * (worth - other[:, None])
    product = (counts.square[:, :GRADED] * errors).sum(axis=1)
    if counts.graded is None:
        return np.asarray(product)
    _, once, twice = counts.graded.T
    return np.asarray(
        product + twice - (one + other) * once + one * other * counts.square[:, GRADED]
    )


method = WinRate()
