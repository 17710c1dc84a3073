"""Which language a text is in, by its letters: what several categories stand on."""

from __future__ import annotations

from functools import cache

import eldc  # type: ignore[import-untyped]  # a C extension without types


def tongue(text: str) -> tuple[str, bool]:
    """ISO 639-1 code, or ``und``, and whether the detector is sure of it."""
    code, sure, _, _ = scored(text)
    return code, sure


def likely(text: str) -> str:
    """ISO 639-1 code that fits best, or ``und``; quicker, and never says that it is unsure."""
    _ready()
    return str(eldc.detect(_valid(text)))


def scored(text: str) -> tuple[str, bool, float, float]:
    """The code, whether the detector is sure, and how well it and the next best fit, 0 to 1."""
    _ready()
    found = eldc.detect_details(_valid(text))
    scores = [*found.scores.values(), 0.0, 0.0]
    return found.language, found.reliable, scores[0], scores[1]


def _valid(text: str) -> str:
    """A text that can be written as UTF-8: halves of characters, from broken files, go out."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode()


@cache
def _ready() -> None:
    eldc.init()
