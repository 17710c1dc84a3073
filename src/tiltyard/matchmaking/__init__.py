"""Which two models meet, and with what probability.

A sampler is a file of this room, found by the file's name. It computes in whole numbers, so that
anybody who knows the weights and the seed can repeat a draw exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tiltyard import registry
from tiltyard.matchmaking._chance import Seeded
from tiltyard.records import Draw

__all__ = ["Chance", "Sampler", "Seeded", "load", "names"]


class Chance(Protocol):
    """What a draw is made with: `ledger.Lot` in an arena, `Seeded` in a simulation."""

    def below(self, end: int) -> int:
        """A whole number from 0 up to ``end``, each as likely as any other."""
        ...


class Sampler(Protocol):
    """A way to draw pairs."""

    def pair(self, models: Sequence[str], weights: Sequence[int], chance: Chance) -> Draw:
        """Two different models, sides by a fair coin, and the probability of the unordered pair.

        Args:
            models: names, each once.
            weights: how much each wants to be drawn, in the same order; 0 is never drawn.
            chance: makes the draw; nothing else does.

        Raises:
            ConfigurationError: the weights are not whole numbers of at least 0, two of them above.
        """
        ...


def names() -> list[str]:
    """Every sampler there is, sorted."""
    return registry.names("matchmaking")


def load(name: str) -> Sampler:
    """The sampler of that name.

    Raises:
        UnknownNameError: there is none.
    """
    sampler: Sampler = registry.load("matchmaking", name, "sampler")
    return sampler
