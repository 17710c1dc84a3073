"""Weighted: a pair is as likely as the product of its two weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import ConfigurationError
from tiltyard.records import Draw

Floats = NDArray[np.float64]


class Weighted:
    """Draws the pair i, j with probability ``w_i w_j / Σ_{k<l} w_k w_l``."""

    def pair(
        self, models: Sequence[str], weights: Sequence[float], rng: np.random.Generator
    ) -> Draw:
        """See `Sampler.pair`; takes time in proportion to the number of models.

        Model by model rather than pair by pair: first one, as often as it is in any pair, then its
        opponent given that.
        """
        w = _checked(models, weights)
        others = _sums_of_others(w)
        in_any_pair = w * others
        first = _pick(in_any_pair, rng)
        opponents = w.copy()
        opponents[first] = 0
        second = _pick(opponents, rng)
        a, b = (first, second) if rng.random() < 0.5 else (second, first)
        return Draw(models[a], models[b], float(2 * w[first] * w[second] / in_any_pair.sum()))


def _pick(w: Floats, rng: np.random.Generator) -> int:
    """A position, each as likely as its weight; never one of weight 0."""
    edges = np.cumsum(w)
    return int(np.searchsorted(edges / edges[-1], rng.random(), side="right"))


def _sums_of_others(w: Floats) -> Floats:
    """For each weight the sum of all others, without losing small ones behind a large one."""
    before = np.concatenate([[0], np.cumsum(w)[:-1]])
    after = np.concatenate([np.cumsum(w[::-1])[::-1][1:], [0]])
    return np.asarray(before + after)


def _checked(models: Sequence[str], weights: Sequence[float]) -> Floats:
    """The weights, the largest being 1."""
    if len(models) != len(weights):
        raise ConfigurationError(f"{len(models)} models have {len(weights)} weights: give one each")
    if len(set(models)) < len(models):
        raise ConfigurationError("a model is named twice: a model cannot meet itself")
    w = np.asarray(weights, dtype=np.float64)
    wrong = np.flatnonzero(~(np.isfinite(w) & (w >= 0)))
    if wrong.size:
        raise ConfigurationError(
            f"the weight of model {models[wrong[0]]!r} is {w[wrong[0]]}: "
            "it must be a number of at least 0"
        )
    positive = np.count_nonzero(w)
    if positive < 2:
        raise ConfigurationError(
            f"{positive} of {len(models)} models have a weight above 0: a battle needs two"
        )
    return np.asarray(w / w.max())


sampler = Weighted()
