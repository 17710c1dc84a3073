"""Passages in bold, as FastChat counts them."""

from __future__ import annotations

import re

from tiltyard.style._fastchat import without_code
from tiltyard.style._feature import Feature

_STARS = re.compile(r"\*\*[^*\n]+\*\*")
_UNDERSCORES = re.compile(r"__[^_\n]+__")


def measure(text: str) -> float:
    """How many passages are bold."""
    text = without_code(text)
    return float(len(_STARS.findall(text)) + len(_UNDERSCORES.findall(text)))


feature = Feature(
    title="Bold",
    unit="passages in bold",
    about=(
        "Passages of one line between two pairs of stars or of underscores, outside of "
        "code as FastChat leaves it out."
    ),
    measure=measure,
)
