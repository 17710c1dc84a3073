"""How far strengths may be off, from the votes that they were fitted to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiltyard.errors import ConfigurationError
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.newton import inverted


@dataclass(frozen=True, slots=True)
class Errors:
    """Which covariance is wanted: ``sandwich`` or ``information``, or clustered by these names."""

    kind: str = "sandwich"
    cluster: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in {"sandwich", "information"}:
            raise ConfigurationError(
                f"errors must be 'sandwich' or 'information', not {self.kind!r}"
            )


def pinned(information: Floats) -> Floats:
    """Information on strengths, made invertible: votes tell differences and never the level.

    Adds a multiple of ``11ᵀ/m``, of the size of the rest so that the inverse stays exact. It
    changes nothing about strengths that sum to zero.
    """
    m = len(information)
    size = max(float(np.trace(information)) / m, np.finfo(np.float64).tiny)
    return information + size / m


def inverse(information: Floats) -> Floats:
    """Covariance of strengths that sum to zero: the pseudo-inverse, shape ``(m, m)``.

    This is the textbook covariance, right if the model is, and too wide where there are ties.

    Raises:
        NotConvergedError: there is none in floating point.
    """
    return centred(inverted(pinned(information)))


def sandwich(counts: Counts, expected: Floats, bread: Floats) -> Floats:
    """Covariance of Bradley–Terry strengths that holds even if the model is only roughly right.

    White (1980): ``H⁺ B H⁺``, with ``H`` the information and ``B`` the spread of what the votes
    really said. Fitted votes lie nearer to the fit than new ones would, by their leverage (what
    one vote moves its own expectation); that share of the spread is taken from the model. Over
    all votes it makes up for ``m - 1`` of them, so it vanishes on a large board, and keeps a
    small one from claiming certainty: a single tie has no spread at all.

    Args:
        counts: the votes.
        expected: the fitted share of the first model of each pair, in (0, 1).
        bread: `inverse` of the information, shape ``(m, m)``.
    """
    meat = counts.gram(counts.spread(expected) + hidden_spread(counts, expected, bread))
    return centred(bread @ meat @ bread)


def hidden_spread(counts: Counts, expected: Floats, bread: Floats) -> Floats:
    """What leverage hides of `Counts.spread`, for each pair: see `sandwich`."""
    variance = expected * (1 - expected)
    every = np.ones(counts.square.shape[1])
    square = counts.square @ every
    weight = square / (counts.total @ every)
    return np.asarray(square * weight * variance**2 * of_pairs(bread, counts))


def of_pairs(covariance: Floats, counts: Counts) -> Floats:
    """The variance of first less second, for each pair."""
    own = covariance.diagonal()
    first, second = counts.first, counts.second
    return np.asarray(own[first] + own[second] - 2 * covariance[first, second])


def centred(covariance: Floats) -> Floats:
    """Symmetric to the last bit, and of strengths that sum to zero."""
    rows = covariance - covariance.mean(axis=0)
    both = rows - rows.mean(axis=1, keepdims=True)
    covariance = np.asarray((both + both.T) / 2)
    # Where nothing is uncertain, rounding may leave less than nothing.
    np.fill_diagonal(covariance, np.maximum(covariance.diagonal(), 0))
    return covariance
