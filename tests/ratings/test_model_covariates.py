from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm  # type: ignore[import-untyped]  # it has no types

from ratings.boards import strengths, votes
from tiltyard import ratings
from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings import Coefficients, Estimate
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.model_covariates import Trend, held_equal, unknown

M = 12
NAMES = tuple(f"model-{index:03}" for index in range(M))
PRICE = np.log10([0.1, 0.2, 0.3, 0.5, 0.9, 1.0, 2.0, 4.0, 6.0, 10.0, 20.0, 60.0])
SIZE = np.log10([3.0, 8.0, 2.0, 30.0, 12.0, 7.0, 70.0, 20.0, 400.0, 90.0, 60.0, 1_000.0])
VALUES = {"price": dict(zip(NAMES, PRICE.tolist(), strict=True))}
BOTH = {**VALUES, "parameters": dict(zip(NAMES, SIZE.tolist(), strict=True))}


def estimate(seed: int = 1, *, left: float = 0.4, n: int = 3_000) -> Estimate:
    """A board whose strengths rise with price, and differ by ``left`` beyond that."""
    rng = np.random.default_rng(seed)
    truth = 0.6 * PRICE + strengths(rng, M, spread=left)
    return ratings.load("bradley_terry").fit(votes(rng, truth, n), rng=rng)


def with_errors(covariance: Floats, seed: int = 2) -> Estimate:
    rng = np.random.default_rng(seed)
    strength = 0.6 * PRICE + rng.normal(0, 0.5, M)
    return Estimate(NAMES, strength - strength.mean(), covariance)


def even(variance: float) -> Floats:
    """Errors of one size around their mean."""
    return variance * (np.eye(M) - 1 / M)


def test_equal_errors_give_least_squares() -> None:
    board = with_errors(even(0.01))
    trend, plain = Trend.of(board, VALUES), sm.OLS(board.strength, sm.add_constant(PRICE)).fit()
    assert trend.slope / trend.scale == pytest.approx(plain.params[1:])
    assert trend.spread**2 == pytest.approx(plain.mse_resid - 0.01)


def test_their_errors_are_the_textbooks_with_the_variance_of_students_t() -> None:
    board = with_errors(even(0.01))
    trend = Trend.of(board, BOTH)
    plain = sm.OLS(board.strength, sm.add_constant(np.column_stack([PRICE, SIZE]))).fit()
    wide = plain.cov_params()[1:, 1:] * 9 / 7
    np.testing.assert_allclose(trend.covariance / np.outer(trend.scale, trend.scale), wide)


def test_unequal_errors_give_weighted_least_squares() -> None:
    each = np.linspace(0.001, 0.3, M)
    board = with_errors(np.diag(each))
    trend = Trend.of(board, VALUES)
    plain = sm.WLS(
        board.strength, sm.add_constant(PRICE), weights=1 / (each + trend.spread**2)
    ).fit(cov_type="fixed scale")
    assert trend.slope / trend.scale == pytest.approx(plain.params[1:])
    assert trend.covariance[0, 0] * 8 / 10 / trend.scale**2 == pytest.approx(plain.bse[1] ** 2)


def test_the_whole_covariance_gives_generalised_least_squares() -> None:
    board = estimate()
    trend, differ = Trend.of(board, BOTH), np.column_stack([-np.ones(M - 1), np.eye(M - 1)])
    sigma = differ @ (board.covariance + trend.spread**2 * np.eye(M)) @ differ.T
    columns = differ @ np.column_stack([PRICE, SIZE])
    plain = sm.GLS(differ @ board.strength, columns, sigma=sigma).fit(cov_type="fixed scale")
    np.testing.assert_allclose(trend.slope / trend.scale, plain.params)
    unit = np.outer(trend.scale, trend.scale)
    np.testing.assert_allclose(trend.covariance / unit * 7 / 9, plain.cov_params())


def test_what_is_left_spreads_as_its_degrees_of_freedom_say() -> None:
    board = estimate()
    trend, differ = Trend.of(board, BOTH), np.column_stack([-np.ones(M - 1), np.eye(M - 1)])
    sigma = differ @ (board.covariance + trend.spread**2 * np.eye(M)) @ differ.T
    columns = differ @ np.column_stack([PRICE, SIZE])
    plain = sm.GLS(differ @ board.strength, columns, sigma=sigma).fit()
    assert plain.scale == pytest.approx(1)  # residuals' weighed squares over degrees of freedom


def test_what_errors_explain_is_no_difference_between_models() -> None:
    board = with_errors(even(9.0))
    assert Trend.of(board, VALUES).spread == 0


def test_the_weights_give_the_slope() -> None:
    board = estimate()
    trend = Trend.of(board, BOTH)
    np.testing.assert_allclose(trend.weights @ board.strength, trend.slope)


def test_strengths_on_the_line_leave_nothing() -> None:
    board = Estimate(NAMES, 0.7 * (PRICE - PRICE.mean()), even(0.02))
    left = held_equal(board, VALUES)
    np.testing.assert_allclose(left.strength, 0, atol=1e-12)
    assert left.coefficients is not None
    assert left.coefficients.value / left.coefficients.scale == pytest.approx([0.7])


def test_exact_strengths_on_the_line_are_no_trouble() -> None:
    board = Estimate(NAMES, 0.7 * (PRICE - PRICE.mean()), np.zeros((M, M)))
    np.testing.assert_allclose(held_equal(board, VALUES).strength, 0, atol=1e-12)


def test_the_mean_stays_and_is_known_as_before() -> None:
    board = estimate()
    left = held_equal(board, VALUES)
    assert left.strength.sum() == pytest.approx(0, abs=1e-12)
    np.testing.assert_allclose(left.covariance.sum(axis=0), 0, atol=1e-12)


