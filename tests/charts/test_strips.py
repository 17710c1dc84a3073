"""Charts of rows: what is drawn, what is left out, what stands where."""

from __future__ import annotations

import pytest

from charts.reading import SPACE, level_words, read, said
from tiltyard.charts import Bar, Bars, Interval, Intervals
from tiltyard.charts._strips import window


def chart(*labels: str, start: int = 0, most: int = 50) -> Intervals:
    marks = tuple(Interval(label, 1000, 990, 1010) for label in labels)
    return Intervals(title="Ratings", marks=marks, start=start, most=most)


def test_a_long_name_is_shortened_and_said_whole() -> None:
    name = "heron-" * 20
    svg = chart(name).draw()
    assert name not in [one.text for one in level_words(svg)]
    assert said(svg) == [f"{name}: 1,000 (990 to 1,010)"]


def test_a_phone_has_the_name_above_its_interval() -> None:
    (name,) = [one for one in level_words(chart("lark").draw(narrow=True)) if one.text == "lark"]
    (circle,) = read(chart("lark").draw(narrow=True)).iter(f"{SPACE}circle")
    assert name.bottom < float(circle.attrib["cy"]) - 4.5


def test_long_charts_have_ticks_at_both_ends() -> None:
    short = [one.text for one in level_words(chart(*map(str, range(5))).draw())]
    long = [one.text for one in level_words(chart(*map(str, range(30))).draw())]
    assert short.count("1,020") == 1
    assert long.count("1,020") == 2


@pytest.mark.parametrize(
    ("start", "drawn", "note"),
    [
        (0, [0, 1], ["The first 2 of 5 models; the table has all."]),
        (2, [2, 3], ["Models 3 to 4 of 5; the table has all."]),
        (4, [4], ["Models 5 to 5 of 5; the table has all."]),
        (9, [], ["Models none of 5; the table has all."]),
    ],
)
def test_a_window_says_what_it_leaves_out(start: int, drawn: list[int], note: list[str]) -> None:
    assert window(range(5), start, 2, "model") == (range(*_ends(drawn)), note)


def _ends(drawn: list[int]) -> tuple[int, int]:
    return (drawn[0], drawn[-1] + 1) if drawn else (5, 5)


def test_a_window_on_all_says_nothing() -> None:
    assert window([1, 2], 0, 2, "model") == ([1, 2], [])


def test_on_a_phone_a_long_title_of_the_axis_takes_two_lines() -> None:
    axis = "Share won, of votes on its wrong answers against right ones"
    narrow = Bars(title="", axis=axis, marks=(Bar("lark", 0.5, 0.4, 0.6),)).draw(narrow=True)
    seen = [one for one in level_words(narrow) if one.text in f"{axis}, with 95\u00a0% intervals"]
    assert len(seen) >= 2
    assert max(one.right for one in seen) <= 360
    (tick,) = [one for one in level_words(narrow) if one.text == "50\u00a0%" and one.top < 60]
    assert max(one.bottom for one in seen) <= tick.top
