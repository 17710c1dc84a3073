from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tiltyard.ratings._kernel.cholesky import inverted, solve
from tiltyard.ratings.comparisons import Floats

SIZES = [1, 2, 7, 8, 9, 33, 200]


def definite(m: int) -> Floats:
    """As the information of a board is: a Laplacian with a pin."""
    rng = np.random.default_rng(m)
    met = np.triu(rng.random((m, m)), 1)
    met += met.T
    return np.asarray(np.diag(met.sum(axis=0)) - met + 1 / m)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("m", SIZES)
def test_a_solution_solves(m: int) -> None:
    matrix, right = definite(m), np.arange(float(m))
    np.testing.assert_allclose(matrix @ solve(matrix, right), right, atol=1e-10 * m)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("some", [1, 3])
def test_several_are_solved_at_once(some: int) -> None:
    matrix, right = definite(9), np.arange(9.0 * some).reshape(9, some)
    np.testing.assert_allclose(matrix @ solve(matrix, right), right, atol=1e-10)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("m", SIZES)
def test_an_inverse_is_one(m: int) -> None:
    np.testing.assert_allclose(definite(m) @ inverted(definite(m)), np.eye(m), atol=1e-11 * m)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("function", [lambda matrix: solve(matrix, np.ones(2)), inverted])
def test_what_is_not_definite_is_refused(function: object) -> None:
    assert callable(function)
    with pytest.raises(np.linalg.LinAlgError):
        function(np.array([[1.0, 2.0], [2.0, 1.0]]))


@pytest.mark.usefixtures("either")
def test_what_is_solved_is_left_as_it_was() -> None:
    matrix, right = definite(5), np.ones(5)
    before = matrix.copy(), right.copy()
    solve(matrix, right)
    inverted(matrix)
    assert (matrix == before[0]).all()
    assert (right == before[1]).all()


def test_numpy_and_the_compiled_loops_agree(plainly: Callable[[], None]) -> None:
    matrix = definite(50)
    compiled = solve(matrix, np.ones(50)), inverted(matrix)
    plainly()
    np.testing.assert_allclose(solve(matrix, np.ones(50)), compiled[0], rtol=1e-11)
    np.testing.assert_allclose(inverted(matrix), compiled[1], rtol=1e-11, atol=1e-12)