def test_errors_of_what_is_left_hold_the_trends() -> None:
    board = with_errors(np.zeros((M, M)))
    left, trend = held_equal(board, VALUES), Trend.of(board, VALUES)
    np.testing.assert_allclose(
        left.covariance, trend.units @ trend.covariance @ trend.units.T, atol=1e-12
    )


def test_errors_of_strengths_and_of_the_trend_are_taken_together() -> None:
    """Drawn: strengths that are off drag the line along, so their errors partly cancel."""
    rng, truth = np.random.default_rng(3), with_errors(even(0.0))
    votes_part = estimate().covariance
    board = replace(truth, covariance=votes_part)
    trend = Trend.of(board, VALUES)
    noise = rng.multivariate_normal(np.zeros(M), votes_part, 20_000)
    lines = rng.multivariate_normal(np.zeros(M), trend.spread**2 * np.eye(M), 20_000)
    off = noise - (noise + lines) @ trend.weights.T @ trend.units.T
    extra = trend.units @ trend.covariance @ trend.units.T * 2 / 10  # that of Student's t
    np.testing.assert_allclose(
        np.cov(off.T) + extra, trend.taken_from(board).covariance, atol=0.05 * off.var()
    )


def test_a_covariate_in_other_units_changes_nothing_else() -> None:
    board = estimate()
    cents = {"price": {name: 3 * value + 2 for name, value in VALUES["price"].items()}}
    first, second = held_equal(board, VALUES), held_equal(board, cents)
    np.testing.assert_allclose(first.strength, second.strength)
    assert first.coefficients is not None
    assert second.coefficients is not None
    np.testing.assert_allclose(first.coefficients.value, second.coefficients.value)
    np.testing.assert_allclose(3 * first.coefficients.scale, second.coefficients.scale)


def test_an_anchor_changes_nothing() -> None:
    board = estimate()
    first, second = held_equal(board, VALUES), held_equal(board.anchored(NAMES[3]), VALUES)
    np.testing.assert_allclose(first.strength, second.strength, atol=1e-9)
    np.testing.assert_allclose(first.covariance, second.covariance, atol=1e-9)


def test_the_order_of_models_changes_nothing() -> None:
    board = estimate()
    turned = held_equal(board.among(reversed(NAMES)), VALUES)
    np.testing.assert_allclose(turned.strength[::-1], held_equal(board, VALUES).strength)


def test_a_level_that_the_votes_fixed_stays() -> None:
    board = replace(estimate(), is_grounded=True)
    board = replace(board, strength=board.strength + 2)
    left = held_equal(board, VALUES)
    assert left.is_grounded
    assert left.strength.mean() == pytest.approx(2)


def test_slopes_join_the_other_coefficients() -> None:
    of_answers = Coefficients(
        ("tokens",), np.array([0.3]), np.array([[0.01]]), np.zeros(1), np.array([0.5])
    )
    left = held_equal(replace(estimate(), coefficients=of_answers), VALUES)
    assert left.coefficients is not None
    assert left.coefficients.names == ("tokens", "price")
    assert left.coefficients.covariance[0].tolist() == [0.01, 0]
    assert left.coefficients.scale.tolist() == [0.5, PRICE.std()]


def test_a_note_says_how_much_is_left() -> None:
    note = held_equal(estimate(), VALUES).notes[-1]
    assert note.startswith("price held equal among 12 models: beyond that their ratings differ by")


def test_models_without_a_value_are_left_out() -> None:
    some = {"price": {name: VALUES["price"][name] for name in NAMES[:9]}}
    assert held_equal(estimate(), some).models == NAMES[:9]


def test_the_first_covariate_that_is_missing_is_told() -> None:
    known = {"price": {"ant": 1.0, "bee": 2.0}, "parameters": {"ant": 1.0, "cat": 2.0}}
    assert unknown(("ant", "bee", "cat"), known) == {"bee": "parameters", "cat": "price"}


def test_nothing_to_hold_equal_changes_nothing() -> None:
    board = estimate()
    assert held_equal(board, {}) is board


def test_no_models_stay_no_models() -> None:
    nobody = Estimate((), np.zeros(0), np.zeros((0, 0)))
    assert held_equal(nobody, VALUES) is nobody


def test_few_models_say_nothing_of_a_trend() -> None:
    some = {"price": {name: VALUES["price"][name] for name in NAMES[:4]}}
    with pytest.raises(NotIdentifiedError, match=r"'price' equal, 5 ranked models .* 4 have one"):
        held_equal(estimate(), some)


def test_five_models_are_enough() -> None:
    some = {"price": {name: VALUES["price"][name] for name in NAMES[:5]}}
    assert len(held_equal(estimate(), some).models) == 5


def test_equal_prices_explain_nothing() -> None:
    with pytest.raises(NotIdentifiedError, match="'price' is the same for all models"):
        held_equal(estimate(), {"price": dict.fromkeys(NAMES, 3.0)})


def test_a_copy_of_a_covariate_cannot_be_told_from_it() -> None:
    copied = {**VALUES, "bill": {name: 2 * value for name, value in VALUES["price"].items()}}
    with pytest.raises(NotIdentifiedError, match="'bill' follows from 'price'"):
        held_equal(estimate(), copied)


@pytest.mark.parametrize("value", [float("nan"), float("-inf")])
def test_a_covariate_is_finite(value: float) -> None:
    wrong = {"price": {**VALUES["price"], NAMES[2]: value}}
    with pytest.raises(DataError, match="'price' of model 'model-002' is"):
        held_equal(estimate(), wrong)


def test_a_trend_needs_all_values() -> None:
    with pytest.raises(DataError, match="'price' of model 'model-000' is None"):
        Trend.of(estimate(), {"price": {}})
