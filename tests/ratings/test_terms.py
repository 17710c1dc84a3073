from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.terms import Term, linear, log_excess, log_sum

POINTS = np.array([[0.3, -0.7, 0.4], [2.0, 1.0, 0.1], [-1.5, 0.2, 1.3]]).T

Function = Callable[[Floats], Term]
FUNCTIONS: dict[str, Function] = {
    "linear": lambda x: linear(x, 1, -2, 0.5),
    "log_sum": lambda x: log_sum(x, (1, 0, 0), (0, 1, 1), (0, 0, 0)),
    "log_sum with offset": lambda x: log_sum(x, (1, 0, 0), (0, 2, 1), offset=np.array([0, 0.7])),
    "log_excess": lambda x: log_excess(x, 0, 0, 2),
    "sum and difference": lambda x: linear(x, 1, 1, 0) + log_excess(x, 0, 0, 1) - log_sum(
        x, (1, 0, 0), (0, 1, 1)
    ),
}  # fmt: skip


@pytest.fixture(params=FUNCTIONS)
def function(request: pytest.FixtureRequest) -> Function:
    return FUNCTIONS[request.param]


def moved(function: Function, axis: int, by: float) -> Term:
    points = POINTS.copy()
    points[axis] += by
    return function(points)


@pytest.mark.parametrize("axis", range(3))
def test_the_slope_is_the_derivative_of_the_value(function: Function, axis: int) -> None:
    h = 1e-6
    numeric = (moved(function, axis, h).value - moved(function, axis, -h).value) / (2 * h)
    np.testing.assert_allclose(function(POINTS).slope[axis], numeric, atol=1e-8)


@pytest.mark.parametrize("axis", range(3))
def test_the_curve_is_the_derivative_of_the_slope(function: Function, axis: int) -> None:
    h = 1e-6
    numeric = (moved(function, axis, h).slope - moved(function, axis, -h).slope) / (2 * h)
    np.testing.assert_allclose(function(POINTS).curve[axis], numeric, atol=1e-7)


def test_a_sum_of_exponentials_is_what_it_says() -> None:
    value = log_sum(POINTS, (1, 0, 0), (0, 1, 1), (0, 0, 0)).value
    x, y, z = POINTS
    np.testing.assert_allclose(value, np.log(np.exp(x) + np.exp(y + z) + 1))


def test_large_exponents_do_not_overflow() -> None:
    term = log_sum(np.array([[1e4], [-1e4]]), (1, 0), (0, 1))
    assert term.value.tolist() == [1e4]
    assert term.slope.tolist() == [[1], [0]]


def test_a_small_excess_keeps_its_digits() -> None:
    assert log_excess(np.array([[1e-12]]), 1).value[0] == pytest.approx(np.log(1e-12))


def test_a_large_excess_does_not_overflow() -> None:
    assert log_excess(np.array([[1e4]]), 1).value.tolist() == [1e4]


def test_no_excess_has_no_logarithm() -> None:
    term = log_excess(np.array([[0.0, -1.0]]), 1)
    assert term.value.tolist() == [-np.inf, -np.inf]
    assert term.slope.tolist() == [[0, 0]]
