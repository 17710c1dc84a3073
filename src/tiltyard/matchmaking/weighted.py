"""Weighted: a pair is as likely as the product of its two weights.

Whoever wants to repeat a draw needs the weights ``w``, their sum ``S``, and three numbers:

1. ``x`` below ``S² - Σ w²``. The first model is the first whose running sum of ``w_i (S - w_i)``
   is above ``x``.
2. ``y`` below ``S - w_first``. The second is the first whose running sum of ``w_j`` is above
   ``y``, the first model left out.
3. A coin below 2: at 0 the first model sits left, at 1 right.

The pair's probability is ``2 w_first w_second / (S² - Σ w²)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tiltyard.errors import ConfigurationError
from tiltyard.matchmaking import Chance
from tiltyard.records import PARTS, Draw


class Weighted:
    """Draws the pair i, j with probability ``w_i w_j / Σ_{k<l} w_k w_l``."""

    def pair(self, models: Sequence[str], weights: Sequence[int], chance: Chance) -> Draw:
        """See `Sampler.pair`; takes time in proportion to the number of models.

        Model by model rather than pair by pair: first one, as often as it is in any pair, then its
        opponent given that.
        """
        _check(models, weights)
        whole = sum(weights)
        in_any_pair = whole * whole - sum(weight * weight for weight in weights)
        first = _pick((weight * (whole - weight) for weight in weights), chance.below(in_any_pair))
        rest = (0 if index == first else weight for index, weight in enumerate(weights))
        second = _pick(rest, chance.below(whole - weights[first]))
        a, b = (first, second) if chance.below(2) == 0 else (second, first)
        parts = -(-2 * weights[first] * weights[second] * PARTS // in_any_pair)
        return Draw(models[a], models[b], parts)


def _pick(weights: Iterable[int], at: int) -> int:
    """The first position whose running sum is above a number."""
    reached = 0
    for index, weight in enumerate(weights):
        reached += weight
        if reached > at:
            return index
    raise ConfigurationError(f"{at} is not below the sum of the weights, {reached}")


def _check(models: Sequence[str], weights: Sequence[int]) -> None:
    if len(models) != len(weights):
        raise ConfigurationError(f"{len(models)} models have {len(weights)} weights: give one each")
    if len(set(models)) < len(models):
        raise ConfigurationError("a model is named twice: a model cannot meet itself")
    for model, weight in zip(models, weights, strict=True):
        if weight < 0:
            raise ConfigurationError(
                f"the weight of model {model!r} is {weight}: "
                "it must be a whole number of at least 0"
            )
    positive = sum(weight > 0 for weight in weights)
    if positive < 2:
        raise ConfigurationError(
            f"{positive} of {len(models)} models have a weight above 0: a battle needs two"
        )


sampler = Weighted()
