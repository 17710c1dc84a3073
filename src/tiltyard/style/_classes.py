"""What kind of character each code point is, coarsely and for ever.

Python's own tables change with its version; these do not, so that the same text has the same
measures everywhere. The compiled loop reads the very table that is made here.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

CODE_POINTS = 0x110000


class Kind(IntEnum):
    """Kinds of characters; the numbers are those of ``_kernel/classes.h``."""

    SYMBOL = 0  # whatever is not named below: emoji, arrows, mathematics, box drawing
    SPACE = 1
    NEWLINE = 2  # line feed, carriage return
    BLANK = 3  # all other white space
    LOWER = 4
    UPPER = 5
    DIGIT = 6
    ASCII_MARK = 7  # punctuation and symbols of ASCII
    MARK = 8  # punctuation beyond
    LATIN = 9  # letters beyond ASCII
    CYRILLIC = 10  # and Greek
    RIGHT_TO_LEFT = 11
    ALPHABET = 12  # of South and South-East Asia, Ethiopia, and all that is left
    HAN = 13
    KANA = 14
    HANGUL = 15


# Letters and signs that make up words; a character of Han or Kana is counted as a word by itself.
WORD = (
    Kind.LOWER,
    Kind.UPPER,
    Kind.DIGIT,
    Kind.LATIN,
    Kind.CYRILLIC,
    Kind.RIGHT_TO_LEFT,
    Kind.ALPHABET,
    Kind.HANGUL,
)
SPACES = (Kind.SPACE, Kind.NEWLINE, Kind.BLANK)

# Later ones win.
_RANGES: tuple[tuple[int, int, Kind], ...] = (
    (0x21, 0x7E, Kind.ASCII_MARK),
    (0x61, 0x7A, Kind.LOWER),
    (0x41, 0x5A, Kind.UPPER),
    (0xA1, 0xBF, Kind.MARK),
    (0xC0, 0x36F, Kind.LATIN),
    (0xAA, 0xAA, Kind.LATIN),
    (0xB5, 0xB5, Kind.LATIN),
    (0xBA, 0xBA, Kind.LATIN),
    (0xD7, 0xD7, Kind.MARK),
    (0xF7, 0xF7, Kind.MARK),
    (0x1E00, 0x1EFF, Kind.LATIN),
    (0x2C60, 0x2C7F, Kind.LATIN),
    (0xA720, 0xA7FF, Kind.LATIN),
    (0xFF21, 0xFF3A, Kind.LATIN),
    (0xFF41, 0xFF5A, Kind.LATIN),
    (0x370, 0x52F, Kind.CYRILLIC),
    (0x1F00, 0x1FFF, Kind.CYRILLIC),
    (0x2DE0, 0x2DFF, Kind.CYRILLIC),
    (0xA640, 0xA69F, Kind.CYRILLIC),
    (0x530, 0x58F, Kind.ALPHABET),
    (0x590, 0x8FF, Kind.RIGHT_TO_LEFT),
    (0xFB1D, 0xFDFF, Kind.RIGHT_TO_LEFT),
    (0xFE70, 0xFEFC, Kind.RIGHT_TO_LEFT),
    (0x900, 0x10FF, Kind.ALPHABET),
    (0x1100, 0x11FF, Kind.HANGUL),
    (0x1200, 0x1CFF, Kind.ALPHABET),
    (0x1D00, 0x1DFF, Kind.LATIN),
    (0xA4D0, 0xA63F, Kind.ALPHABET),
    (0xA800, 0xABFF, Kind.ALPHABET),
    (0x10000, 0x16FFF, Kind.ALPHABET),
    (0x2010, 0x205E, Kind.MARK),
    (0x3001, 0x303F, Kind.MARK),
    (0xFE30, 0xFE6F, Kind.MARK),
    (0xFF01, 0xFF20, Kind.MARK),
    (0xFF3B, 0xFF40, Kind.MARK),
    (0xFF5B, 0xFF65, Kind.MARK),
    (0x60C, 0x60C, Kind.MARK),
    (0x61B, 0x61F, Kind.MARK),
    (0x6D4, 0x6D4, Kind.MARK),
    (0x964, 0x965, Kind.MARK),
    (0x3005, 0x3007, Kind.HAN),
    (0x3400, 0x4DBF, Kind.HAN),
    (0x4E00, 0x9FFF, Kind.HAN),
    (0xF900, 0xFAFF, Kind.HAN),
    (0x20000, 0x3FFFD, Kind.HAN),
    (0x3041, 0x30FF, Kind.KANA),
    (0x31F0, 0x31FF, Kind.KANA),
    (0xFF66, 0xFF9F, Kind.KANA),
    (0x3130, 0x318F, Kind.HANGUL),
    (0xA960, 0xA97F, Kind.HANGUL),
    (0xAC00, 0xD7FF, Kind.HANGUL),
    (0x9, 0x9, Kind.BLANK),
    (0xA, 0xA, Kind.NEWLINE),
    (0xB, 0xC, Kind.BLANK),
    (0xD, 0xD, Kind.NEWLINE),
    (0x1C, 0x1F, Kind.BLANK),
    (0x20, 0x20, Kind.SPACE),
    (0x85, 0x85, Kind.BLANK),
    (0xA0, 0xA0, Kind.BLANK),
    (0x1680, 0x1680, Kind.BLANK),
    (0x2000, 0x200A, Kind.BLANK),
    (0x2028, 0x2029, Kind.BLANK),
    (0x202F, 0x202F, Kind.BLANK),
    (0x205F, 0x205F, Kind.BLANK),
    (0x3000, 0x3000, Kind.BLANK),
)
# Where ten decimal digits of a script begin (Unicode 14).
_ZEROS = (
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
    0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0,
    0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
)  # fmt: skip


@cache
def table() -> NDArray[np.uint8]:
    """The kind of every code point, shape ``(0x110000,)``."""
    kinds = np.zeros(CODE_POINTS, dtype=np.uint8)
    for first, last, kind in _RANGES:
        kinds[first : last + 1] = kind
    for zero in _ZEROS:
        kinds[zero : zero + 10] = Kind.DIGIT
    kinds.flags.writeable = False
    return kinds


def kinds_of(text: str) -> NDArray[np.uint8]:
    """The kind of each character of a text, in order."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return np.asarray(table()[points])


@cache
def pattern(*kinds: Kind) -> str:
    """What stands between the brackets of a regular expression that matches these kinds."""
    wanted = np.isin(table(), kinds)
    edges = np.flatnonzero(np.diff(wanted, prepend=False, append=False))
    spans = zip(edges[::2].tolist(), (edges[1::2] - 1).tolist(), strict=True)
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in spans)
