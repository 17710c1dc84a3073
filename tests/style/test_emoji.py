"""Emoji as they are seen."""

from __future__ import annotations

import pytest

from tiltyard import style
from tiltyard.style import Texts


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("plain", 0),
        ("😀😀", 2),
        ("👍🏽", 1),
        ("👩\u200d👩\u200d👧", 1),
        ("🇫🇷🇩🇪", 2),
        ("🇫🇷🇩", 1),
        ("❤\ufe0f", 1),
        ("❤", 0),
        ("1\ufe0f\u20e3 2\ufe0f\u20e3", 2),
        ("✅ done ❌", 2),
        ("→ © ™ ✓", 0),
        ("\ufe0f \ufe0f", 0),
        ("été 漢字 ж", 0),
    ],
)
def test_what_is_seen_as_one_picture_counts_once(text: str, emoji: int) -> None:
    assert style.measure(Texts.of([text]), ["emoji"])["emoji"][0] == emoji
