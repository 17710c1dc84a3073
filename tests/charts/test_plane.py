"""On a plane nothing is written over anything."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tiltyard.charts._plane import Box, beside, fitting, spread
from tiltyard.charts._scale import Linear
from tiltyard.charts._svg import SMALL
from tiltyard.charts._words import width

FRAME = Box(0, 0, 300, 200)


@given(st.lists(st.floats(0, 400), max_size=20))
def test_places_that_are_spread_are_apart_and_in_order(places: list[float]) -> None:
    moved = spread(places, 15, 0, 400)
    assert all((second - first) >= 15 - 1e-6 for first, second in itertools.pairwise(sorted(moved)))
    order = sorted(range(len(places)), key=lambda one: places[one])
    assert sorted(order, key=lambda one: moved[one]) == order


@given(st.lists(st.floats(0, 400), max_size=20))
def test_places_with_room_stay_inside(places: list[float]) -> None:
    assert all(-1e-6 <= place <= 400 + 1e-6 for place in spread(places, 15, 0, 400))


def test_places_that_are_apart_stay() -> None:
    assert spread([10, 200, 100], 15, 0, 400) == [10, 200, 100]


def test_a_name_takes_the_room_that_is_free() -> None:
    taken: list[Box] = []
    first = beside("lark", 100, 100, frame=FRAME, taken=taken)
    second = beside("wren", 100, 100, frame=FRAME, taken=taken)
    assert None not in (first, second)
    assert not taken[0].meets(taken[1])


def test_a_name_without_room_is_left_out() -> None:
    assert beside("lark", 100, 100, frame=FRAME, taken=[FRAME]) is None


def test_a_name_stays_inside_the_frame() -> None:
    taken: list[Box] = []
    beside("a-name-of-some-length", 290, 100, frame=FRAME, taken=taken)
    assert FRAME.holds(taken[0])


@given(st.floats(-1e6, 1e6), st.floats(1, 1e6))
def test_ticks_do_not_touch(low: float, span: float) -> None:
    scale = Linear(low, low + span, 0, 220)
    found = fitting(scale, lambda value: f"{value:,.2f}", 220)
    edges = [(scale(value), width(text, SMALL) / 2) for value, text in found]
    assert all(b - a >= half + other for (a, half), (b, other) in itertools.pairwise(edges))
