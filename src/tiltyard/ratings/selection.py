"""What it is worth to try several and show the best: the winner's curse, and what undoes it."""

from __future__ import annotations

import numpy as np
from scipy.integrate import quad
from scipy.special import log_ndtr, ndtr

from tiltyard.errors import ConfigurationError
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.multiplicity import alone, bonferroni, sidak

# Beyond this many standard errors the largest of even 10⁹ normals is never found.
_FAR = 12.0

_RULES = {"bonferroni": bonferroni, "sidak": sidak}


def expected_maximum(variants: int) -> float:
    """How far the best of so many equal variants seems ahead, in standard errors.

    The mean of the largest of independent standard normals, by numerical integration.

    Raises:
        ConfigurationError: there is less than one variant.
    """
    _require_some(variants)
    if variants == 1:
        return 0.0

    def integrand(x: float) -> float:
        log_density = -x * x / 2 - np.log(2 * np.pi) / 2
        return float(x * np.exp(np.log(variants) + log_density + (variants - 1) * log_ndtr(x)))

    return float(quad(integrand, -_FAR, _FAR, points=(0.0, 3.0), epsabs=1e-12)[0])


def selection_bias(variants: int, standard_error: float) -> float:
    """How much too high the best of so many equal variants is rated, on average.

    Args:
        variants: tried, of which the best was shown.
        standard_error: of one variant's rating; the bias is in its unit.
    """
    return expected_maximum(variants) * standard_error


def pool_standard_error(votes: float, *, ties: float = 0.0) -> float:
    """Standard error of a rating in points, from votes against equal models that are known well.

    ``SCALE · 2 / √n`` without ties, which is 347 points over the root of the votes. With ties as
    half-wins the spread of a vote and what it tells are both smaller, and the error is
    ``√(1 - t)`` times that.

    Args:
        votes: above 0.
        ties: the share ``t`` of votes that tie, below 1.

    Raises:
        ConfigurationError: there are no votes, or nothing but ties.
    """
    if not votes > 0 or not 0 <= ties < 1:
        raise ConfigurationError(
            f"votes must be above 0 and the share of ties in [0, 1); they are {votes} and {ties}"
        )
    return float(SCALE * 2 * np.sqrt((1 - ties) / votes))


def winner_coverage(variants: int, *, level: float = 0.95) -> float:
    """How often the usual interval of the best of so many equal variants holds the truth.

    ``Φ(z)^k - Φ(-z)^k``: the interval fails as soon as one of them is too lucky.
    """
    _require_some(variants)
    reach = alone(level)
    return float(ndtr(reach) ** variants - ndtr(-reach) ** variants)


def family_quantile(variants: int, *, level: float = 0.95, rule: str = "bonferroni") -> float:
    """How many standard errors an interval needs so that all of so many hold at once.

    Args:
        variants: intervals that are to hold together.
        level: probability that they do.
        rule: ``bonferroni``, which holds whatever the dependence, or ``sidak``, which is a trace
            shorter and needs independent errors, or normal ones in two-sided intervals.

    Raises:
        ConfigurationError: the rule is unknown, or a number out of range.
    """
    _require_some(variants)
    if rule not in _RULES:
        raise ConfigurationError(f"rule must be 'bonferroni' or 'sidak', not {rule!r}")
    return _RULES[rule](level, variants)


def remaining_bias(old_votes: float, fresh_votes: float) -> float:
    """The share of a selection bias that is left after fresh votes are pooled with the old.

    ``n₀ / (n₀ + f)``, which falls slowly; rating by the fresh votes alone removes it at once.

    Raises:
        ConfigurationError: a number is negative, or there are no votes.
    """
    if old_votes < 0 or fresh_votes < 0 or not old_votes + fresh_votes > 0:
        raise ConfigurationError(
            f"numbers of votes cannot be negative or all 0: {old_votes} old, {fresh_votes} fresh"
        )
    return old_votes / (old_votes + fresh_votes)


def _require_some(variants: int) -> None:
    if variants < 1:
        raise ConfigurationError(f"there must be 1 variant or more, not {variants}")
