"""What a prompt looks like, whatever it is about: lengths, marks, shapes, telling words.

Static vectors say what a text is about; these numbers say how much it asks and in what shape.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tiltyard.categories._form_words import GROUPS, GROUPS_OF, PIECES

# Goes up with every change to what is counted: trained weights are for one version.
VERSION = 1
# Beyond this a text is long, and it does not matter by how much.
LONGEST_CHARACTERS = 20_000
FIRST_WORDS = 12

_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[^\W_{_IDEOGRAPH}]+(?:['’][^\W_]+|\+\+|#)?|[{_IDEOGRAPH}]")
_LINE_PATTERNS = {
    "items": re.compile(r"^\s*(?:[-*•]|\(?[a-z0-9]{1,2}[.)])\s", re.MULTILINE),
    "code_lines": re.compile(r"^(?:.*[;{}]|\s{4,}\S.*|.*\)\s*:)\s*$", re.MULTILINE),
}
_PATTERNS = {
    "numbers": re.compile(r"\d+(?:[.,]\d+)*"),
    "identifiers": re.compile(r"[a-z0-9]_[a-z0-9]|[a-z][A-Z][a-z]|\w\(\)|\w::\w"),
    "files": re.compile(r"\w\.[a-z]{1,4}\b|/\w+/|\s--?[a-z]"),
    "formulas": re.compile(r"\\[a-z]+|[=<>≤≥≠±∑∫√^λ]|\d\s*[-+*/×÷]\s*\d"),
    "units": re.compile(r"\d\s?(?:%|°|[kMGµmcn]?[mgsVAWJNlLBΩ]\b|k?Hz|kW|rpm|€|\$|days?|weeks?)"),
    "acronyms": re.compile(r"\b[A-Z][A-Z0-9]{1,6}s?\b"),
}
_MARKS = {
    "questions": "?？",
    "exclamations": "!！",
    "commas": ",;:，、；：",
    "brackets": "(（",
    "quotes": '"“„«「',
    "fences": "`",
    "stops": ".。",
}
_OPENINGS = {
    "asks_what": re.compile(r"(?:what|which|who|when|where|quel|was|welche|wer|qué|quién|что|кто)"),
    "asks_how": re.compile(r"(?:how|why|comment|pourquoi|wie|warum|cómo|por qué|как|почему)\b"),
    "asks_can": re.compile(r"(?:can|could|is|are|do|does|should|would|will)\b"),
    "writes": re.compile(r"(?:please |pls )?(?:write|create|make|give|tell|generate|compose)\b"),
    "greets": re.compile(r"(?:hi|hey|hello|yo|thanks|ok|good|hallo|bonjour|salut|hola|ciao)\b"),
}
_SIZES = ("words", "characters", "lines", "word_length", "long_words", "capitals", "foreign")
NAMES = (
    *_SIZES,
    *_MARKS,
    *_PATTERNS,
    *_LINE_PATTERNS,
    *_OPENINGS,
    *GROUPS,
    *(f"first_{group}" for group in GROUPS),
)


def forms(texts: Sequence[str]) -> NDArray[np.float32]:
    """Numbers for each text, in order, shape ``(n, len(NAMES))``, most between 0 and 6."""
    rows = [_forms(text.strip()[:LONGEST_CHARACTERS]) for text in texts]
    return np.asarray(rows, np.float32).reshape(len(texts), len(NAMES))


def _forms(text: str) -> list[float]:
    words = _WORD.findall(text)
    lower = text.lower()
    return [
        *_sizes(text, words),
        *(math.log1p(sum(map(text.count, marks))) for marks in _MARKS.values()),
        *(math.log1p(len(pattern.findall(text))) for pattern in _PATTERNS.values()),
        *_by_line(text),
        *(float(opening.match(lower) is not None) for opening in _OPENINGS.values()),
        *_telling(lower, [word.lower() for word in words]),
    ]


def _sizes(text: str, words: list[str]) -> list[float]:
    """Lengths, and what share of the characters is of which kind."""
    lengths = [len(word) for word in words]
    size = max(len(text), 1)
    return [
        math.log1p(len(words)),
        math.log1p(len(text)),
        math.log1p(text.count("\n")),
        sum(lengths) / max(len(words), 1) / 4,
        math.log1p(sum(length >= 10 for length in lengths)),
        math.log1p(sum(word[0].isupper() for word in words)),
        0.0 if text.isascii() else 1 - len(text.encode("latin-1", "ignore")) / size,
    ]


def _by_line(text: str) -> list[float]:
    if "\n" not in text:
        return [0.0] * len(_LINE_PATTERNS)
    return [math.log1p(len(pattern.findall(text))) for pattern in _LINE_PATTERNS.values()]


def _telling(lower: str, words: list[str]) -> list[float]:
    """How many words of each group there are, and then how many among the first words."""
    counts = [0] * (2 * len(GROUPS))
    for place, word in enumerate(words):
        for group in GROUPS_OF.get(word, ()):
            counts[group] += 1
            counts[group + len(GROUPS)] += place < FIRST_WORDS
    if not lower.isascii():
        for group, pieces in enumerate(PIECES):
            counts[group] += sum(map(lower.count, pieces))
    return [math.log1p(count) for count in counts]
