"""Ratings with intervals: geometry, bands, open ends, words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.reading import SPACE, level_words, read
from tiltyard.charts import Interval, Intervals
from tiltyard.errors import DataError

THREE = (
    Interval("lark", 1040, 1030, 1050),
    Interval("wren", 1035, 1025, 1045),
    Interval("finch", 925, 910, 940),
)


def circles(svg: str) -> list[float]:
    """Where the ratings are, from the left."""
    return [float(one.attrib["cx"]) for one in read(svg).iter(f"{SPACE}circle")]


def test_distances_are_those_of_the_ratings() -> None:
    first, second, third = circles(Intervals(title="Ratings", marks=THREE).draw())
    assert (first - second) / (second - third) == pytest.approx(5 / 110, rel=0.01)


def test_a_lead_of_a_point_is_drawn_as_a_point_of_a_hundred() -> None:
    marks = (Interval("lark", 1001, 1001, 1001), Interval("wren", 1000, 1000, 1000))
    drawn = Intervals(title="Ratings", marks=marks).draw()
    grid = [one for one in level_words(drawn) if one.text in {"960", "1,040"}]
    apart = (grid[1].left + grid[1].right) / 2 - (grid[0].left + grid[0].right) / 2
    first, second = circles(drawn)
    assert first - second == pytest.approx(apart / 80, rel=0.02)


@given(
    st.lists(
        st.tuples(st.floats(-1e6, 1e6), st.floats(0, 1e4), st.floats(0, 1e9) | st.just(math.inf)),
        min_size=1,
        max_size=8,
    )
)
def test_every_interval_is_on_the_axis(drawn: list[tuple[float, float, float]]) -> None:
    marks = tuple(
        Interval(str(i), value, value - below, value + above)
        for i, (value, below, above) in enumerate(drawn)
    )
    svg = Intervals(title="Ratings", marks=marks).draw()
    assert all(0 <= x <= 860 for x in circles(svg))
    assert "inf" not in svg


def test_an_end_that_is_not_known_has_an_arrow() -> None:
    closed = Intervals(title="Ratings", marks=(Interval("lark", 1, 0, 2),)).draw()
    opened = Intervals(title="Ratings", marks=(Interval("lark", 1, 0, math.inf),)).draw()
    assert (closed.count("Z"), opened.count("Z")) == (0, 1)
    assert "at least 0" in opened


def test_blocks_that_are_surely_apart_lie_on_bands() -> None:
    blocks = (("lark", "wren"), ("finch",))
    svg = Intervals(title="Ratings", marks=THREE, blocks=blocks).draw()
    assert svg.count('class="band"') == 2
    assert "surely above" in svg


def test_one_block_needs_no_band() -> None:
    blocks = (("lark", "wren", "finch"),)
    assert "band" not in Intervals(title="Ratings", marks=THREE, blocks=blocks).draw()


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ((), "There are no models yet."),
        (THREE[:1], "One model: lark, 1,040 (1,030 to 1,050)."),
        (
            THREE,
            "First is lark, 1,040 (1,030 to 1,050). wren may be as good. "
            "Last of 3 is finch, 925 (910 to 940).",
        ),
        (
            (THREE[0], THREE[2]),
            "First is lark, 1,040 (1,030 to 1,050). No other interval reaches into its own. "
            "Last of 2 is finch, 925 (910 to 940).",
        ),
        (
            (THREE[0],) * 6,
            "First is lark, 1,040 (1,030 to 1,050). 5 others may be as good. "
            "Last of 6 is lark, 1,040 (1,030 to 1,050).",
        ),
    ],
)
def test_the_message_is_what_the_chart_says(marks: tuple[Interval, ...], said: str) -> None:
    assert Intervals(title="Ratings", marks=marks).message() == said


def test_the_table_has_all_rows_and_whole_numbers() -> None:
    table = Intervals(title="Ratings", marks=THREE, most=1).rows()
    assert table.rows[1] == ("wren", 1035, 1025, 1045)
    assert len(table.rows) == 3


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [(1, 2, 3), (4, 2, 3), (math.nan, 0, 1), (math.inf, 0, math.inf), (1, math.nan, 2)],
)
def test_an_interval_without_its_number_is_refused(value: float, low: float, high: float) -> None:
    with pytest.raises(DataError, match=r"lark|nan"):
        Interval("lark", value, low, high)
