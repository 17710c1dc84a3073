"""Ratings against costs."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.reading import SPACE, level_words, read, said
from tiltyard.charts import Pareto, Point
from tiltyard.errors import DataError


def point(label: str, rating: float, cost: float, chance: float | None = None) -> Point:
    return Point(label, rating, rating - 10, rating + 10, cost, chance=chance)


def chart(*points: Point) -> Pareto:
    return Pareto(title="Value", points=points)


def places(svg: str) -> dict[str, tuple[float, float]]:
    """Where each model is, by name."""
    return {
        str(group[0].text).partition(":")[0]: (float(last.attrib["cx"]), float(last.attrib["cy"]))
        for group in read(svg).iter(f"{SPACE}g")
        if group.get("class") == "mark"
        for last in [list(group.iter(f"{SPACE}circle"))[-1]]
    }


FOUR = (
    point("lark", 1000, 0.1),
    point("wren", 1100, 1),
    point("finch", 1050, 10),
    point("heron", 1200, 100),
)


def test_the_frontier_is_what_nothing_beats_without_costing_more() -> None:
    assert chart(*FOUR).frontier() == ["lark", "wren", "heron"]


@given(st.lists(st.tuples(st.integers(900, 1100), st.integers(0, 9)), max_size=12))
def test_the_frontier_is_by_its_definition(drawn: list[tuple[int, int]]) -> None:
    points = [point(str(i), rating, cost) for i, (rating, cost) in enumerate(drawn)]

    def beaten(one: Point) -> bool:
        return any(
            other.rating >= one.rating
            and other.cost <= one.cost
            and (other.rating, other.cost) != (one.rating, one.cost)
            for other in points
        )

    assert set(chart(*points).frontier()) == {one.label for one in points if not beaten(one)}


def test_equal_factors_of_cost_are_equally_far_apart() -> None:
    at = places(chart(*FOUR).draw())
    assert at["wren"][0] - at["lark"][0] == pytest.approx(at["heron"][0] - at["finch"][0], abs=0.1)


def test_a_higher_rating_is_higher() -> None:
    at = places(chart(*FOUR).draw())
    assert at["heron"][1] < at["wren"][1] < at["finch"][1] < at["lark"][1]


def test_what_costs_nothing_stands_apart_under_its_name() -> None:
    svg = chart(point("lark", 1000, 0), point("wren", 1100, 1)).draw()
    (free,) = [one for one in level_words(svg) if one.text == "free"]
    assert free.left <= places(svg)["lark"][0] <= free.right


def test_nothing_is_said_to_be_free_where_nothing_is() -> None:
    assert "free" not in [one.text for one in level_words(chart(*FOUR).draw())]


def test_equal_costs_are_not_blown_up() -> None:
    at = places(chart(point("lark", 1000, 1), point("wren", 1001, 1.1)).draw())
    assert at["wren"][0] - at["lark"][0] < 40
    assert at["lark"][1] - at["wren"][1] < 6


def test_a_point_is_as_solid_as_it_is_sure() -> None:
    svg = chart(point("lark", 1000, 1, 0.9), point("wren", 990, 2, 0.1)).draw()
    solid = [
        float(one.attrib["fill-opacity"])
        for one in read(svg).iter(f"{SPACE}circle")
        if "fill-opacity" in one.attrib
    ]
    assert sorted(solid) == pytest.approx([0.172, 0.908], abs=0.01)
    assert "with probability 90\u00a0%" in said(svg)[-1]


def test_the_scales_are_there_for_the_slider() -> None:
    svg = chart(*FOUR).draw()
    (plane,) = [one for one in read(svg).iter(f"{SPACE}g") if one.get("data-plane")]
    low, high, start, end, bottom, top, down, up = map(float, str(plane.get("data-plane")).split())
    x, y = places(svg)["wren"]
    assert start + (0 - low) / (high - low) * (end - start) == pytest.approx(x, abs=0.05)
    assert down + (1100 - bottom) / (top - bottom) * (up - down) == pytest.approx(y, abs=0.05)


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ((), "No model with a rating has a known price."),
        (
            FOUR[:1],
            "1 model with a known price. Nothing is better or lower in price than lark.",
        ),
        (
            FOUR,
            "4 models with a known price. On the frontier, from the lowest price up: "
            "lark, wren and heron.",
        ),
    ],
)
def test_the_message_names_the_frontier(points: tuple[Point, ...], told: str) -> None:
    assert chart(*points).message() == told


def test_the_table_has_the_probability_only_where_it_is_known() -> None:
    bare, sure = chart(*FOUR).rows(), chart(point("lark", 1000, 1, 0.9)).rows()
    assert bare.columns[-1].key == "frontier"
    assert sure.rows == (("lark", 1, 1000, 990, 1010, "yes", 0.9),)


@pytest.mark.parametrize(
    "more",
    [
        {"cost": -1.0},
        {"cost": math.inf},
        {"cost": math.nan},
        {"rating": 2000.0},
        {"chance": 1.5},
        {"cost_low": 3.0},
        {"high": math.nan},
    ],
    ids=str,
)
def test_what_cannot_be_drawn_is_refused(more: dict[str, float]) -> None:
    held = {"label": "lark", "rating": 1000.0, "low": 990.0, "high": 1010.0, "cost": 1.0}
    with pytest.raises(DataError):
        Point(**(held | more))  # type: ignore[arg-type]  # built from a table of cases
