"""Axes have all that is drawn on them, round ticks, and never less than is stated."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.charts import _scale
from tiltyard.charts._scale import Linear, Log
from tiltyard.errors import DataError

values = st.floats(-1e9, 1e9)


@given(st.lists(values, min_size=1), st.floats(1e-3, 1e4))
def test_an_axis_has_all_values_on_it(drawn: list[float], least: float) -> None:
    low, high = _scale.covering(drawn, least=least)
    assert low <= min(drawn)
    assert max(drawn) <= high


@given(st.lists(values, min_size=1))
def test_an_axis_is_as_long_as_is_stated(drawn: list[float]) -> None:
    low, high = _scale.covering(drawn, least=100)
    assert high - low >= 100


def test_an_axis_of_nothing_is_around_zero() -> None:
    low, high = _scale.covering([math.inf, -math.inf], least=100, pad=0)
    assert (low, high) == (-50, 50)


@pytest.mark.parametrize("value", [math.nan, 1e200, -1e200])
def test_what_cannot_be_drawn_is_refused(value: float) -> None:
    with pytest.raises(DataError, match="cannot draw"):
        _scale.covering([1, value], least=1)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e9), st.integers(2, 12))
def test_ticks_are_on_the_axis_and_not_too_many(low: float, span: float, most: int) -> None:
    high = low + span
    found = _scale.ticks(low, high, most)
    assert len(found) <= most
    assert found == sorted(set(found))
    slack = 1e-6 * span + 1e-9 * abs(low)
    assert all(low - slack <= tick <= high + slack for tick in found)


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (963, 1041, [980, 1000, 1020, 1040]),
        (-30, 35, [-20, 0, 20]),
        (0.1, 0.32, [0.1, 0.15, 0.2, 0.25, 0.3]),
    ],
)
def test_ticks_are_round(low: float, high: float, found: list[float]) -> None:
    assert _scale.ticks(low, high, 6) == found


def test_equal_differences_are_equally_far_apart() -> None:
    scale = Linear(0, 10, 100, 200)
    assert [scale(value) for value in (0, 5, 10)] == [100, 150, 200]


def test_an_axis_can_go_up() -> None:
    assert Linear(0, 10, 200, 100)(2.5) == 175


def test_what_is_beyond_the_axis_stands_at_its_end() -> None:
    scale = Linear(0, 10, 100, 200)
    assert (scale(-math.inf), scale(11)) == (100, 200)


def test_equal_factors_are_equally_far_apart() -> None:
    scale = Log(0.1, 10, 0, 100)
    assert [scale(value) for value in (0.1, 1, 10)] == pytest.approx([0, 50, 100])


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (0.9, 11, [1, 2, 5, 10]),
        (0.05, 120, [0.1, 1, 10, 100]),
        (1e-6, 1e9, [1e-6, 1e-3, 1, 1e3, 1e6, 1e9]),
    ],
)
def test_ticks_of_factors_are_round(low: float, high: float, found: list[float]) -> None:
    assert Log(low, high, 0, 100).ticks(6) == found
