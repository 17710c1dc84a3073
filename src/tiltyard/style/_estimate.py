"""What each character adds to the number of tokens, by its kind and by the one before it."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tiltyard.style._classes import WORD, Kind, kinds_of

# In hundredths of a token: after a space, at the beginning of a run otherwise, within a run. A run
# is of one kind; all letters are of one. Fitted to o200k_base; docs/methods/style.md says how well.
_COSTS = {
    Kind.SYMBOL: (122, 86, 47),
    Kind.SPACE: (0, 36, 3),
    Kind.NEWLINE: (84, 76, 7),
    Kind.BLANK: (102, 90, 13),
    Kind.LOWER: (19, 97, 14),
    Kind.UPPER: (27, 104, 28),
    Kind.DIGIT: (168, 125, 38),
    Kind.ASCII_MARK: (109, 29, 13),
    Kind.MARK: (37, 104, 46),
    Kind.LATIN: (19, 101, 88),
    Kind.CYRILLIC: (64, 99, 22),
    Kind.RIGHT_TO_LEFT: (22, 89, 33),
    Kind.ALPHABET: (3, 103, 38),
    Kind.HAN: (106, 80, 80),
    Kind.KANA: (101, 105, 52),
    Kind.HANGUL: (89, 103, 50),
}
_LETTERS = frozenset(WORD) - {Kind.DIGIT}


@cache
def costs() -> NDArray[np.int32]:
    """Hundredths of a token, by the kind before and the kind itself, shape ``(16, 16)``."""
    table = np.zeros((len(Kind), len(Kind)), dtype=np.int32)
    for kind, (after_space, first, within) in _COSTS.items():
        table[:, kind] = first
        table[Kind.SPACE, kind] = after_space
        same = [other for other in Kind if other == kind or {other, kind} <= _LETTERS]
        table[same, kind] = within
    return table


def tokens(text: str) -> float:
    """How many tokens a text has, about: a whole number."""
    kinds = kinds_of(text)
    before = np.concatenate(([Kind.NEWLINE], kinds[:-1]))[: len(kinds)]
    return float((int(costs()[before, kinds].sum(dtype=np.int64)) + 50) // 100)
