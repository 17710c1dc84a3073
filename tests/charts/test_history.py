"""Lines over time."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from charts.reading import level_words, said
from tiltyard.charts import History, Line, Moment
from tiltyard.errors import DataError

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)


def line(label: str, *values: float | None, ends: float | None = None) -> Line:
    """A moment a week, with intervals so wide, if any."""
    return Line(
        label,
        tuple(
            Moment(BEGIN + timedelta(7 * week), value)
            if value is None or ends is None
            else Moment(BEGIN + timedelta(7 * week), value, value - ends, value + ends)
            for week, value in enumerate(values)
        ),
    )


def chart(*lines: Line, coloured: int = 8, is_rank: bool = False) -> History:
    return History(title="History", lines=lines, coloured=coloured, is_rank=is_rank)


def test_a_line_is_named_at_its_end() -> None:
    svg = chart(line("lark", 1000, 1010), line("wren", 990, 980)).draw()
    names = {one.text: one.top for one in level_words(svg)}
    assert names["lark"] < names["wren"]


def test_names_of_lines_that_end_together_are_apart() -> None:
    found = level_words(chart(*(line(f"lark-{i}", 1000, 1000) for i in range(8))).draw())
    tops = sorted(one.top for one in found if one.text.startswith("lark"))
    assert min(b - a for a, b in pairwise(tops)) >= 16


def test_a_gap_is_left_open() -> None:
    whole = chart(line("lark", 1000, 1010, 1020, 1030, 1040)).draw()
    gap = chart(line("lark", 1000, 1010, None, 1030, 1040)).draw()
    thick = 'stroke-width="2"'
    assert (whole.count(thick), gap.count(thick)) == (1, 2)


def test_intervals_are_bands() -> None:
    assert 'fill-opacity="0.13"' in chart(line("lark", 1000, 1010, ends=9)).draw()
    assert 'fill-opacity="0.13"' not in chart(line("lark", 1000, 1010)).draw()


def test_other_lines_are_grey_and_counted() -> None:
    lines = [line(f"lark-{i}", 1000 + i, 1000) for i in range(12)]
    svg = chart(*lines, coloured=3).draw()
    assert svg.count('opacity="0.4"') == 9
    assert "In grey: 9 others, without their intervals." in svg


def test_of_very_many_lines_some_are_drawn() -> None:
    svg = chart(*(line(f"lark-{i}", 1000, 1001) for i in range(200))).draw()
    assert "In grey: 60 of 192 others" in svg


def test_of_very_many_moments_the_last_is_drawn() -> None:
    svg = chart(line("lark", *(1000 + i % 7 for i in range(900)))).draw()
    last = BEGIN + timedelta(7 * 899)
    assert said(svg)[-1] == f"lark, {last.day} {last:%b %Y}: {1000 + 899 % 7:,}"
    assert len(said(svg)) <= 42


def test_the_first_rank_is_at_the_top() -> None:
    svg = chart(line("lark", 1, 2), line("wren", 2, 1), is_rank=True).draw()
    ticks = {one.text: one.top for one in level_words(svg) if one.text in {"1", "5"}}
    assert ticks["1"] < ticks["5"]
    assert "0" not in {one.text for one in level_words(svg)}


def test_models_with_one_moment_stand_beside_each_other() -> None:
    svg = chart(line("lark", 1000, ends=9), line("wren", 1000, ends=9)).draw()
    assert svg.count('stroke-width="5"') == 2
    assert said(svg) == [
        "wren, 2 Mar 2026: 1,000 (991 to 1,009)",
        "lark, 2 Mar 2026: 1,000 (991 to 1,009)",
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((), "There is no history yet."),
        ((line("lark", None),), "There is no history yet."),
        ((line("lark", 1000),), "lark: 1,000 on 2 Mar 2026. There is one moment so far."),
        (
            (line("lark", 1000, 1010),),
            "lark went from 1,000 on 2 Mar 2026 to 1,010 on 9 Mar 2026.",
        ),
        (
            (line("lark", 1000, 990, 1000),),
            "lark stands at 1,000, on 16 Mar 2026 as on 2 Mar 2026.",
        ),
    ],
)
def test_the_message_tells_of_the_first_line(lines: tuple[Line, ...], told: str) -> None:
    assert chart(*lines).message() == told


def test_the_table_has_the_coloured_lines() -> None:
    table = chart(line("lark", 1000, None, ends=9), line("wren", 990), coloured=1).rows()
    assert table.rows == (("lark", BEGIN, 1000, 991, 1009),)


def test_a_table_without_intervals_has_no_columns_for_them() -> None:
    assert len(chart(line("lark", 1000)).rows().columns) == 3


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_cannot_be_drawn_is_refused(value: float) -> None:
    with pytest.raises(DataError):
        Moment(BEGIN, value)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(DataError, match="aware"):
        Moment(datetime(2026, 3, 2), 1000)
