"""One replicate of a bootstrap: votes drawn again, and the strengths fitted to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tiltyard.errors import NotIdentifiedError
from tiltyard.ratings._kernel.refit import Design, is_connected, pool_again, refit
from tiltyard.ratings.comparisons import GRADED, WORTH, Codes, Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.covariance import inverse
from tiltyard.ratings.logistic import expit
from tiltyard.ratings.methods.bradley_terry import BradleyTerry
from tiltyard.ratings.multinomial import Multinomial

if TYPE_CHECKING:
    from tiltyard.ratings import Method

# Strengths of one replicate, shape ``(m,)``; none if its votes do not connect the models.
Replicate = Callable[[np.random.Generator], Floats | None]


def bradley_terry(votes: Comparisons | Counts, strength: Floats) -> Replicate:
    """Pooled votes drawn again, with an exact Bradley–Terry fit that starts from this one."""
    counts = Counts.of(votes)
    multinomial, (pair, outcome) = _cells(counts)
    seen = counts.votes[pair, outcome]
    each = counts.total[pair, outcome] / seen
    value = each * WORTH[outcome]
    if counts.graded is not None:
        value = np.where(outcome == GRADED, counts.graded[pair, 0] / seen, value)
    design, pairs = _design(counts, strength), pair.astype(np.int32)

    def replicate(rng: np.random.Generator) -> Floats | None:
        drawn = multinomial.draw(rng)
        return _strengths(design, *pool_again(pairs, drawn, each, value, len(counts)))

    return replicate


def bradley_terry_of_clusters(votes: Comparisons, cluster: str, strength: Floats) -> Replicate:
    """The same with whole clusters drawn again."""
    counts = Counts.of(votes)
    design = _design(counts, strength)
    m, p = len(counts.models), len(counts)
    low, high = np.minimum(votes.a, votes.b), np.maximum(votes.a, votes.b)
    key = low.astype(np.int64) * m + high
    pair = np.searchsorted(counts.first.astype(np.int64) * m + counts.second, key)
    group, groups = _groups(votes, cluster)
    weight = votes.mass()
    worth = weight * np.where(votes.a < votes.b, votes.worth(), 1 - votes.worth())

    def replicate(rng: np.random.Generator) -> Floats | None:
        times = _times(groups, rng)[group]
        drawn = [np.bincount(pair, times * of, minlength=p) for of in (weight, worth)]
        return _strengths(design, *(one.astype(np.float64, copy=False) for one in drawn))

    return replicate


def any_method(votes: Comparisons | Counts, method: Method) -> Replicate:
    """Votes drawn again one by one, fitted by the method."""
    if isinstance(votes, Counts):
        return _pooled(votes, method)
    count = np.ones(len(votes)) if votes.count is None else votes.count
    multinomial = Multinomial.of(count)

    def replicate(rng: np.random.Generator) -> Floats | None:
        return _fitted(_again(votes, multinomial.draw(rng)), method, rng)

    return replicate


def any_method_of_clusters(votes: Comparisons, cluster: str, method: Method) -> Replicate:
    """Whole clusters drawn again, fitted by the method."""
    group, groups = _groups(votes, cluster)
    count = np.ones(len(votes)) if votes.count is None else votes.count

    def replicate(rng: np.random.Generator) -> Floats | None:
        return _fitted(_again(votes, count * _times(groups, rng)[group]), method, rng)

    return replicate


def _design(counts: Counts, strength: Floats) -> Design:
    expected = expit(counts.contrasts(strength))
    weight, _ = counts.moments()
    return Design(
        first=counts.first.astype(np.int32),
        second=counts.second.astype(np.int32),
        strength=strength,
        bread=np.ascontiguousarray(inverse(counts.gram(weight * expected * (1 - expected)))),
    )


def _strengths(design: Design, weight: Floats, worth: Floats) -> Floats | None:
    if not is_connected(design, weight, worth):
        return None
    strength = refit(design, weight, worth)
    if strength is None:
        # So few votes that they look quite different when drawn again: from the beginning, then.
        met = weight > 0
        votes = Comparisons(
            models=tuple(map(str, range(len(design.strength)))),
            a=design.first[met],
            b=design.second[met],
            outcome=np.full(int(met.sum()), GRADED, dtype=np.uint8),
            score=np.clip(worth[met] / weight[met], 0, 1),
            count=weight[met],
        )
        strength = BradleyTerry().fit(votes, rng=np.random.default_rng(0)).strength
    return np.asarray(strength - strength.mean())


def _pooled(counts: Counts, method: Method) -> Replicate:
    multinomial, (pair, outcome) = _cells(counts)

    def replicate(rng: np.random.Generator) -> Floats | None:
        drawn = np.zeros_like(counts.votes)
        drawn[pair, outcome] = multinomial.draw(rng)
        times = np.divide(drawn, counts.votes, out=np.zeros_like(drawn), where=counts.votes > 0)
        graded = counts.graded
        again = replace(
            counts,
            votes=drawn,
            total=counts.total * times,
            square=counts.square * times,
            graded=None if graded is None else graded * times[:, [GRADED]],
        )
        return _fitted(again.pairs(drawn.sum(axis=1) > 0), method, rng)

    return replicate


def _cells(counts: Counts) -> tuple[Multinomial, tuple[Codes, Codes]]:
    """The cells that hold votes, as pair and outcome, in order of the pairs."""
    pair, outcome = np.nonzero(counts.votes)
    return Multinomial.of(counts.votes[pair, outcome]), (pair, outcome)


def _groups(votes: Comparisons, cluster: str) -> tuple[Codes, int]:
    """Each row's cluster, numbered without gaps, and how many there are."""
    known, group = np.unique(votes.clusters[cluster], return_inverse=True)
    return group, len(known)


def _times(groups: int, rng: np.random.Generator) -> Floats:
    """How often each of the clusters is drawn, when as many are drawn as there are."""
    drawn = np.bincount(rng.integers(groups, size=groups), minlength=groups)
    return drawn.astype(np.float64)


def _again(votes: Comparisons, count: Floats) -> Comparisons:
    """The rows that still count, so often; single votes stay single, each after its like.

    Some methods take votes in their order, and cannot do with one that counts twice.
    """
    if votes.count is None or (votes.count == 1).all():
        return replace(votes, count=None).rows(np.repeat(np.arange(len(votes)), count.astype(int)))
    left = count > 0
    return replace(votes.rows(left), count=count[left])


def _fitted(votes: Comparisons | Counts, method: Method, rng: np.random.Generator) -> Floats | None:
    try:
        return method.fit(votes, rng=rng).strength
    except NotIdentifiedError:
        return None
