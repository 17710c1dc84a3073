"""A capital, bet after bet."""

from __future__ import annotations

import math

import pytest

from charts.reading import level_words, read, said
from tiltyard.charts import Stake
from tiltyard.errors import DataError


def chart(*values: float) -> Stake:
    """A stake that became these, vote after vote."""
    steps = ((0, 0.0), *((place, math.log(one)) for place, one in enumerate(values, 1)))
    return Stake(title="Betting", steps=steps)


def test_every_step_is_said() -> None:
    assert said(chart(2.5, 40).draw()) == ["0 votes: 1", "1 vote: 2.5", "2 votes: 40"]


def test_the_message_says_when_it_was_enough() -> None:
    assert chart(20, 150, 90).message() == (
        "After 3 votes a stake of 1 has become 90; it was 100 for the first time after 2 votes."
    )


def test_the_message_says_that_it_never_was() -> None:
    assert chart(2).message().endswith("has become 2; it never was 100.")


def test_the_threshold_is_on_the_chart_of_a_poor_bet() -> None:
    assert "100: look" in [one.text for one in level_words(chart(0.5).draw())]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_long_path_keeps_its_last_step(*, narrow: bool) -> None:
    svg = chart(*(1.1**place for place in range(500))).draw(narrow=narrow)
    assert said(svg)[-1].startswith("500 votes: ")
    assert len(said(svg)) <= 42


def test_a_file_of_its_own_is_whole() -> None:
    assert read(chart(3, 4).draw(standalone=True)).tag.endswith("svg")


def test_the_table_has_every_step() -> None:
    numbers, digits = zip(*chart(10, 1000).rows().rows, strict=True)
    assert numbers == (0, 1, 2)
    assert list(digits) == pytest.approx([0, 1, 3])


def test_immense_capital_is_a_power_of_ten() -> None:
    assert "10⁵⁰" in chart(1e50).message()


@pytest.mark.parametrize("steps", [(), ((1, 0.0), (0, 1.0)), ((0, math.inf),), ((0, math.nan),)])
def test_what_cannot_be_drawn_is_refused(steps: tuple[tuple[int, float], ...]) -> None:
    with pytest.raises(DataError):
        Stake(title="x", steps=steps)
