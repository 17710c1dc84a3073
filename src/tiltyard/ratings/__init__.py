"""Votes become strengths, intervals and ranks. Arrays only: no clock, no disk, no network.

A method is a file of ``ratings/methods``, found by the file's name. It takes `Comparisons` and
returns an `Estimate`, which knows the scale and the ranks, so that those exist once.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from tiltyard import registry
from tiltyard.ratings.comparisons import Comparisons
from tiltyard.ratings.estimate import Difference, Estimate

__all__ = ["Comparisons", "Difference", "Estimate", "Method", "load", "names"]


class Method(Protocol):
    """A way to estimate ratings."""

    def fit(self, comparisons: Comparisons, *, rng: np.random.Generator) -> Estimate:
        """Strengths of all models of the comparisons, in their order, mean zero.

        The answer depends on nothing but the arguments; ``rng`` is for methods that draw.

        Raises:
            NotIdentifiedError: the votes do not connect the models.
            NotConvergedError: no answer was reached.
        """
        ...


def names() -> list[str]:
    """Every method there is, sorted."""
    return registry.names("ratings.methods")


def load(name: str) -> Method:
    """The method of that name.

    Raises:
        UnknownNameError: there is none.
    """
    method: Method = registry.load("ratings.methods", name, "method")
    return method
