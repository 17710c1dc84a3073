"""Fenced blocks of code."""

from __future__ import annotations

from tiltyard.style import _prose
from tiltyard.style._feature import Feature


def measure(text: str) -> float:
    """How many blocks are opened."""
    return float(_prose.code_blocks(text))


feature = Feature(
    title="Code blocks",
    unit="blocks",
    about=(
        "Blocks that a line of three or more backticks or tildes opens; one that nothing "
        "closes counts."
    ),
    measure=measure,
)
