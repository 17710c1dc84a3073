from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from tiltyard.errors import NotConvergedError
from tiltyard.ratings.ascent import ascend
from tiltyard.ratings.comparisons import Floats


@dataclass(frozen=True)
class Diagonal:
    """Minus a Hessian that is diagonal."""

    value: Floats

    def solve(self, right: Floats) -> Floats:
        return np.asarray(right / self.value)


TOP = np.array([[1.0, -2.0], [0.5, 3.0]])


def height(x: Floats) -> float:
    return -float(np.log(np.cosh(x - TOP)).sum())


def slope(x: Floats) -> tuple[Floats, Diagonal]:
    bend = np.tanh(x - TOP)
    return -bend, Diagonal(1 - bend**2)


def test_the_top_is_found_whatever_the_shape() -> None:
    np.testing.assert_allclose(ascend(height, slope, TOP - 0.9), TOP, atol=1e-8)


def test_steps_that_are_too_long_are_halved() -> None:
    """From here whole steps of Newton's lead ever further away."""
    np.testing.assert_allclose(ascend(height, slope, TOP - 2.0), TOP, atol=1e-8)


def test_too_few_steps_are_an_error() -> None:
    with pytest.raises(NotConvergedError, match="in 2 Newton steps"):
        ascend(height, slope, TOP - 2.0, max_steps=2)


def test_a_slope_that_leads_down_is_an_error() -> None:
    with pytest.raises(NotConvergedError, match="falls from"):
        ascend(lambda x: -height(x), slope, TOP - 0.9)
