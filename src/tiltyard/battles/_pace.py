"""Equal steps: what both sides show depends on their texts, never on when the models spoke."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one side has said and not shown yet, and whether it will say more."""

    text: str
    finished: bool

    def ready(self, size: int) -> bool:
        """Whether a step of ``size`` characters can be taken without waiting for the model."""
        return self.finished or len(self.text) >= size


def next_step(a: Waiting, b: Waiting, size: int) -> tuple[str, str] | None:
    """The next ``size`` characters of each side, or None until both have as many (or their end).

    A step is full unless it is a side's last, so the steps are a function of the two texts alone:
    whoever reads them learns nothing of how the models cut their output, nor which is the faster
    while both speak. The end of the longer answer comes as fast as its own model speaks.
    """
    if a.ready(size) and b.ready(size):
        return a.text[:size], b.text[:size]
    return None
