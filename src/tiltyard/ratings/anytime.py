"""Intervals that hold at every moment, however often somebody looks.

An interval at 95 % is promised for one look. Whoever watches a board grow, and stops when it says
what they hoped for, sees it fail sooner or later. A confidence sequence is wider by a factor that
grows very slowly with the votes, and holds at all times together (Robbins 1970; Howard, Ramdas,
McAuliffe and Sekhon 2021; for estimates that are only normal in the limit, Waudby-Smith, Arbour,
Sinha, Kennedy and Ramdas 2024).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import lambertw

from tiltyard.errors import ConfigurationError
from tiltyard.ratings import differences
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.differences import Ranks, Reach
from tiltyard.ratings.estimate import SCALE, Estimate
from tiltyard.ratings.multiplicity import tails

# The standard error, in points, at which a sequence is tightest unless told otherwise: where a
# board of some thousand votes a model is.
BEST_AT = 8.0


def multiplier(votes: ArrayLike, *, best_at: float, level: float = 0.95) -> Floats:
    """Standard errors to each side after so many votes, at which all moments hold together.

    The boundary of a normal mixture: ``sqrt((1 + 1/x) ln((1 + x) / α²))``, where ``α`` is what may
    fail and ``x`` is proportional to the votes. The proportion makes it least at ``best_at``: 3.04
    at 95 %, where one look needs 1.96. It is 3.82 with a tenth of those votes, and 3.25 with ten
    times as many.

    Args:
        votes: how many, or anything that grows as they do, such as 1 / standard error².
        best_at: in the same unit, fixed before the votes are seen.
        level: probability that no interval ever fails.

    Raises:
        ConfigurationError: ``best_at`` is not above 0 and finite.
    """
    if not 0 < best_at < np.inf:
        raise ConfigurationError(f"best_at must be above 0 and finite; it is {best_at}")
    miss = sum(tails(level))
    # Where the boundary is least, x - ln(1 + x) = -2 ln α.
    least = -float(lambertw(-(miss**2) / np.e, -1).real) - 1
    with np.errstate(divide="ignore"):
        x = least * np.asarray(votes, dtype=np.float64) / best_at
        # No votes, no promise; certainty needs none.
        errors = np.sqrt((1 + 1 / x) * (np.log1p(x) - 2 * np.log(miss)))
    return np.asarray(np.where(np.isinf(x), 0.0, errors))


def interval(
    estimate: Estimate,
    *,
    level: float = 0.95,
    centre: float = 1000.0,
    best_at: float = BEST_AT,
    family: int = 1,
) -> Floats:
    """Low and high end of each rating, in points, shape ``(m, 2)``, valid whenever looked at.

    Args:
        estimate: of the votes so far.
        level: probability that a model's interval holds its truth at all times; that those of
            ``family`` models do.
        centre: rating of strength zero.
        best_at: the standard error, in points, at which they are tightest. Fix it beforehand.
        family: how many models are watched together (Bonferroni).
    """
    error = SCALE * np.sqrt(np.maximum(estimate.covariance.diagonal(), 0))
    far = _reach(error, level, best_at, family)
    middle = estimate.ratings(centre=centre)
    return np.column_stack([middle - far, middle + far])


def difference(
    estimate: Estimate,
    one: str,
    other: str,
    *,
    level: float = 0.95,
    best_at: float = BEST_AT,
) -> tuple[float, float]:
    """Low and high end of how far ``one`` is above ``other``, in points, at any time."""
    found = estimate.difference(one, other)
    far = float(_reach(np.array([found.standard_error]), level, best_at, 1)[0])
    return found.points - far, found.points + far


def reach(
    error: Floats, *, level: float = 0.95, best_at: float = BEST_AT, family: int = 1
) -> Floats:
    """How far what has these errors may be off at any moment, as `interval`; both in log-odds."""
    return np.asarray(_reach(SCALE * error, level, best_at, family) / SCALE)


def rank_range(estimate: Estimate, *, level: float = 0.95, best_at: float = BEST_AT) -> Ranks:
    """Best and worst rank of each model, shape ``(m, 2)``, of which none is ever wrong.

    As `Estimate.rank_range`, with Bonferroni for all pairs and for all moments together: with
    probability ``level`` no board that is ever published makes a false claim.
    """
    far = reach_of_pairs(estimate, level=level, best_at=best_at)
    return differences.rank_ranges(estimate.strength, estimate.covariance, far)


def reach_of_pairs(estimate: Estimate, *, level: float = 0.95, best_at: float = BEST_AT) -> Reach:
    """How far differences with these errors may be off, of any pair and at any moment.

    Both in log-odds; ``best_at`` in points, as elsewhere.
    """
    pairs = max(differences.uncertain_pairs(estimate.covariance), 1)
    return lambda error: reach(error, level=level, best_at=best_at, family=pairs)


def _reach(error: Floats, level: float, best_at: float, family: int) -> Floats:
    """How far intervals reach, in the unit of the errors; where there is no error, nowhere."""
    if family < 1:
        raise ConfigurationError(f"at least one model is watched; family is {family}")
    each = 1 - sum(tails(level)) / family
    with np.errstate(divide="ignore"):
        information = 1 / error**2
    return error * multiplier(information, best_at=1 / best_at**2, level=each)
