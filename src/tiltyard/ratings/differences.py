"""Differences between models: how far off each may be, and which are sure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings.comparisons import Bools, Floats

Ranks = NDArray[np.intp]

# How far above another a model must be for this to be sure, given the differences' errors.
Reach = Callable[[Floats], Floats]

# Pairs that are looked at in one go: what fits in memory without a thought.
_BLOCK = 4_000_000

# Where nothing is uncertain, equal strengths still differ in their last digits.
NO_DIFFERENCE = 1e-9


def errors(covariance: Floats, rows: slice = slice(None)) -> Floats:
    """Standard error of the difference of each of the rows from each model, shape ``(rows, m)``.

    In log-odds. Those lost in rounding are 0: the two models' errors are the same.
    """
    own = covariance.diagonal()
    variance = covariance[rows] * -2
    variance += own
    variance += own[rows, None]
    variance[variance <= 1e-12 * own.max(initial=0)] = 0
    return np.sqrt(variance, out=variance)


def blocks(m: int) -> Iterator[slice]:
    """The models in runs, each of which can be compared with all in bounded memory."""
    size = max(_BLOCK // max(m, 1), 1)
    for begin in range(0, m, size):
        yield slice(begin, min(begin + size, m))


def surely_above(
    strength: Floats, covariance: Floats, reach: Reach, rows: slice = slice(None)
) -> Bools:
    """Whether each of the rows is further above each model than errors reach: ``(rows, m)``."""
    gap = strength[rows, None] - strength
    return np.asarray(gap > reach(errors(covariance, rows)) + NO_DIFFERENCE)


def rank_ranges(strength: Floats, covariance: Floats, reach: Reach) -> Ranks:
    """One more than the models surely above, and all less those surely below: shape ``(m, 2)``."""
    m = len(strength)
    above, below = np.zeros(m, dtype=np.intp), np.zeros(m, dtype=np.intp)
    for rows in blocks(m):
        sure = surely_above(strength, covariance, reach, rows)
        above += sure.sum(axis=0)
        below[rows] = sure.sum(axis=1)
    return np.column_stack([1 + above, m - below])


def times(quantile: float) -> Reach:
    """As far as so many standard errors."""
    return lambda error: quantile * error


def uncertain_pairs(covariance: Floats) -> int:
    """How many pairs of models there are whose difference may be off."""
    m = len(covariance)
    return sum(int((errors(covariance, rows) > 0).sum()) for rows in blocks(m)) // 2


def studentised(strength: Floats, covariance: Floats) -> NDArray[np.float32]:
    """Every uncertain difference in standard errors, each pair once, without sign or order."""
    m = len(strength)
    found = [np.zeros(0, dtype=np.float32)]
    for rows in blocks(m):
        error = np.triu(errors(covariance, rows), rows.start + 1)
        one, other = np.nonzero(error)
        gap = np.abs(strength[rows][one] - strength[other])
        found.append((gap / error[one, other]).astype(np.float32))
    return np.concatenate(found)
