"""What carries the order of a board: counted where the method lets it be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tiltyard.errors import ConfigurationError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.fragility import Blocks, Fragility, fragility

_PLAIN, _CONTEXTUAL = "bradley_terry", "contextual_bradley_terry"
_PRIORS = ("ridge", "coefficient_ridge")


def fragile(
    votes: Comparisons | Counts,
    estimate: Estimate,
    blocks: Blocks,
    method: str,
    options: Mapping[str, Any],
) -> Fragility:
    """How few votes, and voters where they are known, turn each two neighbours.

    Args:
        votes: that the estimate is of.
        estimate: with the models that are shown.
        blocks: them, from the top.
        method: it comes from.
        options: that the method was given.

    Raises:
        ConfigurationError: votes to flip are not known of this method.
    """
    if method not in (_PLAIN, _CONTEXTUAL):
        raise ConfigurationError(
            f"how few votes turn an order is not known of {method!r}: use {_PLAIN!r}, with style "
            "or without, or leave voters_to_flip out (no --fragility)"
        )
    for name in _PRIORS:
        if options.get(name):
            raise ConfigurationError(
                f"how few votes turn an order is not known with {name!r}: leave one of them out"
            )
    held = () if estimate.coefficients is None else estimate.coefficients.names
    return fragility(votes, blocks, held_equal=held if method == _CONTEXTUAL else ())
