"""What a feature says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feature:
    """One measure of an answer's form.

    Attributes:
        title: how people call it.
        unit: what is counted, in the plural.
        about: the definition, in a sentence or two.
        measure: a number for a text; 0 for an empty one. It never fails, nor draws at random.
        version: goes up with every change that may change a number.
    """

    title: str
    unit: str
    about: str
    measure: Callable[[str], float]
    version: int = 1
