"""Tables as aligned text, whole however narrow the terminal is."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from unicodedata import combining, east_asian_width

_WIDTH = 80
_NARROWEST = 30  # of a wrapped cell, however long the names are


def aligned(rows: Sequence[Sequence[str]], *, left: int = 1) -> str:
    """Lines of cells in columns: the first ``left`` of them to the left, the others to the right.

    Signs that would steer the terminal are shown as what they are.
    """
    shown = [[_visible(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*shown, strict=True)]
    lines = []
    for row in shown:
        cells = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (width - _width(cell))
            cells.append(cell + gap if place < left else gap + cell)
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def wrapped(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same rows with long second cells on several, so that they fit a usual terminal."""
    room = _WIDTH - 2 - max((_width(_visible(name)) for name, _ in rows), default=0)
    return [
        (name if place == 0 else "", line)
        for name, text in rows
        for place, line in enumerate(textwrap.wrap(text, max(room, _NARROWEST)) or [""])
    ]


def _visible(text: str) -> str:
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def _width(text: str) -> int:
    """How many places of a terminal a text takes: two for a Chinese sign, none for an accent."""
    return sum(
        0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text
    )
