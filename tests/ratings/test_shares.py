"""Shares and their differences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import (  # type: ignore[import-untyped]  # has none
    confint_proportions_2indep,
    proportion_confint,
)

from tiltyard.ratings.shares import Share, difference


@pytest.mark.parametrize(("worth", "votes"), [(0, 5), (5, 5), (3, 10), (61, 100), (1, 1)])
def test_the_interval_is_wilsons(worth: float, votes: float) -> None:
    share = Share.of(worth, votes, level=0.9)
    expected = proportion_confint(worth, votes, alpha=0.1, method="wilson")
    assert (share.lower, share.upper) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("one", "other"), [((56, 70), (48, 80)), ((9, 10), (3, 10)), ((0, 9), (4, 9))]
)
def test_a_difference_is_newcombes(one: tuple[int, int], other: tuple[int, int]) -> None:
    found = difference(Share.of(*one), Share.of(*other))
    expected = confint_proportions_2indep(*one, *other, method="newcomb")
    assert found == pytest.approx(expected, abs=1e-9)


@given(st.integers(1, 10**7), st.floats(0, 1), st.floats(0.5, 0.9999))
def test_a_share_is_within_its_interval(votes: int, part: float, level: float) -> None:
    share = Share.of(part * votes, votes, level=level)
    assert 0 <= share.lower <= share.rate <= share.upper <= 1


@pytest.mark.parametrize("votes", [1, 7, 30, 1000])
def test_all_won_and_none_won_are_ends_of_their_intervals(votes: int) -> None:
    assert Share.of(votes, votes).upper == 1
    assert Share.of(0, votes).lower == 0


def test_a_difference_turned_round_is_its_opposite() -> None:
    one, other = Share.of(7, 20), Share.of(12, 25)
    low, high = difference(one, other)
    assert difference(other, one) == pytest.approx((-high, -low))


def test_a_level_that_is_higher_makes_an_interval_that_is_wider() -> None:
    usual, strict = Share.of(30, 60), Share.of(30, 60, level=0.999)
    assert strict.lower < usual.lower < usual.rate < usual.upper < strict.upper


def test_ties_make_the_interval_cover_more_often_than_it_says() -> None:
    rng = np.random.default_rng(1)
    votes = rng.choice([0.0, 0.5, 1.0], p=[0.3, 0.4, 0.3], size=(4000, 40))
    shares = [Share.of(worth, 40) for worth in votes.sum(axis=1).tolist()]
    covers = np.mean([share.lower <= 0.5 <= share.upper for share in shares])
    assert covers > 0.97
