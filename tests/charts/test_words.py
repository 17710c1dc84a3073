"""Words fit their room, and numbers are written as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.charts import _words
from tiltyard.charts._words import Form

INFINITE = float("inf")


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (1041.6, "points", "1,042"),
        (-3.2, "points", "−3"),
        (None, "points", "–"),
        (INFINITE, "points", "∞"),
        (-INFINITE, "points", "−∞"),
        (0.5, "rate", "50\u00a0%"),
        (0.996, "rate", "99.6\u00a0%"),
        (0.004, "rate", "0.4\u00a0%"),
        (1.0, "rate", "100\u00a0%"),
        (0, "usd", "free"),
        (0.0234, "usd", "$0.023"),
        (1250, "usd", "$1,250.00"),
        (0.25, "seconds", "0.25\u00a0s"),
        (7e9, "parameters", "7\u00a0B"),
        (350e6, "parameters", "350\u00a0M"),
        (12.345, "number", "12.3"),
        (12345, "number", "12,345"),
    ],
)
def test_a_number_is_written_as_people_write_it(
    value: float | None, form: Form, written: str
) -> None:
    assert _words.written(value, form) == written


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1, 2, "1 to 2"),
        (1, INFINITE, "at least 1"),
        (-INFINITE, 2, "at most 2"),
        (-INFINITE, INFINITE, "not known"),
    ],
)
def test_an_interval_says_which_ends_it_has(low: float, high: float, said: str) -> None:
    assert _words.between(low, high, "points") == said


@given(st.text(), st.floats(10, 300))
def test_what_was_shortened_fits(text: str, room: float) -> None:
    short = _words.shortened(text, room)
    assert _words.width(short) <= room or short == "…"


def test_a_shortened_name_keeps_its_end() -> None:
    short = _words.shortened("heron-of-a-long-family-2026-11-03", 150)
    assert short.startswith("heron")
    assert short.endswith("03")


def test_what_fits_stays_whole() -> None:
    assert _words.shortened("lark", 60) == "lark"


@given(st.text())
def test_lines_fit_their_room(text: str) -> None:
    assert all(_words.width(line) <= 120 for line in _words.wrapped(text, 120))


def test_wide_letters_are_wide() -> None:
    assert _words.width("日本") == pytest.approx(26)


def test_what_steers_a_screen_is_written_out() -> None:
    assert _words.visible("a\u202eb\x07\u00a0c") == "a\\u202eb\\x07\u00a0c"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), ""),
        (("lark",), "lark"),
        (("lark", "wren"), "lark and wren"),
        (("lark", "wren", "finch"), "lark, wren and finch"),
    ],
)
def test_names_are_listed_as_in_a_sentence(names: tuple[str, ...], said: str) -> None:
    assert _words.listed(names) == said


@pytest.mark.parametrize(("many", "said"), [(1, "1 vote"), (0, "0 votes"), (2000, "2,000 votes")])
def test_a_count_has_its_noun(many: int, said: str) -> None:
    assert _words.counted(many, "vote") == said
