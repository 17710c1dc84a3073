"""How far strengths may be off, from the votes that they were fitted to."""

from __future__ import annotations

import numpy as np

from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.newton import solve


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
    return _centred(solve(pinned(information), np.eye(len(information))))


def sandwich(comparisons: Comparisons, expected: Floats) -> Floats:
    """Covariance of strengths that holds even if the model is only roughly right.

    White (1980): ``H⁺ B H⁺``, with ``H`` the information and ``B`` the spread of what the votes
    really said. Fitted votes lie nearer to the fit than new ones would, by their leverage (what
    one vote moves its own expectation); that share of the spread is taken from the model. Over
    all votes it makes up for ``m - 1`` of them, so it vanishes on a large board, and keeps a
    small one from claiming certainty: a single tie has no spread at all.

    Args:
        comparisons: the votes, each row's weight being how many.
        expected: the fitted share of ``a`` in each row, in (0, 1).
    """
    variance = expected * (1 - expected)
    bread = inverse(comparisons.gram(comparisons.weight * variance))
    leverage = variance * _of_difference(bread, comparisons)
    spread = (comparisons.score - expected) ** 2 + leverage * variance
    meat = comparisons.gram(comparisons.weight * spread)
    return _centred(bread @ meat @ bread)


def _of_difference(covariance: Floats, comparisons: Comparisons) -> Floats:
    """The variance of ``a`` less ``b``, for each row."""
    a, b = comparisons.a, comparisons.b
    own = covariance.diagonal()
    return own[a] + own[b] - 2 * covariance[a, b]


def _centred(covariance: Floats) -> Floats:
    """Symmetric to the last bit, and of strengths that sum to zero."""
    rows = covariance - covariance.mean(axis=0)
    both = rows - rows.mean(axis=1, keepdims=True)
    return np.asarray((both + both.T) / 2)
