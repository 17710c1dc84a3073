from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, log_expit

from tiltyard.errors import NotConvergedError
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.crossed import Cells, Factor, posterior

SPREAD = np.array([0.9, 0.5, 0.7])


def cells(seed: int, sizes: tuple[int, int, int] = (5, 12, 4), n: int = 60) -> Cells:
    rng = np.random.default_rng(seed)
    count = rng.integers(1, 6, n).astype(np.float64)
    won = rng.binomial(count.astype(int), 0.4).astype(np.float64)
    codes = tuple(rng.integers(0, size, n) for size in sizes)
    return Cells.of(codes, sizes, (1.0, -1.0, -1.0), won=won, count=count)


def dense(made: Cells) -> Floats:
    """The design, one row for each cell."""
    design = np.zeros((len(made.won), made.width))
    for row, columns in zip(design, made.columns, strict=True):
        row[columns] = made.signs
    return design


def precision(made: Cells) -> Floats:
    value = np.zeros(made.width)
    for role, wide in enumerate(SPREAD):
        value[made.block(role)] = 1 / wide**2
    return value


@pytest.fixture
def made() -> Cells:
    return cells(1)


def test_the_columns_of_the_largest_role_come_first(made: Cells) -> None:
    assert made.block(1) == slice(0, 12)
    assert sorted((made.block(0).start, made.block(2).start)) == [13, 18]


def test_log_odds_and_totals_are_those_of_the_design(made: Cells) -> None:
    value, each = np.random.default_rng(2).normal(size=(2, 100))
    x = dense(made)
    np.testing.assert_allclose(made.log_odds(value[: made.width]), x @ value[: made.width])
    np.testing.assert_allclose(made.gathered(each[:60]), x.T @ each[:60])


def test_the_factor_is_that_of_the_whole_matrix(made: Cells) -> None:
    weight = np.random.default_rng(3).uniform(0.1, 1, 60)
    x = dense(made)
    whole = x.T @ (weight[:, None] * x) + np.diag(precision(made))
    factor = Factor.of(made, weight, precision(made))
    right = np.arange(made.width, dtype=np.float64)
    np.testing.assert_allclose(factor.solve(right), np.linalg.solve(whole, right))
    assert factor.log_determinant() == pytest.approx(np.linalg.slogdet(whole)[1])


@pytest.mark.parametrize("role", range(3))
def test_the_covariance_of_a_role_is_a_block_of_the_inverse(made: Cells, role: int) -> None:
    weight = np.random.default_rng(4).uniform(0.1, 1, 60)
    x = dense(made)
    whole = np.linalg.inv(x.T @ (weight[:, None] * x) + np.diag(precision(made)))
    block = made.block(role)
    found = Factor.of(made, weight, precision(made)).covariance(block)
    np.testing.assert_allclose(found, whole[block, block], atol=1e-12)


def test_at_the_mode_the_slope_is_nothing(made: Cells) -> None:
    found = posterior(made, SPREAD, np.zeros(made.width)).mode
    x = dense(made)
    slope = x.T @ (made.won - made.count * expit(x @ found)) - precision(made) * found
    np.testing.assert_allclose(slope, 0, atol=1e-9)


@pytest.mark.parametrize("role", range(3))
def test_the_slope_of_the_evidence_is_its_derivative(made: Cells, role: int) -> None:
    start, h = np.zeros(made.width), 1e-4
    wider, narrower = SPREAD.copy(), SPREAD.copy()
    wider[role] *= np.exp(h)
    narrower[role] *= np.exp(-h)
    up, down = (posterior(made, one, start).evidence for one in (wider, narrower))
    slope = posterior(made, SPREAD, start).slope[role]
    assert slope == pytest.approx((up - down) / (2 * h), abs=1e-5)


def test_means_are_nearer_to_the_truth_of_the_posterior_than_the_mode() -> None:
    """One level in each role: the posterior of the mean and one free effect, by integration."""
    made = Cells.of(
        (np.array([0, 1]), np.zeros(2, int)),
        (2, 1),
        (1.0, -1.0),
        won=np.array([9.0, 1.0]),
        count=np.array([10.0, 12.0]),
    )
    spread = np.array([1.0, 1e-3])

    # Effects u and v; the mean is integrated away, and leaves N(0, 2) for their difference.
    u, v = np.meshgrid(np.linspace(-8, 8, 801), np.linspace(-8, 8, 801))
    fit = 9 * log_expit(u) + log_expit(-u) + log_expit(v) + 11 * log_expit(-v)
    density = np.exp(fit - (u - v) ** 2 / 4)
    expected = (density * (u - v)).sum() / density.sum()
    found = posterior(made, spread, np.zeros(made.width))
    mode, mean = (value[0] - value[1] for value in (found.mode, found.mean))
    assert abs(mean - expected) < abs(mode - expected) / 3


def test_information_that_is_not_positive_is_an_error(made: Cells) -> None:
    with pytest.raises(NotConvergedError, match="say nothing in floating point"):
        Factor.of(made, np.zeros(60), np.where(np.arange(made.width) < 12, 1.0, -1.0))
