"""Intervals of coefficients, and of strengths beside them, against known truths.

The bounds of a share are about four standard errors of the simulation wide.
"""

from __future__ import annotations

import numpy as np
import pytest

from ratings.styled import PLANTED, styled
from tiltyard import ratings
from tiltyard.ratings import Estimate
from tiltyard.ratings.comparisons import Bools, Floats

Covered = tuple[Bools, Bools]


def covered(estimate: Estimate, strength: Floats) -> Covered:
    """Whether the 95 % intervals hold the true strengths, and the true coefficients."""
    assert estimate.coefficients is not None
    reach = 1.96 * np.sqrt(estimate.covariance.diagonal())
    low, high = estimate.coefficients.interval().T
    return np.abs(estimate.strength - strength) < reach, (low < PLANTED) & (high > PLANTED)


def coverage(
    *,
    boards: int,
    models: int,
    n: int,
    voters: int | None = None,
    taste: float = 0.0,
    **options: object,
) -> tuple[float, Floats]:
    """Shares of strengths covered, and of each coefficient."""
    rng = np.random.default_rng(1)
    method = ratings.load("contextual_bradley_terry", **options)
    found: list[Covered] = []
    for _ in range(boards):
        votes, truth = styled(rng, models=models, n=n, voters=voters, taste=taste)
        found.append(covered(method.fit(votes, rng=rng), truth.strength))
    strengths, coefficients = zip(*found, strict=True)
    return float(np.mean(strengths)), np.mean(coefficients, axis=0)


def test_intervals_of_coefficients_hold_the_truth() -> None:
    strengths, coefficients = coverage(boards=20, models=6, n=2_000)
    assert 0.90 < strengths < 0.99
    assert 0.86 < coefficients.mean() < 1


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_intervals_cover_at_20_thousand_votes() -> None:
    strengths, coefficients = coverage(boards=400, models=30, n=20_000)
    assert 0.94 < strengths < 0.96
    assert 0.93 < coefficients.mean() < 0.97
    assert coefficients.min() > 0.905


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_clustered_intervals_cover_where_voters_differ_in_taste() -> None:
    _, coefficients = coverage(
        boards=400, models=10, n=20_000, voters=1_000, taste=0.4, cluster=("voter",)
    )
    assert 0.905 < coefficients[0] < 0.985


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_plain_intervals_do_not() -> None:
    _, coefficients = coverage(boards=200, models=10, n=20_000, voters=1_000, taste=0.4)
    assert coefficients[0] < 0.88


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_planted_length_effect_is_recovered_within_3_per_cent() -> None:
    rng = np.random.default_rng(2)
    votes, _ = styled(rng, models=200, n=1_000_000)
    estimate = ratings.load("contextual_bradley_terry").fit(votes, rng=rng)
    assert estimate.coefficients is not None
    assert estimate.coefficients.value[0] == pytest.approx(PLANTED[0], rel=0.03)
