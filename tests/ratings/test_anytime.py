from __future__ import annotations

import numpy as np
import pytest

from tiltyard.errors import ConfigurationError
from tiltyard.ratings import Estimate, anytime
from tiltyard.ratings.anytime import multiplier
from tiltyard.ratings.estimate import SCALE


def board(*points: float, error: float = 8.0) -> Estimate:
    """Independent models with this standard error of the mean's distance, in points."""
    m = len(points)
    covariance = (error / SCALE) ** 2 * (np.eye(m) - 1 / m) * m / (m - 1)
    return Estimate(tuple("abcdefgh"[:m]), np.array(points) / SCALE, covariance)


def test_it_is_the_boundary_of_the_normal_mixture() -> None:
    """Where x = 8.2122 is least at 95 %: sqrt((1 + 1 / x) ln((1 + x) / 0.0025))."""
    x = 8.2122 * 3
    expected = np.sqrt((1 + 1 / x) * np.log((1 + x) / 0.05**2))
    assert multiplier(3000, best_at=1000) == pytest.approx(expected, rel=1e-5)


def test_it_is_least_where_it_was_asked_to_be() -> None:
    votes = np.linspace(500, 2000, 1501)
    assert votes[np.argmin(multiplier(votes, best_at=1000))] == pytest.approx(1000, abs=2)


def test_the_mixture_is_a_martingale_whose_boundary_this_is() -> None:
    """At the boundary the likelihood ratio of the mixture to the truth is exactly 1 / 0.05."""
    votes, best_at = 700.0, 1000.0
    prior = 8.2122 / best_at  # variance of the mixed means, in those of one vote
    z = float(multiplier(votes, best_at=best_at))
    x = prior * votes
    ratio = np.exp(z**2 / 2 * x / (1 + x)) / np.sqrt(1 + x)
    assert ratio == pytest.approx(20, rel=1e-4)


def test_no_votes_promise_nothing() -> None:
    assert multiplier(0, best_at=1000) == np.inf


def test_certainty_needs_no_reach() -> None:
    assert multiplier(np.inf, best_at=1000) == 0


@pytest.mark.parametrize("best_at", [0.0, -1.0, np.inf, np.nan])
def test_a_moment_to_be_best_at_that_never_comes_is_refused(best_at: float) -> None:
    with pytest.raises(ConfigurationError, match="best_at must be above 0"):
        multiplier(10, best_at=best_at)


def test_an_interval_at_its_best_reaches_3_04_errors() -> None:
    low, high = anytime.interval(board(10, -10), best_at=8.0)[0]
    assert [low, high] == pytest.approx([1010 - 8 * 3.0351, 1010 + 8 * 3.0351], abs=1e-3)


def test_models_watched_together_have_wider_intervals() -> None:
    one = np.ptp(anytime.interval(board(10, -10)), axis=1)
    both = np.ptp(anytime.interval(board(10, -10), family=2), axis=1)
    assert (both > one).all()


def test_a_family_of_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="family is 0"):
        anytime.interval(board(10, -10), family=0)


def test_an_anchor_has_no_interval() -> None:
    assert anytime.interval(board(10, -10).anchored("b"))[1].tolist() == [1000, 1000]


def test_a_difference_is_an_interval_around_it() -> None:
    """The two models' errors are opposed, so that of their difference is 16 points."""
    reach = 16 * float(multiplier(1 / 16**2, best_at=1 / 8**2))
    found = anytime.difference(board(10, -10), "a", "b")
    assert found == pytest.approx((20 - reach, 20 + reach))


def test_ranks_at_any_time_claim_less_than_those_of_one_look() -> None:
    one = board(*np.linspace(150, -150, 8))
    once, always = one.rank_range(adjustment="bonferroni"), anytime.rank_range(one)
    assert (always[:, 0] <= once[:, 0]).all()
    assert (always[:, 1] >= once[:, 1]).all()
    assert always.tolist() != once.tolist()


def test_ranks_of_models_far_apart_are_single_at_any_time() -> None:
    assert anytime.rank_range(board(900, 0, -900)).tolist() == [[1, 1], [2, 2], [3, 3]]


def test_certain_ties_share_a_rank_at_any_time() -> None:
    certain = Estimate(("a", "b"), np.zeros(2), np.zeros((2, 2)))
    assert anytime.rank_range(certain).tolist() == [[1, 2], [1, 2]]
