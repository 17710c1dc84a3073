"""The top of a smooth concave hill: Newton's method, stopped by what is left to climb."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from tiltyard.errors import NotConvergedError
from tiltyard.ratings._kernel import cholesky
from tiltyard.ratings.comparisons import Floats

# Beyond so many parameters scipy's triangular solvers are worth their import, which takes longer
# than a board of 200 models.
LARGE = 500


class Slope(NamedTuple):
    """A log-likelihood at one point: value, gradient ``(k,)``, and minus its Hessian ``(k, k)``.

    The last must be positive definite, so directions that the data cannot see need a pin.
    """

    value: float
    gradient: Floats
    information: Floats


def maximise(
    likelihood: Callable[[Floats], Slope],
    start: Floats,
    *,
    tolerance: float = 1e-10,
    max_steps: int = 100,
) -> Floats:
    """Where the log-likelihood is highest.

    Args:
        likelihood: concave in its argument.
        start: where to begin.
        tolerance: the Newton decrement (squared) to stop at, after one last step. Its root is how
            many standard errors any combination of parameters was still off before that step,
            whatever the number of votes: the rarest model is as exact as the busiest.
        max_steps: Newton steps to try.

    Raises:
        NotConvergedError: the decrement is still too large after ``max_steps``.
    """
    point, here = start, likelihood(start)
    decrement = np.inf
    for _ in range(max_steps):
        step = solve(here.information, here.gradient)
        decrement = float(here.gradient @ step)
        if decrement <= tolerance:
            return point + step
        point, here = _climb(likelihood, point, step, here)
    raise NotConvergedError(
        f"the Newton decrement is still {decrement:.1e} after {max_steps} steps, "
        f"and should be at most {tolerance:.1e}"
    )


def solve(information: Floats, right: Floats) -> Floats:
    """``information⁻¹ right``, of the shape of ``right``: ``(k,)``, or ``(k, some)``.

    Raises:
        NotConvergedError: the information is not positive definite in floating point.
    """
    with _definite(information):
        if len(information) <= LARGE:
            return cholesky.solve(information, right)
        from scipy.linalg import cho_factor, cho_solve  # noqa: PLC0415 -- see `LARGE`

        factor = cho_factor(information, lower=True, check_finite=False)
        return np.asarray(cho_solve(factor, right, check_finite=False))


def inverted(information: Floats) -> Floats:
    """``information⁻¹``, symmetric to the last bit.

    Raises:
        NotConvergedError: the information is not positive definite in floating point.
    """
    with _definite(information):
        if len(information) <= LARGE:
            inverse = cholesky.inverted(information)
            return np.asarray((inverse + inverse.T) / 2)
        from scipy.linalg import cho_factor  # noqa: PLC0415 -- see `LARGE`
        from scipy.linalg.lapack import dpotri  # noqa: PLC0415 -- see `LARGE`

        lower, _ = cho_factor(information, lower=True, check_finite=False)
        half = np.tril(dpotri(lower, lower=True)[0])
        return np.asarray(half + np.tril(half, -1).T)


@contextmanager
def _definite(information: Floats) -> Iterator[None]:
    """What is done inside takes it to be positive definite."""
    try:
        if not np.isfinite(information).all():
            raise np.linalg.LinAlgError
        yield
    except np.linalg.LinAlgError as error:
        raise NotConvergedError(_singular(information)) from error


def _singular(information: Floats) -> str:
    return (
        f"the information about {len(information)} parameters is singular in floating point: "
        "some are all but free, such as a model that nearly always wins"
    )


def _climb(
    likelihood: Callable[[Floats], Slope], point: Floats, step: Floats, here: Slope
) -> tuple[Floats, Slope]:
    """The first of the whole step, its half, its quarter… that does not lead down."""
    noise = 1e-12 * abs(here.value)
    for halvings in range(40):
        ahead = point + step / 2**halvings
        there = likelihood(ahead)
        if there.value >= here.value - noise:
            return ahead, there
    raise NotConvergedError(
        f"the likelihood falls from {here.value:.6e} in Newton's direction however short the step"
    )
