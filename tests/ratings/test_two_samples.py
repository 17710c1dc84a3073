"""Two samples compared by a kernel: the value, and how often chance alone reaches it."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.two_samples import Stratum, discrepancy


def gaussian(x: Floats) -> Floats:
    """A kernel on numbers."""
    return np.asarray(np.exp(-((x[:, None] - x[None]) ** 2) / 2))


def stratum(x: Floats, y: Floats) -> Stratum:
    """Two samples of numbers."""
    return Stratum(gaussian(np.concatenate([x, y])), len(x))


def by_definition(kernel: Floats, first: list[int], second: list[int]) -> float:
    """The unbiased estimate, as Gretton et al. write it."""

    def mean(rows: list[int]) -> float:
        return float(np.mean([kernel[i, j] for i in rows for j in rows if i != j]))

    across = np.mean([kernel[i, j] for i in first for j in second])
    return mean(first) + mean(second) - 2 * float(across)


def test_the_value_is_the_unbiased_estimate() -> None:
    rng = np.random.default_rng(1)
    one = stratum(rng.normal(size=5), rng.normal(1, 1, size=4))
    found = discrepancy([one], rng=rng, most=10).value
    assert found == pytest.approx(by_definition(one.kernel, [0, 1, 2, 3, 4], [5, 6, 7, 8]))


def test_the_p_value_is_near_the_share_of_all_ways_to_part_the_rows() -> None:
    rng = np.random.default_rng(2)
    one = stratum(rng.normal(size=5), rng.normal(1.2, 1, size=4))
    seen = by_definition(one.kernel, [0, 1, 2, 3, 4], [5, 6, 7, 8])
    values = [
        by_definition(one.kernel, [i for i in range(9) if i not in part], list(part))
        for part in combinations(range(9), 4)
    ]
    exact = np.mean([value >= seen - 1e-12 for value in values])
    assert discrepancy([one], rng=rng, most=20_000).p_value == pytest.approx(exact, abs=0.01)


def test_equal_rows_have_the_p_value_1() -> None:
    one = Stratum(np.ones((8, 8)), 4)
    assert discrepancy([one], rng=np.random.default_rng(3), most=99).p_value == 1


def test_the_least_p_value_is_one_of_all_permutations_and_the_samples_themselves() -> None:
    rng = np.random.default_rng(4)
    apart = [stratum(rng.normal(size=10), rng.normal(20, 1, size=10)) for _ in range(3)]
    assert discrepancy(apart, rng=rng, most=999).p_value == 1 / 1000


def test_strata_are_permuted_within_themselves() -> None:
    """Two questions with answers of their own; samples of both are alike within each."""
    rng = np.random.default_rng(5)
    alike = [stratum(rng.normal(at, 1, 10), rng.normal(at, 1, 10)) for at in (0.0, 50.0)]
    assert discrepancy(alike, rng=rng, most=999).p_value > 0.01


def test_a_test_that_may_stop_stops_early_where_nothing_differs() -> None:
    rng = np.random.default_rng(6)
    found = discrepancy([Stratum(np.ones((8, 8)), 4)], rng=rng, most=100_000, enough=10)
    assert (found.p_value, found.permutations) == (1, 10)


def test_stopping_early_is_no_smaller_p_value_than_chance_allows() -> None:
    rng = np.random.default_rng(7)
    p = np.array([
        discrepancy(
            [stratum(rng.normal(size=6), rng.normal(size=5))], rng=rng, most=400, enough=8
        ).p_value
        for _ in range(400)
    ])  # fmt: skip
    assert np.mean(p <= 0.05) < 0.05 + 4 * np.sqrt(0.05 * 0.95 / 400)
    assert np.mean(p <= 0.5) > 0.4


def test_a_wider_spread_is_found_too() -> None:
    """Both means are 0: only how much the answers vary differs."""
    rng = np.random.default_rng(8)
    apart = [stratum(rng.normal(0, 0.3, 20), rng.normal(0, 2, 20)) for _ in range(4)]
    assert discrepancy(apart, rng=rng, most=999).p_value < 0.01


def test_the_same_generator_gives_the_same_p_value() -> None:
    rng = np.random.default_rng(9)
    one = stratum(rng.normal(size=6), rng.normal(0.5, 1, size=6))
    first, second = (discrepancy([one], rng=np.random.default_rng(0), most=500) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("first", [0, 1, 5])
def test_a_sample_of_fewer_than_two_is_refused(first: int) -> None:
    with pytest.raises(DataError, match="each must have two at least"):
        Stratum(np.ones((6, 6)), first)


def test_a_kernel_that_is_no_number_is_refused() -> None:
    with pytest.raises(DataError, match="square and finite"):
        Stratum(np.full((4, 4), np.nan), 2)


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(DataError, match="nothing to compare"):
        discrepancy([], rng=np.random.default_rng(0))


@pytest.mark.parametrize("numbers", [{"most": 0}, {"enough": 0}])
def test_no_permutations_are_refused(numbers: dict[str, int]) -> None:
    with pytest.raises(ConfigurationError, match="must be 1 or more"):
        discrepancy([Stratum(np.ones((4, 4)), 2)], rng=np.random.default_rng(0), **numbers)
