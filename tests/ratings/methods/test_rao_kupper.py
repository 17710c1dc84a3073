from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit
from statsmodels.miscmodels.ordinal_model import (  # type: ignore[import-untyped]
    OrderedModel,
)

from ratings.three_ways import drawn, tallied
from tiltyard import ratings
from tiltyard.errors import ConfigurationError
from tiltyard.ratings import Comparisons, Estimate
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.methods.rao_kupper import RaoKupper, log_probabilities

TRUTH = np.array([0.8, 0.2, -0.1, -0.9])


def fit(votes: Comparisons, errors: str = "sandwich") -> Estimate:
    return RaoKupper(errors=errors).fit(votes, rng=np.random.default_rng(0))


def threshold(estimate: Estimate) -> float:
    assert estimate.coefficients is not None
    return float(estimate.coefficients.value[0])


def votes(seed: int, n: int = 4_000) -> Comparisons:
    return drawn(np.random.default_rng(seed), log_probabilities, TRUTH, 0.5, n)


def test_two_models_are_fitted_in_closed_form() -> None:
    """Three shares and two parameters: the fit is exact, and ``t² = (n-x)(n-y) / xy``."""
    x, y, z = 50, 20, 30
    n = x + y + z
    found = fit(tallied(("a", "b", (x, y, z))))
    assert threshold(found) == pytest.approx(np.log((n - x) * (n - y) / (x * y)) / 2)
    assert found.strength[0] - found.strength[1] == pytest.approx(
        np.log(x * (n - y) / (y * (n - x))) / 2
    )


def test_equal_models_tie_as_often_as_the_threshold_says() -> None:
    """``(t - 1) / (t + 1)``."""
    t = np.exp(threshold(fit(tallied(("a", "b", (35, 35, 30))))))
    assert (t - 1) / (t + 1) == pytest.approx(0.3)


def test_the_threshold_is_a_coefficient_that_nothing_standardised() -> None:
    coefficients = fit(votes(1)).coefficients
    assert coefficients is not None
    assert coefficients.names == ("log t",)
    assert (coefficients.mean.tolist(), coefficients.scale.tolist()) == ([0], [1])


@pytest.mark.parametrize("seed", range(3))
def test_a_general_optimiser_finds_the_same(seed: int) -> None:
    board = votes(seed)

    def loss(point: Floats) -> float:
        ahead = point[board.a] - point[board.b]
        won, lost = expit(ahead - point[-1]), expit(-ahead - point[-1])
        chances = np.column_stack([won, lost, 1 - won - lost])
        return float(-np.log(chances[np.arange(len(board)), board.outcome]).sum())

    theirs = minimize(loss, [0, 0, 0, 0, 0.3], options={"gtol": 1e-6}).x
    found = fit(board)
    np.testing.assert_allclose(found.strength, theirs[:4] - theirs[:4].mean(), atol=1e-6)
    assert threshold(found) == pytest.approx(theirs[4], abs=1e-6)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_it_is_an_ordered_logit_of_votes_seen_from_both_sides() -> None:
    """Seen from both sides the two cut points are alike; and every vote is counted twice."""
    board = votes(5, 1_500)
    first = np.eye(4)[board.a] - np.eye(4)[board.b]
    grade = np.array([2, 0, 1])[board.outcome]
    both = np.concatenate([first, -first])[:, :3]  # the last model is the reference
    model = OrderedModel(np.concatenate([grade, 2 - grade]), both, distr="logit")
    theirs = model.fit(method="bfgs", disp=False, gtol=1e-8, maxiter=500)
    found = fit(board, errors="information")
    np.testing.assert_allclose(found.strength[:3] - found.strength[3], theirs.params[:3], atol=1e-6)
    v = found.covariance
    error = np.sqrt(v.diagonal()[:3] + v[3, 3] - 2 * v[3, :3])
    np.testing.assert_allclose(error, np.sqrt(2) * theirs.bse[:3], rtol=1e-4)


def test_the_truth_is_found() -> None:
    found = fit(votes(6, 200_000))
    np.testing.assert_allclose(found.strength, TRUTH, atol=0.03)
    assert threshold(found) == pytest.approx(0.5, abs=0.02)


def test_options_are_checked_when_they_are_set() -> None:
    with pytest.raises(ConfigurationError, match="'exact'"):
        ratings.load("rao_kupper", errors="exact")
