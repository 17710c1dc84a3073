"""Words around a number: which of them call it a phone number."""

from __future__ import annotations

import pytest

from tiltyard.personal._phone_words import says_other, says_phone

NUMBER = "5550123"


def said(text: str) -> bool:
    """Whether the text calls the number in it a phone number."""
    start = text.index(NUMBER)
    return says_phone(text, start, start + len(NUMBER), bare=True)


@pytest.mark.parametrize(
    "text",
    [
        f"call {NUMBER}",
        f"Phone: {NUMBER}",
        f"order by phone {NUMBER}",
        f"{NUMBER} (office)",
        f"电话{NUMBER}",
        f"телефон {NUMBER}",
        f"tél. {NUMBER}",
    ],
)
def test_this_calls_it_a_phone_number(text: str) -> None:
    assert said(text)


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        f"phone order {NUMBER}",
        f"telegraph {NUMBER}",
        f"the phone was sold to more than a few: {NUMBER}",
        f"{NUMBER} homework",
    ],
)
def test_this_does_not(text: str) -> None:
    assert not said(text)


@pytest.mark.parametrize("before", ["ISBN ", "order #", "Invoice number: ", "case ID is "])
def test_some_words_say_that_it_is_something_else(before: str) -> None:
    assert says_other(before + NUMBER, len(before))


@pytest.mark.parametrize("before", ["", "in order to reach us, ", "an ID card, and "])
def test_words_further_away_do_not(before: str) -> None:
    assert not says_other(before + NUMBER, len(before))
