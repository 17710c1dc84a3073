"""Which characters are pictures, and how many a text shows."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tiltyard.style._classes import CODE_POINTS, SPACES, pattern

# Beside the kinds of characters, as in text.h.
PICTURE, REGIONAL = 16, 32
# Characters that are shown as pictures without being asked to; skin tones belong to the one before.
_PICTURES = (
    (0x231A, 0x231B), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3), (0x25FD, 0x25FE),
    (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1),
    (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4),
    (0x26EA, 0x26EA), (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD),
    (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E),
    (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27B0), (0x27BF, 0x27BF),
    (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF),
    (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F201, 0x1F201), (0x1F21A, 0x1F21A),
    (0x1F22F, 0x1F22F), (0x1F232, 0x1F23A), (0x1F250, 0x1F251), (0x1F300, 0x1F3FA),
    (0x1F400, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F9FF),
    (0x1FA70, 0x1FAFF),
)  # fmt: skip
_REGIONAL = (0x1F1E6, 0x1F1FF)


@cache
def flags() -> NDArray[np.uint8]:
    """`PICTURE`, `REGIONAL` or 0 for every code point, shape ``(0x110000,)``."""
    found = np.zeros(CODE_POINTS, dtype=np.uint8)
    for first, last in _PICTURES:
        found[first : last + 1] = PICTURE
    found[_REGIONAL[0] : _REGIONAL[1] + 1] = REGIONAL
    return found


@cache
def _emoji() -> re.Pattern[str]:
    pictures = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _PICTURES)
    flag = "[\\U{:08x}-\\U{:08x}]".format(*_REGIONAL)
    asked = f"[^{pattern(*SPACES)}\\u200d\\ufe0f](?=\\ufe0f)"
    return re.compile(f"{flag}{flag}|(?<!\\u200d)(?:[{pictures}]|{asked})")


def count(text: str) -> float:
    """How many emoji a text shows."""
    return 0.0 if text.isascii() else float(sum(1 for _ in _emoji().finditer(text)))
