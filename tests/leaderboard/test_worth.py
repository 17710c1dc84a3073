"""Coefficients as differences that one can picture, in points."""

from __future__ import annotations

import math

import pytest

from tiltyard.analysis import Coefficient
from tiltyard.leaderboard import worth

POINTS = 400 / math.log(10)


def coefficient(feature: str, value: float = 0.2, scale: float = 0.5) -> Coefficient:
    """Of a feature, with an interval of a tenth to either side."""
    return Coefficient(feature, value, value - 0.1, value + 0.1, 0.0, scale)


def test_twice_as_long_is_a_third_of_the_way_from_equal_to_all() -> None:
    # (2n - n) / (2n + n + 1) of long answers
    assert worth(coefficient("tokens")).points == pytest.approx(POINTS * 0.2 / 0.5 / 3)


def test_the_interval_is_converted_like_the_value() -> None:
    told = worth(coefficient("tokens"))
    ends = [POINTS * end / 0.5 / 3 for end in (0.1, 0.3)]
    assert [told.low, told.high] == pytest.approx(ends)


def test_twice_as_slow_is_the_log_of_two() -> None:
    assert worth(coefficient("seconds")).points == pytest.approx(POINTS * 0.4 * math.log(2))


def test_ten_times_the_price_is_one_by_logs_of_ten() -> None:
    assert worth(coefficient("price")).points == pytest.approx(POINTS * 0.4)


def test_ten_items_against_none_are_ten_elevenths() -> None:
    assert worth(coefficient("lists")).points == pytest.approx(POINTS * 0.4 * 10 / 11)


def test_a_feature_that_we_do_not_know_is_told_in_its_own_unit() -> None:
    told = worth(coefficient("brand_new"))
    assert told.words == "one standard deviation more of brand new"
    assert told.points == pytest.approx(POINTS * 0.2)


@pytest.mark.parametrize(("value", "is_sure"), [(0.2, True), (-0.2, True), (0.05, False)])
def test_an_effect_is_sure_if_its_interval_leaves_out_zero(value: float, is_sure: bool) -> None:
    assert worth(coefficient("bold", value)).is_sure is is_sure
