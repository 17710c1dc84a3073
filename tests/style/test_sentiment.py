"""Praise less blame."""

from __future__ import annotations

import pytest

from tiltyard import style
from tiltyard.style import Texts

pytestmark = pytest.mark.usefixtures("either")


def sentiment(text: str) -> float:
    return float(style.measure(Texts.of([text]), ["sentiment"])["sentiment"][0])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A wonderful idea", 1 / 3),
        ("A TERRIBLE idea", -1 / 3),
        ("wonderful terrible", 0),
        ("not good", -1 / 2),
        ("It isn't bad, it's awful", -1 / 7),
        ("No. Good idea", 1 / 3),
        ("good\n```\nterrible\n```", 1),
        ("Das war gut", 0),
        ("goodé", 0),
        ("今天 good", 1 / 3),
        ("", 0),
    ],
)
def test_praise_less_blame_is_a_share_of_words(text: str, value: float) -> None:
    assert sentiment(text) == value


def test_a_very_long_sentence_is_read_to_its_end() -> None:
    assert sentiment("good so " * 10_000) == 1 / 2
