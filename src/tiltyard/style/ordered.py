"""Numbered list items, as FastChat counts them."""

from __future__ import annotations

import re

from tiltyard.style._classes import Kind, pattern
from tiltyard.style._fastchat import without_code
from tiltyard.style._feature import Feature

# FastChat lets white space before the number run over lines, which finds the same items slowly.
_ITEM = re.compile(rf"^[^\S\n]*[{pattern(Kind.DIGIT)}]+\.\s", re.MULTILINE)


def measure(text: str) -> float:
    """How many lines are numbered items."""
    return float(len(_ITEM.findall(without_code(text))))


feature = Feature(
    title="Numbered items",
    unit="items",
    about=(
        "Lines that begin with a number, a full stop and white space, outside of code as "
        "FastChat leaves it out."
    ),
    measure=measure,
)
