"""Chances from log-odds, by numpy alone: importing scipy's takes longer than most boards do."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from tiltyard.ratings.comparisons import Floats


def expit(log_odds: ArrayLike) -> Floats:
    """The probability with these log-odds, exact in both tails."""
    x = np.asarray(log_odds, dtype=np.float64)
    small = np.exp(-np.abs(x))
    rare = small / (1 + small)
    return np.asarray(np.where(x < 0, rare, 1 - rare))


def log_expit(log_odds: ArrayLike) -> Floats:
    """The logarithm of the probability with these log-odds, exact in both tails."""
    x = np.asarray(log_odds, dtype=np.float64)
    return np.asarray(np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x))))
