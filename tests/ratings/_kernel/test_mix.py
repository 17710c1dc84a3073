from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tiltyard.ratings import _kernel
from tiltyard.ratings._kernel.mix import Words, stir_in, stirred, summed

N = 1_000
RNG = np.random.default_rng(3)
MIXED = RNG.integers(0, 1 << 63, N).astype(np.uint64)
TABLE = RNG.normal(0, 1, (N, 3))
TABLE[0, 1] = -0.0


@pytest.fixture(autouse=True)
def _compiled_if_at_all(either: None) -> None:
    """Every test runs with both kinds of loops."""


def by_definition(column: NDArray[Any]) -> Words:
    return stirred(MIXED, (column.astype(np.float64) + 0.0).view(np.uint64))


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.float16])
@pytest.mark.parametrize("order", ["C", "F"])
def test_a_column_is_mixed_in_by_its_doubles_bits(kind: type, order: Any) -> None:
    column: NDArray[Any] = TABLE.astype(kind, order=order)[:, 1]
    mixed = MIXED.copy()
    stir_in(mixed, column)
    np.testing.assert_array_equal(mixed, by_definition(column))


def test_there_is_one_zero() -> None:
    plus, minus = np.zeros(1, dtype=np.uint64), np.zeros(1, dtype=np.uint64)
    stir_in(plus, np.array([0.0]))
    stir_in(minus, np.array([-0.0]))
    assert plus == minus


def test_a_row_that_counts_twice_is_added_twice() -> None:
    twice = summed(MIXED, np.full(N, 2, dtype=np.uint64))
    np.testing.assert_array_equal(twice, summed(np.repeat(MIXED, 2), None))


def test_no_rows_sum_to_nothing() -> None:
    assert summed(MIXED[:0], None).tolist() == [0, 0, 0, 0]


def test_both_ways_to_sum_agree(plainly: Callable[[], None]) -> None:
    if _kernel.compiled() is None:
        pytest.skip("the loops were not compiled: run 'python hatch_build.py'")
    times = RNG.integers(1, 9, N).astype(np.uint64)
    compiled = summed(MIXED, times), summed(MIXED, None)
    plainly()
    np.testing.assert_array_equal(compiled, (summed(MIXED, times), summed(MIXED, None)))
