"""The frame of a chart: its size, its words, its notes."""

from __future__ import annotations

from charts.reading import box, level_words, read
from tiltyard.charts._frame import Look, framed


def drawn(look: Look, *notes: str, title: str = "A title") -> str:
    return framed([], height=100, title=title, message="It says so.", notes=notes, look=look)


def test_a_page_has_the_title_above_the_drawing() -> None:
    assert list(level_words(drawn(Look()))) == []


def test_a_file_has_its_title_in_it() -> None:
    assert [one.text for one in level_words(drawn(Look(standalone=True)))] == ["A title"]


def test_a_long_title_is_wrapped() -> None:
    lines = list(level_words(drawn(Look(narrow=True, standalone=True), title="long words " * 12)))
    assert len(lines) > 2
    assert not any(one.meets(other) for one in lines for other in lines if one != other)


def test_notes_make_room_for_themselves() -> None:
    bare, noted = box(drawn(Look())), box(drawn(Look(), "A note.", "Another."))
    assert bare == (0, 0, 860, 100)
    assert noted[3] > bare[3] + 20


def test_a_narrow_one_is_for_a_phone() -> None:
    assert box(drawn(Look(narrow=True)))[2] == 360


def test_colours_are_the_page_s_own() -> None:
    assert read(drawn(Look())).get("class") == "drawing"
    assert "#" not in drawn(Look()).replace("w3.org", "")
