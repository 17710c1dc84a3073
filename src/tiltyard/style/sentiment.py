"""How much an answer praises rather than blames, in English."""

from __future__ import annotations

from tiltyard.style import _lexicon, _prose
from tiltyard.style._feature import Feature


def measure(text: str) -> float:
    """Praise less blame, over all words."""
    known, feeling, words = _lexicon.values(), 0, 0
    for sentence in _prose.sentences(text):
        is_negated = False
        for word in sentence.words:
            value = known.get(word.lower(), 0) if word.isascii() else 0
            if value != _lexicon.NEGATOR:
                feeling += -value if is_negated else value
            is_negated = value == _lexicon.NEGATOR
        words += len(sentence.words)
    return feeling / words if words else 0.0


feature = Feature(
    title="Sentiment",
    unit="share of words",
    about=(
        "Words of praise less words of blame, as a share of all words: -1 to 1, in "
        'English only, 0 elsewhere. A word after "not" or its like counts the other way.'
    ),
    measure=measure,
)
