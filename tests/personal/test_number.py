"""Digits in groups: what belongs together, and where it ends."""

from __future__ import annotations

import pytest

from tiltyard.personal._number import Number, numbers


def only(text: str) -> Number:
    """The one number in a text."""
    (number,) = numbers(text)
    return number


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("212-555-0143", ("212", "555", "0143")),
        ("(020) 7946 0123", ("020", "7946", "0123")),
        ("+44 (0)20 7946 0123", ("44", "0", "20", "7946", "0123")),
        ("2125550143", ("2125550143",)),
        ("030/5550-1234", ("030", "5550", "1234")),
    ],
)
def test_digits_are_grouped_as_they_are_written(text: str, groups: tuple[str, ...]) -> None:
    assert only(text).groups == groups


@pytest.mark.parametrize(
    "text", ["212-555-0143 - 212-555-0199", "212-555-0143  212-555-0199", "2125550143 (2125550199"]
)
def test_what_no_number_holds_ends_it(text: str) -> None:
    assert len(list(numbers(text))) == 2


@pytest.mark.parametrize("text", ["12 34 56", "1234", "2024 was", "a1234567"])
def test_few_digits_are_no_number(text: str) -> None:
    assert list(numbers(text)) == []


def test_a_table_of_digits_is_no_number() -> None:
    assert list(numbers("12 " * 50)) == []


def test_signs_before_and_an_extension_are_of_the_number() -> None:
    number = only("a (+44) 20 7946 0123 ext. 12 b")
    assert number.text[number.start : number.end] == "(+44) 20 7946 0123 ext. 12"
    assert (number.plus, number.extension, number.in_parentheses) == (True, True, 0)


@pytest.mark.parametrize(
    "text", ["$2125550143", "1,2125550143", "2125550143%", "x-2125550143", "/2125550143"]
)
def test_what_is_a_part_of_something_is_not_free(text: str) -> None:
    assert not only(text).is_free


def test_some_of_its_groups_are_a_number_too() -> None:
    part = only("212-555-0143 (020) 7946-0123").cut(3, 6)
    assert part.text[part.start : part.end] == "(020) 7946-0123"
    assert part.in_parentheses == 0
