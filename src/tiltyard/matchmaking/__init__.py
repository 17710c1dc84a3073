"""Which two models meet, and with what probability.

A sampler is a file of this room, found by the file's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from tiltyard import registry
from tiltyard.records import Draw

__all__ = ["Sampler", "load", "names"]


class Sampler(Protocol):
    """A way to draw pairs."""

    def pair(
        self, models: Sequence[str], weights: Sequence[float], rng: np.random.Generator
    ) -> Draw:
        """Two different models, sides by a fair coin, and the probability of the unordered pair.

        Args:
            models: names, each once.
            weights: how much each wants to be drawn, in the same order; 0 is never drawn.
            rng: makes the draw; nothing else does.

        Raises:
            ConfigurationError: the weights are not numbers of at least 0, two of them above 0.
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
