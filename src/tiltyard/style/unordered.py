"""Bulleted list items, as FastChat counts them."""

from __future__ import annotations

import re

from tiltyard.style._fastchat import without_code
from tiltyard.style._feature import Feature

_ITEM = re.compile(r"^[^\S\n]*[-*+]\s", re.MULTILINE)


def measure(text: str) -> float:
    """How many lines are bulleted items."""
    return float(len(_ITEM.findall(without_code(text))))


feature = Feature(
    title="Bulleted items",
    unit="items",
    about=(
        "Lines that begin with a dash, a star or a plus sign and white space, outside of "
        "code as FastChat leaves it out."
    ),
    measure=measure,
)
