"""Features of many texts at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tiltyard import registry
from tiltyard.style import _kernel
from tiltyard.style._feature import Feature
from tiltyard.style._texts import Texts


def measure(texts: Texts, features: Sequence[str] | None = None) -> dict[str, NDArray[np.float64]]:
    """A number for each text by each feature, shape ``(n,)``, in the order of the features.

    Args:
        texts: what to measure.
        features: which features; all there are if missing.

    Raises:
        UnknownNameError: there is no such feature.
    """
    wanted = list(dict.fromkeys(registry.names("style") if features is None else features))
    loaded = {name: _loaded(name) for name in wanted}
    by_loop = [name for name, feature in loaded.items() if _is_ours(name, feature)]
    found = _kernel.measure(texts.data, texts.offsets, by_loop)
    rest = [name for name in wanted if name not in found]
    if rest:
        found |= _one_by_one(texts, {name: loaded[name] for name in rest})
    return {name: found[name] for name in wanted}


@cache
def _loaded(name: str) -> Feature:
    """The feature of that name: looking it up again would read the folder each time."""
    feature: Feature = registry.load("style", name, "feature")
    return feature


def _is_ours(name: str, feature: Feature) -> bool:
    """Whether the compiled loop counts this very feature: another package may take its name."""
    module = sys.modules.get(f"tiltyard.style.{name}")
    return module is not None and feature is getattr(module, "feature", None)


def _one_by_one(texts: Texts, features: dict[str, Feature]) -> dict[str, NDArray[np.float64]]:
    """By the definitions themselves."""
    found = {name: np.zeros(len(texts)) for name in features}
    for number, text in enumerate(texts):
        for name, feature in features.items():
            found[name][number] = feature.measure(text)
    return found
