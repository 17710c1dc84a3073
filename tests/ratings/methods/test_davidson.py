from __future__ import annotations

import evalica
import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import log_softmax

from ratings.three_ways import drawn, tallied
from tiltyard import ratings
from tiltyard.ratings import Comparisons, Estimate
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.methods.davidson import log_probabilities

TRUTH = np.array([0.8, 0.2, -0.1, -0.9])
METHOD = ratings.load("davidson")


def fit(votes: Comparisons) -> Estimate:
    return METHOD.fit(votes, rng=np.random.default_rng(0))


def log_nu(estimate: Estimate) -> float:
    assert estimate.coefficients is not None
    return float(estimate.coefficients.value[0])


def votes(seed: int, n: int = 4_000) -> Comparisons:
    return drawn(np.random.default_rng(seed), log_probabilities, TRUTH, -0.2, n)


def test_two_models_are_fitted_in_closed_form() -> None:
    """Three shares and two parameters: the odds of winning, and ``ν = z / √(xy)``."""
    x, y, z = 50, 20, 30
    found = fit(tallied(("a", "b", (x, y, z))))
    assert found.strength[0] - found.strength[1] == pytest.approx(np.log(x / y))
    assert log_nu(found) == pytest.approx(np.log(z / np.sqrt(x * y)))


def test_the_odds_of_winning_have_a_standard_error_in_closed_form() -> None:
    """``√(1/x + 1/y)``: ties tell nothing about the difference of two models."""
    found = fit(tallied(("a", "b", (5_000, 2_000, 3_000))))
    v = found.covariance
    error = np.sqrt(v[0, 0] + v[1, 1] - 2 * v[0, 1])
    assert error == pytest.approx(np.sqrt(1 / 5_000 + 1 / 2_000), rel=1e-3)


def test_the_tie_parameter_has_a_standard_error_in_closed_form() -> None:
    """That of ``log z - (log x + log y) / 2``."""
    coefficients = fit(tallied(("a", "b", (5_000, 2_000, 3_000)))).coefficients
    assert coefficients is not None
    variance = 1 / 3_000 + (1 / 5_000 + 1 / 2_000) / 4
    assert coefficients.covariance[0, 0] == pytest.approx(variance, rel=1e-3)


def test_expected_points_are_the_points_there_were() -> None:
    """A tie at half a point: the score equations of Davidson's model (1970)."""
    board = votes(1)
    found = fit(board)
    ahead = found.strength[board.a] - found.strength[board.b]
    chances = np.exp(
        log_softmax(np.column_stack([ahead / 2, -ahead / 2, np.full(len(ahead), log_nu(found))]), 1)
    )
    residual = board.worth() - (chances[:, 0] + chances[:, 2] / 2)
    points = np.bincount(board.a, residual, 4) - np.bincount(board.b, residual, 4)
    np.testing.assert_allclose(points, 0, atol=1e-7)


@pytest.mark.parametrize("seed", range(3))
def test_a_general_optimiser_finds_the_same(seed: int) -> None:
    board = votes(seed)

    def loss(point: Floats) -> float:
        ahead = point[board.a] - point[board.b]
        odds = np.column_stack([ahead / 2, -ahead / 2, np.full(len(ahead), point[-1])])
        return float(-log_softmax(odds, 1)[np.arange(len(board)), board.outcome].sum())

    theirs = minimize(loss, np.zeros(5), options={"gtol": 1e-6}).x
    found = fit(board)
    np.testing.assert_allclose(found.strength, theirs[:4] - theirs[:4].mean(), atol=1e-6)
    assert log_nu(found) == pytest.approx(theirs[4], abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_evalica_finds_the_same_by_newmans_iteration(seed: int) -> None:
    board = votes(seed)
    winner = [evalica.Winner.X, evalica.Winner.Y, evalica.Winner.Draw]
    theirs = evalica.newman(
        [board.models[place] for place in board.a],
        [board.models[place] for place in board.b],
        [winner[code] for code in board.outcome],
        tolerance=1e-13,
        limit=10_000,
    ).scores
    scores = np.log([theirs[name] for name in board.models])
    np.testing.assert_allclose(fit(board).strength, scores - scores.mean(), atol=1e-6)


def test_the_truth_is_found() -> None:
    found = fit(votes(6, 200_000))
    np.testing.assert_allclose(found.strength, TRUTH, atol=0.03)
    assert log_nu(found) == pytest.approx(-0.2, abs=0.02)
