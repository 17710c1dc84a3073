from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.providers._text import Cleaner


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_good_text_is_left_as_it_is(text: str) -> None:
    assert Cleaner().clean(text) is text


def test_an_emoji_that_was_cut_in_two_is_joined_again() -> None:
    cleaner = Cleaner()
    assert [cleaner.clean("a\ud83d"), cleaner.clean("\ude00b")] == ["a", "😀b"]


@pytest.mark.parametrize("piece", ["\ude00", "a\x00"])
def test_what_cannot_be_stored_becomes_a_replacement_character(piece: str) -> None:
    assert "\ufffd" in Cleaner().clean(piece)


def test_a_lone_first_half_is_replaced_once_something_follows() -> None:
    cleaner = Cleaner()
    assert cleaner.clean("\ud83d") == ""
    assert cleaner.clean("a") == "\ufffda"


@given(st.lists(st.text(st.characters())))
def test_what_comes_out_can_always_be_encoded(pieces: list[str]) -> None:
    cleaner = Cleaner()
    joined = "".join(cleaner.clean(piece) for piece in pieces)
    assert "\0" not in joined
    joined.encode()
