from __future__ import annotations

import numpy as np
import pytest

from tiltyard.ratings import differences
from tiltyard.ratings.differences import rank_ranges, studentised, surely_above, times

RNG = np.random.default_rng(0)
PART = RNG.normal(size=(20, 20))
COVARIANCE = PART @ PART.T / 20
STRENGTH = RNG.normal(size=20)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three models at a time."""
    monkeypatch.setattr(differences, "_BLOCK", 60)


def test_the_error_of_a_difference_is_of_both_less_what_they_share() -> None:
    variance = COVARIANCE[3, 3] + COVARIANCE[7, 7] - 2 * COVARIANCE[3, 7]
    assert differences.errors(COVARIANCE)[3, 7] == pytest.approx(np.sqrt(variance))


def test_some_rows_of_errors_are_those_of_all() -> None:
    some, every = differences.errors(COVARIANCE, slice(4, 9)), differences.errors(COVARIANCE)
    assert some.tolist() == every[4:9].tolist()


def test_blocks_hold_every_model_once() -> None:
    found = [place for rows in differences.blocks(10_000) for place in range(10_000)[rows]]
    assert found == list(range(10_000))


@pytest.mark.usefixtures("small_blocks")
def test_ranks_do_not_depend_on_the_size_of_blocks() -> None:
    sure = surely_above(STRENGTH, COVARIANCE, times(1.5))
    expected = np.column_stack([1 + sure.sum(axis=0), 20 - sure.sum(axis=1)])
    assert rank_ranges(STRENGTH, COVARIANCE, times(1.5)).tolist() == expected.tolist()


@pytest.mark.usefixtures("small_blocks")
def test_every_pair_is_studentised_once() -> None:
    i, j = np.triu_indices(20, 1)
    gap = np.abs(STRENGTH[i] - STRENGTH[j]) / differences.errors(COVARIANCE)[i, j]
    np.testing.assert_allclose(np.sort(studentised(STRENGTH, COVARIANCE)), np.sort(gap), rtol=1e-6)


def test_pairs_that_move_together_are_not_uncertain() -> None:
    together = np.zeros((3, 3))
    together[2, 2] = 1
    assert differences.uncertain_pairs(together) == 2


def test_no_models_have_no_pairs() -> None:
    assert differences.uncertain_pairs(np.zeros((0, 0))) == 0
    assert len(studentised(np.zeros(0), np.zeros((0, 0)))) == 0
