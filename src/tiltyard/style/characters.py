"""Characters of the answer: code points, white space included."""

from __future__ import annotations

from tiltyard.style._feature import Feature


def measure(text: str) -> float:
    """How many code points there are."""
    return float(len(text))


feature = Feature(
    title="Characters",
    unit="characters",
    about="Unicode code points, white space and code included.",
    measure=measure,
)
