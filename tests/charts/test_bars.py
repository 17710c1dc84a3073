"""Bars begin at zero."""

from __future__ import annotations

import math

import pytest

from charts.reading import SPACE, level_words, read, said
from tiltyard.charts import Bar, Bars
from tiltyard.errors import DataError


def chart(*marks: Bar, **more: object) -> Bars:
    return Bars(title="Won", axis="Share of battles won", marks=marks, **more)  # type: ignore[arg-type]  # what a test varies


def widths(one: Bars) -> list[float]:
    found = [part for part in read(one.draw()).iter(f"{SPACE}rect") if part.get("class") == "key"]
    return [float(part.attrib["width"]) for part in found]


def test_a_bar_twice_as_long_is_twice_as_much() -> None:
    first, second = widths(chart(Bar("coding", 0.4), Bar("maths", 0.2)))
    assert first == pytest.approx(2 * second, abs=0.02)


def test_a_rate_is_drawn_against_the_whole() -> None:
    words = {one.text for one in level_words(chart(Bar("coding", 0.51)).draw())}
    assert {"0\u00a0%", "100\u00a0%"} <= words


def test_shares_that_are_small_may_say_how_far_the_axis_goes() -> None:
    whole, part = (widths(chart(Bar("a", 0.1), ends=ends))[0] for ends in (None, (0.0, 0.2)))
    assert part == pytest.approx(5 * whole, rel=0.05)


def test_what_is_below_zero_goes_to_the_left() -> None:
    one = chart(Bar("length", 30), Bar("headers", -15), form="points")
    rects = [part for part in read(one.draw()).iter(f"{SPACE}rect") if part.get("class") == "key"]
    up, down = ((float(r.attrib["x"]), float(r.attrib["width"])) for r in rects)
    assert down[0] + down[1] == pytest.approx(up[0], abs=0.02)
    assert up[1] == pytest.approx(2 * down[1], abs=0.02)


def test_an_axis_reaches_as_far_as_the_intervals() -> None:
    svg = chart(Bar("length", 30, -80, 140), form="points").draw()
    xs = [
        float(x)
        for part in read(svg).iter(f"{SPACE}path")
        for x in (part.attrib["d"].lstrip("M").split()[0],)
    ]
    assert all(0 <= x <= 860 for x in xs)


def test_what_is_not_known_has_no_bar() -> None:
    one = chart(Bar("maths", None), Bar("coding", 0.4))
    assert len(widths(one)) == 1
    assert said(one.draw())[0] == "maths: no votes"


def test_a_line_to_compare_with_is_drawn() -> None:
    dashed = 'stroke-dasharray="4 3"'
    assert dashed in chart(Bar("a", 0.4), line=0.5).draw()
    assert dashed not in chart(Bar("a", 0.4)).draw()


def test_the_message_has_the_highest_and_the_lowest() -> None:
    one = chart(Bar("a", 0.4, 0.3, 0.5, 12), Bar("b", 0.7), Bar("c", None))
    assert one.message() == (
        "Highest is b: 70\u00a0%; lowest is a: 40\u00a0% (30\u00a0% to 50\u00a0%), of 12 votes."
    )


def test_nothing_known_is_said() -> None:
    assert chart(Bar("a", None)).message() == "Nothing is known yet."


def test_the_table_has_the_columns_that_somebody_needs() -> None:
    plain, full = chart(Bar("a", 0.4)), chart(Bar("a", 0.4, 0.3, 0.5, 12))
    assert [column.key for column in plain.rows().columns] == ["name", "value"]
    assert full.rows().rows == (("a", 0.4, 0.3, 0.5, 12),)


@pytest.mark.parametrize("numbers", [(math.nan, None, None), (math.inf, None, None), (1, 2, 3)])
def test_what_cannot_be_drawn_is_refused(numbers: tuple[float, float | None, float | None]) -> None:
    with pytest.raises(DataError):
        Bar("a", *numbers)
