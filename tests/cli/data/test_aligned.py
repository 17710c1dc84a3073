"""Tables as aligned text."""

from __future__ import annotations

from tiltyard.cli.data._aligned import aligned, wrapped


def test_numbers_stand_to_the_right_and_names_to_the_left() -> None:
    assert aligned([["name", "rows"], ["a", "1,200"], ["longer", "3"]]) == (
        "name     rows\na       1,200\nlonger      3"
    )


def test_wide_signs_take_two_places() -> None:
    assert aligned([["中文", "1"], ["abcd", "2"]]) == "中文  1\nabcd  2"


def test_nothing_steers_the_terminal() -> None:
    assert "\x1b" not in aligned([["\x1b[31mred", "1"]])


def test_long_cells_go_on_in_the_next_row() -> None:
    told = wrapped([("label", "rows"), ("occupation", "one of many, " * 12)])
    assert [name for name, _ in told] == ["label", "occupation", "", ""]
    assert max(map(len, aligned(told, left=2).splitlines())) <= 80


def test_names_that_fill_a_terminal_leave_room_for_words() -> None:
    assert wrapped([("n" * 90, "a few words")]) == [("n" * 90, "a few words")]
