"""Numbers of payment cards: those that issuers publish for tests, and other long numbers."""

from __future__ import annotations

import pytest

from tiltyard import personal


def cards(text: str) -> list[str]:
    """The numbers of cards in a text."""
    return [text[span.start : span.end] for span in personal.find(text, ["card"])]


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111\u00a01111\u00a01111\u00a01111",
        "4111\u20131111\u20131111\u20131111",
        "4222222222222",
        "5555555555554444",
        "5555 5555 5555 4444",
        "2223003122003222",
        "378282246310005",
        "3782 822463 10005",
        "371449635398431",
        "6011111111111117",
        "30569309025904",
        "3056 930902 5904",
        "3530111333300000",
        "6200000000000005",
        "6304000000000000",
        "5067000000000009",
        "9792000000000003",
        "\uff14\uff11\uff11\uff11111111111111",
    ],
)
@pytest.mark.parametrize("around", ["{}", "my card {} expires", "card#{}.", "[{}]", "卡号{}。"])
def test_this_is_a_card(number: str, around: str) -> None:
    assert cards(around.format(number)) == [number]


def test_twelve_digits_are_a_card_where_the_text_says_so() -> None:
    assert cards("my maestro card 501800000009") == ["501800000009"]


def test_a_card_of_an_unknown_issuer_is_one_where_the_text_says_so() -> None:
    assert cards("my card: 1111111111111117") == ["1111111111111117"]


def test_a_card_may_stand_between_commas() -> None:
    assert cards("4,4111111111111111,12/27") == ["4111111111111111"]


@pytest.mark.parametrize(
    "text",
    [
        "501800000009",
        "4111111111111112",
        "4111 1111 1111 1112",
        "1111111111111117",
        "9111111111111111",
        "0000000000000000",
        "411111111111111",
        "41111111111111111",
        "4111 1111 11111111",
        "4111 1111-1111 1111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "a4111111111111111",
        "4111111111111111b",
        "0.4111111111111111",
        "4111111111111111.5",
        "4,111,111,111,111,111",
        "1700000000000",
        "1700000000000000000",
        "978-3-16-148410-0",
        "4111 1111",
        "411111-1111-1111-1111",
        "+4111111111111111",
        "3.141592653589793238",
        "4111_1111_1111_1111",
    ],
)
def test_this_is_no_card(text: str) -> None:
    assert cards(text) == []
