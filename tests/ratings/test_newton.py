from __future__ import annotations

import numpy as np
import pytest

from tiltyard.errors import NotConvergedError
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.newton import Slope, maximise

START = np.zeros(1)


def bowl(x: Floats) -> Slope:
    """Highest at 3."""
    return Slope(-((x[0] - 3) ** 2), -2 * (x - 3), np.array([[2.0]]))


def far(x: Floats) -> Slope:
    """``-log cosh(x - 20)``: almost straight at 0, so that a whole Newton step leads far beyond."""
    gap = x[0] - 20
    return Slope(
        value=-float(np.logaddexp(gap, -gap)),
        gradient=np.array([-np.tanh(gap)]),
        information=np.array([[np.cosh(gap) ** -2]]),
    )


def test_a_quadratic_takes_one_step() -> None:
    assert maximise(bowl, START, max_steps=2) == pytest.approx([3])


def test_a_start_at_the_top_stays_there() -> None:
    assert maximise(bowl, np.array([3.0])).tolist() == [3.0]


def test_steps_that_would_lead_down_are_halved() -> None:
    assert maximise(far, np.array([18.0]), max_steps=30) == pytest.approx([20])


def test_too_few_steps_are_an_error_with_numbers() -> None:
    with pytest.raises(NotConvergedError, match=r"still \d\.\de[+-]\d\d after 2 steps.*1\.0e-10"):
        maximise(far, np.array([18.0]), max_steps=2)


def test_information_that_is_singular_is_an_error() -> None:
    def flat(x: Floats) -> Slope:
        return Slope(0.0, x + 1, np.array([[0.0]]))

    with pytest.raises(NotConvergedError, match="about 1 parameters is singular"):
        maximise(flat, START)


def test_a_direction_that_leads_down_is_an_error() -> None:
    def wrong_sign(x: Floats) -> Slope:
        return Slope(-(float(x[0] + 1) ** 2), np.array([1.0]), np.array([[1.0]]))

    with pytest.raises(NotConvergedError, match="however short the step"):
        maximise(wrong_sign, START)
