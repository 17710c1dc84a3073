"""Ranks as ranges."""

from __future__ import annotations

import pytest

from charts.reading import SPACE, level_words, read, said
from tiltyard.charts import Rank, Ranks
from tiltyard.errors import DataError

MARKS = (Rank("lark", 1, 2), Rank("wren", 1, 2), Rank("finch", 3, 3))


def bars(chart: Ranks) -> list[tuple[float, float]]:
    """Left edge and width of each range."""
    found = [one for one in read(chart.draw()).iter(f"{SPACE}rect") if one.get("class") == "key"]
    return [(float(one.attrib["x"]), float(one.attrib["width"])) for one in found]


def test_a_range_is_as_wide_as_its_ranks() -> None:
    (_, both), _, (_, one) = bars(Ranks(title="Ranks", marks=MARKS))
    assert both - one == pytest.approx(both / 1.8, rel=0.01)


def test_the_first_rank_is_at_the_left_and_named() -> None:
    chart = Ranks(title="Ranks", marks=MARKS)
    lefts = [left for left, _ in bars(chart)]
    assert lefts == sorted(lefts)
    assert "1" in [one.text for one in level_words(chart.draw())]


def test_a_rank_is_said_as_a_range() -> None:
    assert said(Ranks(title="Ranks", marks=MARKS).draw())[0::2] == [
        "lark: rank 1 to 2",
        "finch: rank 3",
    ]


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        (MARKS, "lark and wren can be the first. Of 3, 1 have a rank that is sure."),
        ((), "There are no models yet."),
        ((Rank("lark", 2, 3),), "None can be the first."),
    ],
)
def test_the_message_says_who_can_be_first(marks: tuple[Rank, ...], told: str) -> None:
    assert Ranks(title="Ranks", marks=marks).message() == told


@pytest.mark.parametrize(("best", "worst"), [(0, 1), (3, 2)])
def test_what_is_no_rank_is_refused(best: int, worst: int) -> None:
    with pytest.raises(DataError, match="lark"):
        Rank("lark", best, worst)
