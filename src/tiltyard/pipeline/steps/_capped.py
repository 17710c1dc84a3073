"""What steps share that keep some votes on a prompt and leave out those above a count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from tiltyard.pipeline.steps import Step


@dataclass(frozen=True)
class Capped(Step):
    """Options of such a step; which votes stay is drawn by a hash of ``seed`` and the row's id.

    Attributes:
        limit: a count that is never too high.
        seed: another one keeps other votes.
        characters: how many of a prompt are compared.
    """

    measures: ClassVar[tuple[str, ...]] = ("prompts",)
    reads: ClassVar[tuple[str, ...]] = ("id",)

    limit: int = 25
    seed: int = 0
    characters: int = 10_000

    def __post_init__(self) -> None:
        """Refuse what would keep nothing."""
        for name in ("limit", "characters"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}, and should be 1 or more")

    def measured_by(self) -> dict[str, Any]:
        """What the measures hang on: counts and clusters are made later."""
        return {"characters": self.characters}
