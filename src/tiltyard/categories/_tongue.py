"""Which language a text is in, by its letters: what several categories stand on."""

from __future__ import annotations

from functools import cache

import eldc  # type: ignore[import-untyped]  # a C extension without types


def tongue(text: str) -> tuple[str, bool]:
    """ISO 639-1 code, or ``und``, and whether the detector is sure of it."""
    _ready()
    found = eldc.detect_details(text)
    return found.language, found.reliable


def likely(text: str) -> str:
    """ISO 639-1 code that fits best, or ``und``; quicker, and never says that it is unsure."""
    _ready()
    return str(eldc.detect(text))


@cache
def _ready() -> None:
    eldc.init()
