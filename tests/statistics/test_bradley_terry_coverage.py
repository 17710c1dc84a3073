"""Intervals and ranks against known truths: quickly here, at full size with ``-m slow``.

The bounds of a share are about four standard errors of the simulation wide.
"""

from __future__ import annotations

import numpy as np
import pytest

from ratings.simulated import Size, coverage, family_wise_error, simulate

ARENA = Size(models=20, votes=5_000)
EQUAL = Size(models=20, votes=5_000, spread=0)
SPARSE = Size(models=10, votes=100)


def test_intervals_of_95_per_cent_hold_the_truth() -> None:
    assert 0.93 < coverage(simulate(ARENA, boards=60, seed=1, ranks=False)) < 0.97


def test_intervals_of_a_young_board_are_not_too_narrow() -> None:
    assert 0.94 < coverage(simulate(SPARSE, boards=60, seed=2, ranks=False)) < 0.985


def test_few_boards_of_equal_models_hold_any_false_claim() -> None:
    assert family_wise_error(simulate(EQUAL, boards=60, seed=3)) <= 0.15


def test_few_boards_of_an_arena_misplace_any_model() -> None:
    assert family_wise_error(simulate(ARENA, boards=40, seed=4)) <= 0.05


@pytest.mark.slow
@pytest.mark.parametrize(
    "size", [ARENA, EQUAL, Size(models=50, votes=50_000), Size(models=3, votes=500)]
)
def test_intervals_cover_between_94_and_96_per_cent(size: Size) -> None:
    assert 0.94 < coverage(simulate(size, boards=1_000, seed=5, ranks=False)) < 0.96


@pytest.mark.slow
def test_intervals_cover_at_200_models_and_a_million_votes() -> None:
    outcomes = simulate(Size(200, 1_000_000), boards=150, seed=6, ranks=False)
    assert 0.94 < coverage(outcomes) < 0.96


@pytest.mark.slow
def test_the_least_voted_models_are_covered_as_well_as_the_others() -> None:
    outcomes = simulate(Size(200, 1_000_000), boards=150, seed=7, ranks=False)
    rarest = [one.covered[np.argsort(one.seen)[:20]] for one in outcomes]
    assert 0.93 < float(np.mean(rarest)) < 0.97


@pytest.mark.slow
@pytest.mark.parametrize("size", [SPARSE, Size(models=5, votes=30), Size(models=30, votes=300)])
def test_intervals_of_young_boards_cover_at_least_95_per_cent(size: Size) -> None:
    assert 0.945 < coverage(simulate(size, boards=1_000, seed=8, ranks=False)) < 0.99


@pytest.mark.slow
@pytest.mark.parametrize("models", [2, 5, 20, 50])
def test_false_claims_about_equal_models_are_on_5_per_cent_of_boards(models: int) -> None:
    size = Size(models=models, votes=500 * models, spread=0)
    assert 0.025 < family_wise_error(simulate(size, boards=1_000, seed=9)) < 0.078


@pytest.mark.slow
def test_false_claims_about_200_equal_models_are_on_at_most_5_per_cent_of_boards() -> None:
    size = Size(models=200, votes=1_000_000, spread=0)
    assert family_wise_error(simulate(size, boards=200, seed=10)) < 0.11
