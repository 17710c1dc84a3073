"""Tables, outside of fenced code."""

from __future__ import annotations

from tiltyard.style import _prose
from tiltyard.style._feature import Feature

_DELIMITER = frozenset("|-: \t\r")


def measure(text: str) -> float:
    """How many tables begin."""
    count, has_begun, had_bar = 0, False, False
    for line in _prose.lines(text):
        has_bar = line is not None and "|" in line
        if not has_bar:
            has_begun = False
        elif line and had_bar and not has_begun and "-" in line and _DELIMITER.issuperset(line):
            has_begun = True
            count += 1
        had_bar = has_bar
    return float(count)


feature = Feature(
    title="Tables",
    unit="tables",
    about=(
        "A line with a bar, then one of bars and dashes; it goes on as long as lines have bars."
    ),
    measure=measure,
)
