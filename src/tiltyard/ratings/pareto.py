"""Who is worth the price: the models that no other beats for as little, and how sure that is.

The cost may be a price, a time, or a size: less is better, and it is taken as known exactly. What
is uncertain are the strengths, all together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tiltyard.errors import DataError
from tiltyard.ratings import differences
from tiltyard.ratings._kernel.gaps import Singles
from tiltyard.ratings.comparisons import Bools, Floats
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.multiplicity import DRAWS
from tiltyard.ratings.simulated import over_errors


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model stands between strength and cost.

    A model is beaten by another that is no dearer and no weaker, and one of the two is strict. It
    is on the frontier if nobody beats it.

    Attributes:
        model: its name.
        cost: in the unit that was given.
        is_on_frontier: by the estimates as they stand.
        probability: that it is on the frontier, for who knew nothing of strengths before the votes.
        beaten_by: the model that most surely beats it; None on the frontier.
        surely: the probability that it is stronger than this one; None on the frontier.
    """

    model: str
    cost: float
    is_on_frontier: bool
    probability: float
    beaten_by: str | None = None
    surely: float | None = None


def frontier(
    estimate: Estimate,
    costs: Mapping[str, float],
    *,
    rng: np.random.Generator,
    draws: int = DRAWS,
) -> tuple[Place, ...]:
    """The place of every model, in the order of the estimate.

    Args:
        estimate: strengths with their joint covariance.
        costs: of every model; less is better.
        rng: draws the strengths as they may be.
        draws: how many; 4,000 tell a probability within about 0.02.

    Raises:
        DataError: a model has no cost, or none that is finite.
    """
    cost = np.array([_known(costs, model) for model in estimate.models], dtype=np.float64)
    beats = _beats(estimate.strength, cost)
    share = _shares(estimate, cost, rng=rng, draws=draws)
    stronger = np.where(beats, _probability_above(estimate), -1.0)
    beater = stronger.argmax(axis=0).tolist() if len(cost) else []
    return tuple(
        Place(
            model,
            float(cost[row]),
            is_on_frontier=not beats[:, row].any(),
            probability=float(share[row]),
            beaten_by=estimate.models[best] if beats[best, row] else None,
            surely=float(stronger[best, row]) if beats[best, row] else None,
        )
        for row, (model, best) in enumerate(zip(estimate.models, beater, strict=True))
    )


def _known(costs: Mapping[str, float], model: str) -> float:
    cost = costs.get(model)
    if cost is None or not np.isfinite(cost):
        raise DataError(
            f"the cost of {model!r} is {cost!r}: give a finite number, or leave the model out"
        )
    return cost


def _beats(strength: Floats, cost: Floats) -> Bools:
    """Whether each row's model beats each column's, shape ``(m, m)``."""
    gap, saved = strength[:, None] - strength, cost - cost[:, None]
    return np.asarray((gap >= 0) & (saved >= 0) & ((gap > 0) | (saved > 0)))


def _probability_above(estimate: Estimate) -> Floats:
    """That each row's model is stronger than each column's, shape ``(m, m)``."""
    from scipy.special import ndtr  # noqa: PLC0415 -- slow to import, and few boards need it

    gap = estimate.strength[:, None] - estimate.strength
    error = differences.errors(estimate.covariance)
    certain = np.heaviside(gap, 0.5)
    return np.where(error > 0, ndtr(gap / np.where(error > 0, error, 1)), certain)


def _shares(estimate: Estimate, cost: Floats, *, rng: np.random.Generator, draws: int) -> Floats:
    """Of strengths drawn as they may be, the share in which each model is on the frontier."""
    m = len(cost)
    order = np.argsort(cost, kind="stable")
    ranked = cost[order]
    before = np.searchsorted(ranked, ranked, side="left")  # how many are cheaper
    within = np.searchsorted(ranked, ranked, side="right")  # how many are no dearer
    middle = estimate.strength[order, None]

    def count(errors: Singles, _: np.random.Generator) -> Floats:
        strength = middle + errors[order]
        best = np.full((m + 1, errors.shape[1]), -np.inf)
        np.maximum.accumulate(strength, axis=0, out=best[1:])
        is_on = (strength > best[before]) & (strength >= best[within])
        return np.asarray(is_on.sum(axis=1), dtype=np.float64)

    found = over_errors(estimate.covariance, count, rng=rng, draws=draws)
    share = np.empty(m)
    share[order] = np.add.reduce(found) / draws
    return share
