"""Words per sentence, outside of fenced code."""

from __future__ import annotations

from tiltyard.style import _prose
from tiltyard.style._feature import Feature


def measure(text: str) -> float:
    """The mean number of words of the sentences."""
    lengths = [len(one.words) for one in _prose.sentences(text) if one.has_letter]
    return sum(lengths) / len(lengths) if lengths else 0.0


feature = Feature(
    title="Sentence length",
    unit="words per sentence",
    about=(
        "Words per sentence, the mean; 0 without a sentence. A character of Chinese or "
        "Japanese is a word."
    ),
    measure=measure,
)
