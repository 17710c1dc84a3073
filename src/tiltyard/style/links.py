"""Links and addresses, outside of fenced code."""

from __future__ import annotations

import re

from tiltyard.style import _prose
from tiltyard.style._feature import Feature

_LINK = re.compile(r"\[[^\[\]\n]*\]\([^()\[\]\n]*\)|https?://")


def measure(text: str) -> float:
    """How many links and addresses there are."""
    return float(sum(len(_LINK.findall(line)) for line in _prose.lines(text) if line))


feature = Feature(
    title="Links",
    unit="links",
    about=(
        "Passages such as [text](target), pictures among them, and web addresses that "
        "stand elsewhere."
    ),
    measure=measure,
)
