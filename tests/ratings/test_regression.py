from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm  # type: ignore[import-untyped]  # it has no types

from ratings.styled import NAMES, styled
from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.newton import maximise
from tiltyard.ratings.regression import Regression


@pytest.fixture(scope="module")
def votes() -> Comparisons:
    return styled(np.random.default_rng(0), models=6, n=3_000, voters=300)[0]


@pytest.fixture(scope="module")
def regression(votes: Comparisons) -> Regression:
    return Regression.of(votes, NAMES)


@pytest.fixture(scope="module")
def point(regression: Regression) -> Floats:
    return maximise(regression, np.zeros(10))


def rows_of(regression: Regression) -> Floats:
    """``x`` of each vote: one at a, minus one at b, and standardised features."""
    votes, n = regression.votes, len(regression.votes)
    x = np.zeros((n, regression.m))
    x[np.arange(n), votes.a] += 1
    x[np.arange(n), votes.b] -= 1
    return np.hstack([x, regression.columns.features / regression.scale])


def free(regression: Regression, covariance: Floats) -> Floats:
    """The covariance with the first model's strength as zero."""
    turn = np.eye(len(covariance))[1:]
    turn[: regression.m - 1, 0] = -1
    return np.asarray(turn @ covariance @ turn.T)


def theirs(regression: Regression, kind: str, **options: object) -> Floats:
    model = sm.GLM(
        regression.votes.worth(), rows_of(regression)[:, 1:], family=sm.families.Binomial()
    )
    return np.asarray(model.fit(tol=1e-14, cov_type=kind, cov_kwds=options).cov_params())


def test_the_gradient_is_the_slope_of_the_value(regression: Regression) -> None:
    somewhere = np.random.default_rng(1).normal(0, 0.5, 10)
    step = 1e-5
    rise = [
        (regression(somewhere + step * e).value - regression(somewhere - step * e).value)
        / (2 * step)
        for e in np.eye(10)
    ]
    np.testing.assert_allclose(regression(somewhere).gradient, rise, rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize("ridges", [{"ridge": 3.0}, {"coefficient_ridge": 7.0}])
def test_a_prior_has_its_slope_too(votes: Comparisons, ridges: dict[str, float]) -> None:
    held = Regression.of(votes, NAMES, **ridges)
    somewhere = np.random.default_rng(2).normal(0, 0.5, 10)
    step = 1e-5
    rise = [
        (held(somewhere + step * e).value - held(somewhere - step * e).value) / (2 * step)
        for e in np.eye(10)
    ]
    np.testing.assert_allclose(held(somewhere).gradient, rise, rtol=1e-5, atol=1e-4)


def test_the_spread_without_leverage_is_that_of_statsmodels(
    regression: Regression, point: Floats
) -> None:
    bread = regression.bread(point)
    ours = bread @ regression.spread(point, np.zeros_like(bread)) @ bread
    np.testing.assert_allclose(free(regression, ours), theirs(regression, "HC0"), rtol=1e-6)


def test_leverage_is_what_a_vote_moves_its_own_expectation(
    regression: Regression, point: Floats
) -> None:
    x, bread = rows_of(regression), regression.bread(point)
    p = 1 / (1 + np.exp(-x @ point))
    variance = p * (1 - p)
    leverage = variance * np.einsum("ij,jk,ik->i", x, bread, x)
    assert leverage.sum() == pytest.approx(regression.m - 1 + len(NAMES))
    error = regression.votes.worth() - p
    expected = (x * (error**2 + leverage * variance)[:, None]).T @ x
    np.testing.assert_allclose(regression.spread(point, bread), expected, rtol=1e-9, atol=1e-9)


def test_weights_count_in_leverage_as_in_votes(votes: Comparisons) -> None:
    weight = np.random.default_rng(3).uniform(0.5, 2, len(votes))
    weighed = Regression.of(replace(votes, weight=weight), NAMES)
    point = maximise(weighed, np.zeros(10))
    x, bread = rows_of(weighed), weighed.bread(point)
    p = 1 / (1 + np.exp(-x @ point))
    leverage = weight * p * (1 - p) * np.einsum("ij,jk,ik->i", x, bread, x)
    value = weight**2 * ((votes.worth() - p) ** 2 + leverage * p * (1 - p))
    expected = (x * value[:, None]).T @ x
    np.testing.assert_allclose(weighed.spread(point, bread), expected, rtol=1e-9, atol=1e-9)


def test_clusters_of_one_vote_are_the_sandwich(votes: Comparisons, point: Floats) -> None:
    n = len(votes)
    alone = Regression.of(replace(votes, clusters={"voter": np.arange(n)}), NAMES)
    bread = alone.bread(point)
    without = bread @ alone.spread(point, np.zeros_like(bread)) @ bread
    expected = alone.sandwich(point, bread) + without / (n - 1)
    found = alone.clustered(point, bread, ("voter",))
    np.testing.assert_allclose(found, expected, rtol=1e-7, atol=1e-12)


def test_clustered_errors_are_those_of_statsmodels_and_the_hidden_share(
    regression: Regression, point: Floats
) -> None:
    bread = regression.bread(point)
    hidden = regression.spread(point, bread) - regression.spread(point, np.zeros_like(bread))
    ours = regression.clustered(point, bread, ("voter",)) - bread @ hidden @ bread
    voter = regression.votes.clusters["voter"]
    expected = theirs(regression, "cluster", groups=voter, use_correction=False)
    found = len(np.unique(voter))
    np.testing.assert_allclose(
        free(regression, ours), expected * found / (found - 1), rtol=1e-6, atol=1e-12
    )
