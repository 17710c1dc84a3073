"""Intervals of trends among models, and of what they leave, against known truths.

The bounds of a share are about four standard errors of the simulation wide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from ratings.boards import votes
from tiltyard import ratings
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.differences import errors
from tiltyard.ratings.model_covariates import held_equal

METHOD = ratings.load("bradley_terry")
SLOPE = 0.5


@dataclass(frozen=True)
class Covered:
    """Shares of 95 % intervals of the slope, and of differences of what is left."""

    slope: float
    differences: float


def coverage(*, boards: int, models: int, n: int, left: float) -> Covered:
    """Of boards whose strengths rise by ``SLOPE``, and differ by ``left`` beyond that."""
    rng = np.random.default_rng(1)
    slopes, gaps = [], []
    for _ in range(boards):
        price, rest = rng.normal(0, 0.6, models), rng.normal(0, left, models)
        truth = SLOPE * price + rest
        board = METHOD.fit(votes(rng, truth - truth.mean(), n), rng=rng)
        found = held_equal(board, {"price": dict(zip(board.models, price, strict=True))})
        assert found.coefficients is not None
        low, high = found.coefficients.interval()[0] / found.coefficients.scale[0]
        slopes.append(low < SLOPE < high)
        gaps.append(within(found.strength, found.covariance, rest))
    return Covered(float(np.mean(slopes)), float(np.mean(gaps)))


def within(strength: Floats, covariance: Floats, truth: Floats) -> float:
    """Share of the pairs whose difference is within 1.96 of its errors."""
    upper = np.triu_indices(len(truth), 1)
    off = np.abs((strength[:, None] - strength) - (truth[:, None] - truth))[upper]
    return float(np.mean(off < 1.96 * errors(covariance)[upper]))


def test_intervals_hold_the_truth() -> None:
    found = coverage(boards=100, models=10, n=2_000, left=0.4)
    assert 0.88 < found.slope < 1
    assert 0.91 < found.differences < 0.98


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("left", [0.0, 0.15, 0.5])
@pytest.mark.parametrize(("models", "n"), [(12, 4_000), (50, 20_000)])
def test_intervals_cover_on_boards_of_all_sizes(models: int, n: int, left: float) -> None:
    found = coverage(boards=800, models=models, n=n, left=left)
    assert 0.92 < found.slope < 0.99
    assert 0.93 < found.differences < 0.98


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("left", [0.0, 0.15, 0.5])
def test_on_boards_of_five_they_are_rather_too_wide(left: float) -> None:
    found = coverage(boards=800, models=5, n=2_000, left=left)
    assert found.slope > 0.92
    assert found.differences > 0.93
