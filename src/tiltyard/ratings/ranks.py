"""Ranks in other words than `Estimate.rank_range`: classical, in blocks, and as probabilities."""

from __future__ import annotations

import numpy as np

from tiltyard.errors import ConfigurationError
from tiltyard.ratings import differences
from tiltyard.ratings._kernel.gaps import Singles
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.differences import Ranks, Reach
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.multiplicity import DRAWS, Adjustment, alone, for_pairs
from tiltyard.ratings.simulated import over_errors


def classical(estimate: Estimate, *, level: float = 0.95) -> Ranks:
    """One more than the number of models significantly above each, shape ``(m,)``.

    Each pair is tested on its own, by its difference and that difference's error. Of the pairs of
    200 equal models a thousand then look different by luck: for a claim about the board use
    `Estimate.rank_range`, whose best ranks are these numbers with all pairs tested at once.
    """
    reach = differences.times(alone(level))
    return differences.rank_ranges(estimate.strength, estimate.covariance, reach)[:, 0]


def by_overlap(estimate: Estimate, *, level: float = 0.95) -> Ranks:
    """One more than the number of models whose interval lies wholly above, shape ``(m,)``.

    The rule of several public boards, here to compare with and not to publish. Two intervals that
    do not overlap are told apart at some other level than theirs, which depends on how the two
    models' errors are correlated, and nothing accounts for the number of pairs.
    """
    low, high = estimate.interval(level=level).T
    return np.array([1 + int((low > end).sum()) for end in high], dtype=np.intp)


def tied_blocks(
    estimate: Estimate,
    *,
    rng: np.random.Generator | None = None,
    level: float = 0.95,
    adjustment: Adjustment = "max_t",
    draws: int = DRAWS,
) -> tuple[tuple[str, ...], ...]:
    """The models from the strongest down, cut wherever the votes allow a cut.

    Between two blocks everything is sure: each model of the upper is surely above each of the
    lower. A block cannot be cut further, though single pairs inside it may well be sure, such as
    its first and its last. With probability ``level`` no cut is false. Models of equal strength
    are in their order of before.

    Args:
        estimate: the models.
        rng: as for `Estimate.rank_range`; with the same beginning, what is sure is the same.
        level: that probability.
        adjustment: how it is reached, see `multiplicity.for_pairs`.
        draws: how many errors.
    """
    quantile = for_pairs(
        estimate.strength,
        estimate.covariance,
        level=level,
        adjustment=adjustment,
        rng=rng,
        draws=draws,
    )
    return blocks_within(estimate, differences.times(quantile))


def blocks_within(estimate: Estimate, reach: Reach) -> tuple[tuple[str, ...], ...]:
    """`tied_blocks`, where sure is whoever is further above another than errors reach."""
    strength, covariance = estimate.strength, estimate.covariance
    order = np.argsort(-strength, kind="stable")
    last = _last_unsure(strength[order], covariance[np.ix_(order, order)], reach)
    # A cut is where nobody above has anybody below within reach.
    cuts = np.flatnonzero(np.maximum.accumulate(last) == np.arange(len(order))) + 1
    parts = np.split(order, cuts[:-1])
    return tuple(tuple(estimate.models[place] for place in part) for part in parts if len(part))


def _last_unsure(strength: Floats, covariance: Floats, reach: Reach) -> Ranks:
    """The last place that each model, strongest first, is not surely above; itself at least."""
    m = len(strength)
    last = np.zeros(m, dtype=np.intp)
    for rows in differences.blocks(m):
        sure = differences.surely_above(strength, covariance, reach, rows)
        last[rows] = m - 1 - np.argmin(sure[:, ::-1], axis=1)
    return last


def probability_of_best(
    estimate: Estimate, *, rng: np.random.Generator, draws: int = DRAWS
) -> Floats:
    """The share of simulated boards on which each model is first, shape ``(m,)``; sums to 1.

    See `rank_probabilities` for what such a probability is.
    """
    m = len(estimate.models)
    if not m:
        return np.zeros(0)

    def winners(errors: Singles, stream: np.random.Generator) -> Floats:
        first = np.argmax(_boards(estimate, errors, stream), axis=0)
        return np.bincount(first, minlength=m).astype(np.float64)

    found = over_errors(estimate.covariance, winners, rng=rng, draws=draws)
    return np.asarray(np.sum(found, axis=0) / draws)


def rank_probabilities(
    estimate: Estimate, *, rng: np.random.Generator, draws: int = DRAWS
) -> Floats:
    """How probable each rank is for each model, shape ``(m, m)``: column ``r`` is rank ``r + 1``.

    Strengths are drawn around the estimate with its covariance, and each draw is ranked. These are
    the beliefs of somebody who knew nothing before the votes; unlike the ranges of ranks they are
    no promise about errors on the board. Equal strengths without error share their ranks evenly.
    Rows and columns sum to 1.
    """
    m = len(estimate.models)

    def places(errors: Singles, stream: np.random.Generator) -> Floats:
        order = np.argsort(-_boards(estimate, errors, stream), axis=0)
        place = np.broadcast_to(np.arange(m)[:, None], order.shape)
        return np.bincount((order * m + place).ravel(), minlength=m * m).astype(np.float64)

    found = over_errors(estimate.covariance, places, rng=rng, draws=draws)
    return np.asarray(np.sum(found, axis=0).reshape(m, m) / draws)


def probability_of_top(
    estimate: Estimate, places: int, *, rng: np.random.Generator, draws: int = DRAWS
) -> Floats:
    """How probable it is that each model is among the first ``places``, shape ``(m,)``."""
    if places < 1:
        raise ConfigurationError(f"there is no rank above 1; asked for the first {places}")
    probabilities = rank_probabilities(estimate, rng=rng, draws=draws)
    return np.asarray(probabilities[:, :places].sum(axis=1))


def _boards(estimate: Estimate, errors: Singles, stream: np.random.Generator) -> Floats:
    """Strengths with these errors; what is exactly equal falls either way."""
    coin = differences.NO_DIFFERENCE * stream.random(errors.shape)
    return np.asarray(estimate.strength[:, None] + errors + coin)
