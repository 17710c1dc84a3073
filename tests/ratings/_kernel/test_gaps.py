from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tiltyard.ratings import _kernel
from tiltyard.ratings._kernel.gaps import Singles, largest_gaps


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def errors(m: int, draws: int) -> tuple[Singles, Singles]:
    drawn = rng()
    return drawn.standard_normal((m, draws), dtype=np.float32), drawn.random((m, m), np.float32)


@pytest.mark.usefixtures("either")
def test_it_is_the_largest_of_all_pairs() -> None:
    drawn, inverse = errors(7, 5)
    i, j = np.triu_indices(7, 1)
    every = np.abs(drawn[i] - drawn[j]) * inverse[i, j, None]
    np.testing.assert_array_equal(largest_gaps(drawn, inverse), every.max(axis=0))


@pytest.mark.skipif(_kernel.compiled() is None, reason="nothing was compiled")
@pytest.mark.parametrize(("m", "draws"), [(2, 1), (30, 64), (41, 500)])
def test_the_compiled_loop_gives_the_same_numbers(
    m: int, draws: int, plainly: Callable[[], None]
) -> None:
    compiled = largest_gaps(*errors(m, draws))
    plainly()
    np.testing.assert_array_equal(compiled, largest_gaps(*errors(m, draws)))


@pytest.mark.usefixtures("either")
def test_one_model_has_no_gaps() -> None:
    assert largest_gaps(*errors(1, 3)).tolist() == [0, 0, 0]


@pytest.mark.usefixtures("either")
def test_a_pair_with_zero_for_inverse_does_not_count() -> None:
    drawn, inverse = errors(3, 50)
    inverse[0, 1] = inverse[0, 2] = 0
    expected = np.abs(drawn[1] - drawn[2]) * inverse[1, 2]
    np.testing.assert_array_equal(largest_gaps(drawn, inverse), expected)
