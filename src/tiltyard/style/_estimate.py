"""What each character adds to the number of tokens, by its kind and by the one before it."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tiltyard.style._classes import SPACES, WORD, Kind, kinds_of

# In hundredths of a token: within a run, after a space, after other white space, after a letter or
# digit, after anything else. A run is of one kind; letters of all kinds make one run. Fitted to
# o200k_base; docs/methods/style.md says how well.
_COSTS = {
    Kind.SYMBOL: (48, 122, 101, 82, 100),
    Kind.SPACE: (4, 0, 37, 13, 19),
    Kind.NEWLINE: (7, 92, 50, 108, 15),
    Kind.BLANK: (12, 101, 50, 97, 50),
    Kind.LOWER: (9, 63, 109, 108, 78),
    Kind.UPPER: (31, 73, 108, 107, 76),
    Kind.DIGIT: (36, 194, 101, 105, 129),
    Kind.ASCII_MARK: (16, 131, 79, 42, 55),
    Kind.MARK: (48, 103, 102, 88, 82),
    Kind.LATIN: (84, 66, 100, 100, 101),
    Kind.CYRILLIC: (18, 103, 101, 100, 99),
    Kind.RIGHT_TO_LEFT: (30, 58, 100, 99, 88),
    Kind.ALPHABET: (38, 27, 100, 100, 103),
    Kind.HAN: (84, 107, 81, 81, 78),
    Kind.KANA: (63, 101, 80, 63, 100),
    Kind.HANGUL: (57, 94, 100, 100, 102),
}
_LETTERS = frozenset(WORD) - {Kind.DIGIT}


@cache
def costs() -> NDArray[np.int32]:
    """Hundredths of a token, by the kind before and the kind itself, shape ``(16, 16)``."""
    return np.array([[_cost(before, kind) for kind in Kind] for before in Kind], dtype=np.int32)


def _cost(before: Kind, kind: Kind) -> int:
    within, after_space, after_blank, after_word, otherwise = _COSTS[kind]
    if before == kind or {before, kind} <= _LETTERS:
        return within
    if before == Kind.SPACE:
        return after_space
    if before in SPACES:
        return after_blank
    return after_word if before in (*WORD, Kind.HAN, Kind.KANA) else otherwise


def tokens(text: str) -> float:
    """How many tokens a text has, about: a whole number."""
    kinds = kinds_of(text)
    before = np.concatenate(([Kind.NEWLINE], kinds[:-1]))[: len(kinds)]
    return float((int(costs()[before, kinds].sum(dtype=np.int64)) + 50) // 100)
