"""Errors drawn from a covariance: how far all strengths may be off together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from tiltyard.ratings._kernel import PARTS, in_parts
from tiltyard.ratings._kernel.gaps import Singles
from tiltyard.ratings.comparisons import Floats

Result = TypeVar("Result")


def over_errors(
    covariance: Floats,
    work: Callable[[Singles, np.random.Generator], Result],
    *,
    rng: np.random.Generator,
    draws: int,
) -> list[Result]:
    """What ``work`` makes of blocks of normal errors, each of shape ``(m, some)``, in order.

    The blocks run on all processors. Each has a random stream of its own, begun by ``rng``, so
    that neither the errors nor their order depend on how many there are.

    Args:
        covariance: of the errors, shape ``(m, m)``; it may be singular.
        work: is given the errors, and the stream to draw further from.
        rng: draws the beginnings of the streams.
        draws: how many errors in all.
    """
    factor = root(covariance).astype(np.float32)
    seeds = rng.integers(1 << 63, size=PARTS)

    def part(begin: int, end: int) -> Result:
        size = draws * end // PARTS - draws * begin // PARTS
        stream = np.random.Generator(np.random.SFC64(int(seeds[begin])))
        normal = stream.standard_normal((factor.shape[1], size), dtype=np.float32)
        return work(factor @ normal, stream)

    return in_parts(part, PARTS)


def root(covariance: Floats) -> Floats:
    """``R`` with ``R Rᵀ`` the covariance, shape ``(m, k)`` for some ``k``.

    Covariances of strengths are singular by their nature: those of mean zero are blind to a common
    shift, and an anchor is known exactly.
    """
    uncertain = covariance.diagonal() > 0
    inside = covariance[np.ix_(uncertain, uncertain)]
    factor = np.zeros((len(covariance), len(inside)))
    is_centred = np.abs(inside.sum(axis=0)).max(initial=0) <= 1e-9 * np.trace(inside)
    try:
        if is_centred and len(inside):
            lower = np.linalg.cholesky(inside + np.trace(inside) / len(inside) ** 2)
            factor[uncertain] = lower - lower.mean(axis=0)
        else:
            factor[uncertain] = np.linalg.cholesky(inside)
    except np.linalg.LinAlgError:
        return _pivoted(covariance)
    return factor


def _pivoted(covariance: Floats) -> Floats:
    """The same where more is singular: Cholesky with pivots, to where only rounding is left."""
    from scipy.linalg.lapack import dpstrf  # noqa: PLC0415 -- slow to import, and rarely needed

    # LAPACK reads columns first; a symmetric matrix is its own transpose, so nothing is copied
    # but what it overwrites.
    factor, pivot, rank, _ = dpstrf(np.array(covariance.T, order="F"), lower=1, overwrite_a=1)
    placed = np.empty((len(covariance), rank))
    placed[pivot - 1] = np.tril(factor)[:, :rank]
    return placed
