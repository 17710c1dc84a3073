from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.incremental import start, updated
from tiltyard.ratings.methods.bradley_terry import BradleyTerry

METHOD = ratings.load("bradley_terry")


def fit(board: Comparisons | Counts) -> Estimate:
    return METHOD.fit(board, rng=np.random.default_rng(0))


def assert_same(one: Estimate, other: Estimate) -> None:
    assert one.models == other.models
    np.testing.assert_allclose(one.strength, other.strength, atol=1e-9)
    np.testing.assert_allclose(one.covariance, other.covariance, atol=1e-9)


@pytest.fixture
def board() -> Comparisons:
    """30 days of 3,000 votes among 20 models, with weights that do not add up exactly."""
    rng = np.random.default_rng(1)
    pooled = votes(rng, strengths(rng, 20), 90_000)
    assert pooled.count is not None
    each = rng.permutation(np.repeat(np.arange(len(pooled)), pooled.count.astype(int)))
    single = replace(pooled.rows(each), count=None)
    return replace(single, weight=rng.uniform(0.1, 1, len(single)))


@pytest.fixture
def days(board: Comparisons) -> list[Comparisons]:
    return [board.rows(np.arange(day, day + 3_000)) for day in range(0, 90_000, 3_000)]


def test_a_days_votes_added_are_the_fit_to_all(board: Comparisons, days: list[Comparisons]) -> None:
    yesterday = board.rows(np.arange(87_000))
    _, found = updated(Counts.of(yesterday), fit(yesterday), added=days[-1])
    assert_same(found, fit(board))


def test_a_days_votes_taken_away_are_the_fit_to_the_rest(
    board: Comparisons, days: list[Comparisons]
) -> None:
    _, found = updated(Counts.of(board), fit(board), removed=days[-1])
    assert_same(found, fit(board.rows(np.arange(87_000))))


def test_nothing_adds_up_over_a_month_of_updates(
    board: Comparisons, days: list[Comparisons]
) -> None:
    """A week slides over the month; its last is the fit to the last seven days."""
    counts = sum((Counts.of(day) for day in days[1:7]), start=Counts.of(days[0]))
    estimate = fit(counts)
    for gone, new in zip(days, days[7:], strict=False):
        counts, estimate = updated(counts, estimate, added=new, removed=gone)
    assert_same(estimate, fit(board.rows(np.arange(23 * 3_000, 90_000))))


def test_a_new_model_joins() -> None:
    before = rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 20))
    new = rows(("a", "c", 1.0, 5), ("a", "c", 0.0, 15))
    counts, found = updated(Counts.of(before), fit(before), added=new)
    assert_same(found, fit(counts))


def test_options_of_the_method_are_kept() -> None:
    board = rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 20))
    ridge = BradleyTerry(ridge=1.0)
    _, found = updated(Counts.of(board), fit(board), added=board, method=ridge)
    assert found.notes == ("ridge 1",)


def test_what_rounding_leaves_of_grades_joins_no_models() -> None:
    """0.1 + 0.2 - 0.1 - 0.2 is above 0 in floating point, and yet no vote."""
    lost, one, other = (Counts.of(rows(("a", "b", score, 1))) for score in (0.0, 0.1, 0.2))
    left = lost + one + other - one - other
    with pytest.raises(NotIdentifiedError, match="2 models into 2 groups"):
        fit(left)


def test_what_rounding_leaves_of_counts_joins_no_models() -> None:
    lost = Counts.of(rows(("a", "b", 0.0, 1)))
    one, other = (Counts.of(rows(("a", "b", 1.0, part))) for part in (0.1, 0.2))
    left = lost + one + other - one - other
    with pytest.raises(NotIdentifiedError, match="2 models into 2 groups"):
        fit(left)


def test_votes_that_were_not_there_cannot_be_taken_away() -> None:
    board = rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 2))
    with pytest.raises(DataError, match="only votes that were added can be"):
        updated(Counts.of(board), fit(board), removed=rows(("a", "b", 0.5, 1)))


def test_a_fit_starts_from_the_known_strengths() -> None:
    estimate = Estimate(("a", "b"), np.array([1.0, -1.0]), np.zeros((2, 2)))
    assert start(("b", "a"), estimate).tolist() == [-1.0, 1.0]


def test_a_new_model_starts_at_the_mean() -> None:
    estimate = Estimate(("a", "b"), np.array([3.0, 1.0]), np.zeros((2, 2)))
    assert start(("a", "new"), estimate).tolist() == [3.0, 2.0]


def test_the_first_fit_starts_at_zero() -> None:
    nobody = Estimate((), np.zeros(0), np.zeros((0, 0)))
    assert start(("a", "b"), nobody).tolist() == [0.0, 0.0]
