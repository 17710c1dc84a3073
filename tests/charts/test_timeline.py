"""Counts over time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from charts.reading import SPACE, level_words, read, said
from tiltyard.charts import Period, Timeline
from tiltyard.errors import DataError

BEGIN = date(2026, 1, 5)


def chart(
    *counts: tuple[int, ...], days: int = 1, kinds: tuple[str, ...] = ("wins", "ties")
) -> Timeline:
    periods = (Period(BEGIN + timedelta(i * days), one) for i, one in enumerate(counts))
    return Timeline(title="Votes", kinds=kinds, periods=tuple(periods), days=days)


def heights(svg: str, colour: str) -> list[float]:
    return [
        float(one.attrib["height"])
        for group in read(svg).iter(f"{SPACE}g")
        for one in group.iter(f"{SPACE}rect")
        if one.get("class") == colour
    ]


def test_twice_as_many_are_twice_as_high() -> None:
    first, second = heights(chart((10, 0), (20, 0)).draw(), "s1")
    assert second == pytest.approx(2 * first, abs=0.02)


def test_kinds_stand_on_each_other() -> None:
    svg = chart((10, 30)).draw()
    assert heights(svg, "s2")[0] == pytest.approx(3 * heights(svg, "s1")[0], abs=0.03)


def test_a_column_is_said_with_its_kinds() -> None:
    assert said(chart((10, 30)).draw()) == ["5 Jan 2026: 40 votes (wins 10, ties 30)"]


def test_a_week_is_told_as_such() -> None:
    svg = chart((10, 30), days=7).draw()
    assert said(svg) == ["7 days from 5 Jan 2026: 40 votes (wins 10, ties 30)"]
    assert "Votes a week" in [one.text for one in level_words(svg)]


def test_one_kind_has_no_legend() -> None:
    one = chart((10,), kinds=("votes",)).draw()
    assert "votes" not in [found.text for found in level_words(one)]


@pytest.mark.parametrize("many", [400, 3000])
def test_many_days_are_added_up_and_none_is_lost(many: int) -> None:
    one = chart(*((i % 5, 1) for i in range(many)))
    counts = [int(words.split(": ")[1].split()[0].replace(",", "")) for words in said(one.draw())]
    assert len(counts) < 170
    assert sum(counts) == sum(i % 5 + 1 for i in range(many))


def test_days_on_which_nothing_came_have_their_room() -> None:
    periods = (Period(BEGIN, (1,)), Period(BEGIN + timedelta(9), (1,)))
    svg = Timeline(title="Votes", kinds=("votes",), periods=periods).draw()
    first, last = (
        float(one.attrib["x"]) for one in read(svg).iter(f"{SPACE}rect") if one.get("class") == "s1"
    )
    assert last - first > 700


def test_the_message_tells_of_all_and_of_the_most() -> None:
    assert chart((10, 0), (20, 5)).message() == (
        "35 votes from 5 Jan 2026 to 6 Jan 2026; most on 6 Jan 2026: 25."
    )
    assert "most in the 7 days from 5 Jan 2026: 10." in chart((10, 0), days=7).message()


def test_nothing_is_told_as_nothing() -> None:
    assert chart().message() == "There are no votes yet."


def test_the_table_has_a_column_for_each_kind() -> None:
    table = chart((10, 30)).rows()
    assert [column.title for column in table.columns] == ["Day", "wins", "ties"]
    assert table.rows == ((BEGIN, 10, 30),)


@pytest.mark.parametrize(
    "periods",
    [
        (Period(BEGIN, (1, 2)),),
        (Period(BEGIN, (-1,)),),
        (Period(BEGIN, (1,)), Period(BEGIN, (1,))),
        (Period(BEGIN + timedelta(1), (1,)), Period(BEGIN, (1,))),
    ],
)
def test_periods_that_make_no_sense_are_refused(periods: tuple[Period, ...]) -> None:
    with pytest.raises(DataError):
        Timeline(title="Votes", kinds=("votes",), periods=periods)
