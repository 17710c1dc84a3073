"""Newton's method where the information is too large to write down, and has a structure instead.

As `newton.maximise`, which is for information that is a matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

import numpy as np

from tiltyard.errors import NotConvergedError
from tiltyard.ratings.comparisons import Floats


class Precision(Protocol):
    """Minus a Hessian, in whatever form it can be solved."""

    def solve(self, right: Floats) -> Floats:
        """Its inverse times ``right``, in the same shape."""
        ...


P = TypeVar("P", bound=Precision)


def ascend(
    height: Callable[[Floats], float],
    slope: Callable[[Floats], tuple[Floats, P]],
    start: Floats,
    *,
    tolerance: float = 1e-10,
    max_steps: int = 100,
) -> Floats:
    """Where a smooth concave function is highest; an array of any shape.

    Args:
        height: the function.
        slope: its gradient, and minus its Hessian.
        start: where to begin.
        tolerance: the squared Newton decrement to stop at, after one last step.
        max_steps: Newton steps to try.

    Raises:
        NotConvergedError: the top was not reached.
    """
    point, reached = start, height(start)
    for _ in range(max_steps):
        gradient, precision = slope(point)
        step = precision.solve(gradient)
        if float((gradient * step).sum()) <= tolerance:
            return np.asarray(point + step)
        point, reached = _ahead(height, point, step, reached)
    raise NotConvergedError(f"the top was not reached in {max_steps} Newton steps")


def _ahead(
    height: Callable[[Floats], float], point: Floats, step: Floats, reached: float
) -> tuple[Floats, float]:
    """The first of the whole step, its half, its quarter… that does not lead down."""
    for halvings in range(40):
        there = point + step / 2**halvings
        if (ahead := height(there)) >= reached - 1e-12 * abs(reached):
            return there, ahead
    raise NotConvergedError(
        f"the function falls from {reached:.6e} in Newton's direction however short the step"
    )
