"""Social security numbers, of areas and groups that look right, and others."""

from __future__ import annotations

import pytest

from tiltyard import personal


def numbers(text: str) -> list[str]:
    """The numbers in a text."""
    return [text[span.start : span.end] for span in personal.find(text, ["ssn"])]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("123-45-6789", "123-45-6789"),
        ("Ada, 523-45-6789, Kite Lane", "523-45-6789"),
        ("My SSN is 123-45-6789.", "123-45-6789"),
        ("ssn:123456789", "123456789"),
        ("social security number 123 45 6789", "123 45 6789"),
        ("Social Security #123.45.6789", "123.45.6789"),
        ("my ITIN is 912-71-6789", "912-71-6789"),
        ("123\u201145\u20116789", "123\u201145\u20116789"),
    ],
)
def test_this_is_a_number(text: str, number: str) -> None:
    assert numbers(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "000-45-6789",
        "666-45-6789",
        "912-71-6789",
        "123-00-6789",
        "123-45-0000",
        "ssn 123-45-0000",
        "123 45 6789",
        "123456789",
        "123.45.6789",
        "123-456-789",
        "0123-45-6789",
        "123-45-67890",
        "a123-45-6789",
        "123-45-6789-0",
        "1.123-45-6789",
        "+123-45-6789",
    ],
)
def test_this_is_no_number(text: str) -> None:
    assert numbers(text) == []
