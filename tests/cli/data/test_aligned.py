"""Tables as aligned text."""

from __future__ import annotations

from tiltyard.cli.data._aligned import aligned


def test_numbers_stand_to_the_right_and_names_to_the_left() -> None:
    assert aligned([["name", "rows"], ["a", "1,200"], ["longer", "3"]]) == (
        "name     rows\na       1,200\nlonger      3"
    )


def test_wide_signs_take_two_places() -> None:
    assert aligned([["中文", "1"], ["abcd", "2"]]) == "中文  1\nabcd  2"


def test_nothing_steers_the_terminal() -> None:
    assert "\x1b" not in aligned([["\x1b[31mred", "1"]])
