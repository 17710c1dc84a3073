"""List items, numbered and bulleted, as FastChat counts them."""

from __future__ import annotations

from tiltyard.style import ordered, unordered
from tiltyard.style._feature import Feature


def measure(text: str) -> float:
    """How many lines are items of either kind."""
    return ordered.measure(text) + unordered.measure(text)


feature = Feature(
    title="List items",
    unit="items",
    about="Numbered and bulleted items together.",
    measure=measure,
)
