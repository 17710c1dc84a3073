"""How many standard errors are enough, when many things are looked at together.

One interval at 95 % misses its truth once in twenty. Of 19,900 pairs of 200 models a thousand look
clear by luck, so whatever is claimed of a whole board needs a higher bar.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Literal, get_args

import numpy as np

from tiltyard import registry
from tiltyard.errors import ConfigurationError
from tiltyard.ratings import differences
from tiltyard.ratings._kernel.gaps import Singles, largest_gaps
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.simulated import over_errors

Side = Literal["both", "lower", "upper"]
Adjustment = Literal["max_t", "bonferroni", "sidak", "holm", "none"]

# With more models than this, pairs times draws would take minutes: Šidák is used instead of max-t.
MAX_SIMULATED = 2_000

# 4,000 draws place the level within about 0.004.
DRAWS = 4_000


def alone(level: float, *, side: Side = "both") -> float:
    """Standard errors to each end of a normal interval, for one thing chosen beforehand."""
    return bonferroni(level, 1, side=side)


def tails(level: float, *, side: Side = "both") -> tuple[float, float]:
    """The probability that an interval leaves below its low end, and above its high end."""
    miss = (1 - _checked(level)) / _sides(side)
    return (0.0 if side == "upper" else miss), (0.0 if side == "lower" else miss)


def bonferroni(level: float, count: int, *, side: Side = "both") -> float:
    """Standard errors to each end, so that all of ``count`` intervals hold at this level.

    Whatever their dependence: each may miss with a ``count``-th of the probability.
    """
    return _beyond((1 - _checked(level)) / (_sides(side) * max(count, 1)))


def sidak(level: float, count: int, *, side: Side = "both") -> float:
    """The same for normal errors, a little less: as if they were independent (Šidák 1967).

    For two-sided intervals that is the worst that normal errors can be. For one-sided ones it is
    so only if no two are negatively correlated; `bonferroni` does not ask.
    """
    miss = -math.expm1(math.log(_checked(level)) / max(count, 1))
    return _beyond(miss / _sides(side))


def in_effect(adjustment: Adjustment, models: int) -> Adjustment:
    """The adjustment that is made when this one is asked for: see `MAX_SIMULATED`.

    Raises:
        ConfigurationError: there is none of that name.
    """
    known = get_args(Adjustment)
    if adjustment not in known:
        near = registry.nearest(adjustment, sorted(known))
        raise ConfigurationError(f"there is no adjustment {adjustment!r}{near}")
    return "sidak" if adjustment == "max_t" and models > MAX_SIMULATED else adjustment


def for_pairs(  # noqa: PLR0913 -- an estimate's two arrays, and what to make of them
    strength: Floats,
    covariance: Floats,
    *,
    level: float,
    adjustment: Adjustment,
    rng: np.random.Generator | None = None,
    draws: int = DRAWS,
) -> float:
    """Standard errors by which one model must be above another, for this to be sure of all pairs.

    A claim is that one model is above another; with probability ``level`` none is false. Pairs
    without any error do not count.

    Args:
        strength: looked at by ``holm`` alone, shape ``(m,)``.
        covariance: shape ``(m, m)``.
        level: that probability.
        adjustment: ``max_t``: the quantile of the largest studentised difference, by simulation
            from the covariance (Hothorn, Bretz and Westfall 2008); the least demanding. ``sidak``
            and ``bonferroni`` for the number of pairs. ``holm``: see `_holm`. ``none``: each pair
            on its own, which is a promise about no board.
        rng: draws the errors of ``max_t``, which needs it.
        draws: how many.
    """
    single = alone(level)
    adjustment = in_effect(adjustment, len(covariance))
    if adjustment == "none":
        return single
    if adjustment == "max_t":
        return _largest_difference(covariance, level, rng=_required(rng), draws=draws)
    if adjustment == "holm":
        return _holm(differences.studentised(strength, covariance), level)
    pairs = differences.uncertain_pairs(covariance)
    return sidak(level, pairs) if adjustment == "sidak" else bonferroni(level, pairs)


def for_models(  # noqa: PLR0913 -- likewise
    covariance: Floats,
    *,
    level: float,
    side: Side,
    adjustment: Adjustment,
    rng: np.random.Generator | None = None,
    draws: int = DRAWS,
) -> float:
    """Standard errors to each end, so that the intervals of all models hold together.

    Models without any error do not count.

    Raises:
        ConfigurationError: the adjustment is ``holm``, which tests and has no intervals.
    """
    single = alone(level, side=side)
    adjustment = in_effect(adjustment, len(covariance))
    if adjustment == "none":
        return single
    if adjustment == "holm":
        raise ConfigurationError(
            "'holm' says which claims are sure and has no intervals: choose 'max_t', 'sidak' or "
            "'bonferroni'"
        )
    if adjustment == "max_t":
        return _largest_error(covariance, level, side=side, rng=_required(rng), draws=draws)
    count = int((covariance.diagonal() > 0).sum())
    # One-sided, Šidák would need errors that no two of which are opposed; those of strengths are.
    is_sidak = adjustment == "sidak" and side == "both"
    return sidak(level, count) if is_sidak else bonferroni(level, count, side=side)


def _largest_difference(
    covariance: Floats, level: float, *, rng: np.random.Generator, draws: int
) -> float:
    """What the largest studentised difference exceeds with probability ``1 - level``."""
    single = alone(level)
    error = differences.errors(covariance)
    uncertain = np.triu(error > 0)
    if uncertain.sum() <= 1:
        return single
    inverse = np.zeros(error.shape, dtype=np.float32)
    inverse[uncertain] = 1 / error[uncertain]

    def largest(errors: Singles, _: np.random.Generator) -> Singles:
        return largest_gaps(errors, inverse)

    found = over_errors(covariance, largest, rng=rng, draws=draws)
    return _quantile(found, level, at_least=single)


def _largest_error(
    covariance: Floats, level: float, *, side: Side, rng: np.random.Generator, draws: int
) -> float:
    """The same for the models themselves; one-sided, for errors that all point one way."""
    single = alone(level, side=side)
    error = np.sqrt(np.maximum(covariance.diagonal(), 0))
    uncertain = error > 0
    if uncertain.sum() <= 1:
        return single
    scale = error[uncertain, None].astype(np.float32)

    def largest(errors: Singles, _: np.random.Generator) -> Singles:
        studentised = errors[uncertain] / scale
        return np.asarray((np.abs(studentised) if side == "both" else studentised).max(axis=0))

    return _quantile(over_errors(covariance, largest, rng=rng, draws=draws), level, at_least=single)


def _quantile(found: list[Singles], level: float, *, at_least: float) -> float:
    """The quantile of all that was found; no set of claims is easier than one of them."""
    return max(at_least, float(np.quantile(np.concatenate(found), level, method="higher")))


def _holm(studentised: Singles, level: float) -> float:
    """Where Holm's steps end (1979), over both claims that each pair allows.

    Of ``p`` pairs there are ``2p`` claims, "a is above b" and "b is above a". The clearest has to
    pass Bonferroni's bar for ``2p`` of them, the next that for ``2p - 1``, and so on until one
    fails. Counting both directions, this also bounds claims that point the wrong way.
    """
    from scipy.special import ndtri  # noqa: PLC0415 -- slow to import, and only this needs it

    clearest = np.sort(studentised)[::-1]
    remaining = 2 * len(clearest) - np.arange(len(clearest))
    bars = -ndtri((1 - _checked(level)) / np.maximum(remaining, 1))
    failing = np.flatnonzero(clearest <= bars)
    if not len(bars):
        return alone(level)
    return float(bars[failing[0]] if len(failing) else bars[-1])


def _beyond(tail: float) -> float:
    """The normal quantile with so much probability above it."""
    return -NormalDist().inv_cdf(tail)


def _checked(level: float) -> float:
    if not 0 < level < 1:
        raise ConfigurationError(f"a level must be between 0 and 1, such as 0.95; it is {level}")
    return level


def _sides(side: Side) -> int:
    if side not in get_args(Side):
        raise ConfigurationError(f"a side must be 'both', 'lower' or 'upper', not {side!r}")
    return 2 if side == "both" else 1


def _required(rng: np.random.Generator | None) -> np.random.Generator:
    if rng is None:
        raise ConfigurationError(
            "'max_t' draws errors: give a random generator as rng, such as "
            "numpy.random.default_rng(0), or choose 'sidak'"
        )
    return rng
