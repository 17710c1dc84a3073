"""Sentences, outside of fenced code."""

from __future__ import annotations

from tiltyard.style import _prose
from tiltyard.style._feature import Feature


def measure(text: str) -> float:
    """How many sentences there are."""
    return float(sum(one.has_letter for one in _prose.sentences(text)))


feature = Feature(
    title="Sentences",
    unit="sentences",
    about="What stands between ends of sentences, or of lines, and has a letter.",
    measure=measure,
)
