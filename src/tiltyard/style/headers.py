"""Headers of levels 1 to 6, as FastChat counts them."""

from __future__ import annotations

import re

from tiltyard.style._fastchat import without_code
from tiltyard.style._feature import Feature

_HEADER = re.compile(r"^#{1,6}\s", re.MULTILINE)


def measure(text: str) -> float:
    """How many lines are headers."""
    return float(len(_HEADER.findall(without_code(text))))


feature = Feature(
    title="Headers",
    unit="headers",
    about=(
        "Lines that begin with one to six number signs and white space, outside of code "
        "as FastChat leaves it out."
    ),
    measure=measure,
)
