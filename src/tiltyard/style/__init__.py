"""The form of an answer, whatever it says: how long it is, how it is laid out, how it sounds.

A file is a feature: it exposes ``feature``, whose ``measure`` is its definition. `measure` takes
many texts at once and gives the same numbers, by a compiled loop where there is one.
"""

from __future__ import annotations

from tiltyard import registry
from tiltyard.style._difference import Standard, difference
from tiltyard.style._fastchat import without_code
from tiltyard.style._feature import Feature
from tiltyard.style._measure import measure
from tiltyard.style._texts import Texts

__all__ = ["Feature", "Standard", "Texts", "difference", "load", "measure", "names", "without_code"]


def names() -> list[str]:
    """The names of all features."""
    return registry.names("style")


def load(name: str) -> Feature:
    """The feature of that name.

    Raises:
        UnknownNameError: there is none.
    """
    feature: Feature = registry.load("style", name, "feature")
    return feature
