"""Votes that may depend on each other: those of one voter, or on one prompt, move together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tiltyard import registry
from tiltyard.errors import DataError
from tiltyard.ratings._kernel.clusters import Scores, products
from tiltyard.ratings._kernel.style import Votes, residuals
from tiltyard.ratings.comparisons import Codes, Comparisons, Floats
from tiltyard.ratings.counts import Counts

# Below so many clusters their spread is a poor guess: see docs/methods/clustered-errors.md.
FEW = 30


def require_known(votes: Comparisons | Counts, cluster: Sequence[str]) -> None:
    """Return if the votes say which cluster each belongs to, for every name.

    Raises:
        DataError: they do not.
    """
    known = sorted(votes.clusters) if isinstance(votes, Comparisons) else []
    for name in cluster:
        if isinstance(votes, Counts):
            raise DataError(f"to cluster by {name!r}, single votes are needed, not pooled counts")
        if name not in known:
            raise DataError(
                f"the votes do not say their {name!r}, to cluster by{registry.nearest(name, known)}"
            )


def clustered(  # noqa: PLR0913 -- the parts of a score
    votes: Comparisons,
    cluster: Sequence[str],
    bread: Floats,
    *,
    on_a: Floats,
    on_b: Floats | None = None,
    others: Floats | None = None,
    features: NDArray[np.float32] | None = None,
    leverage: Floats | None = None,
) -> Floats:
    """Covariance of parameters when only votes of different clusters are independent.

    Liang and Zeger (1986): ``bread · Σ_g s_g s_gᵀ · bread``, where ``s_g`` sums the scores of a
    cluster, times ``G / (G - 1)`` for ``G`` clusters. Several names add up, less their overlap
    (Cameron, Gelbach and Miller 2011); directions that this makes negative are set to zero.

    Args:
        votes: of which each row's score is weighted by its `Comparisons.mass`.
        cluster: names of `Comparisons.clusters`.
        bread: inverse information, shape ``(m + k, m + k)``, strengths first.
        on_a: derivative of each row's log-likelihood by the strength of ``a``.
        on_b: by that of ``b``; minus ``on_a`` if missing, as where only differences matter.
        others: by each other parameter, shape ``(n, k)``.
        features: instead of ``others``, single precision: they are ``on_a`` times these.
        leverage: what to add to the sum, of the shape of the bread: the part of the spread that
            the fit has hidden. None is added if missing.

    Raises:
        DataError: all votes are of one cluster, so nothing says how clusters differ.
    """
    scores = Scores(
        votes.a, votes.b, len(votes.models), votes.count, votes.weight, on_a, on_b, others, features
    )
    meat = np.zeros_like(bread) if leverage is None else leverage
    for size in range(1, len(cluster) + 1):
        for names in combinations(cluster, size):
            sign = 1 if size % 2 else -1
            meat = meat + sign * _meat(scores, _joined(votes, names), names)
    whole = bread @ meat @ bread
    return _positive(whole) if len(cluster) > 1 else _symmetric(whole)


def surprises(votes: Comparisons, strength: Floats) -> Floats:
    """What each row's votes were worth to ``a`` beyond what strengths say, shape ``(n,)``.

    The score of a Bradley–Terry fit on ``a``, for `clustered`; on ``b`` it is the opposite.
    """
    nothing = np.zeros((len(votes), 0), dtype=np.float32)
    columns = Votes(
        votes.a, votes.b, len(votes.models), votes.outcome, votes.score, None, None, nothing
    )
    return residuals(columns, strength, np.zeros(0))


def few_clusters(votes: Comparisons | Counts, cluster: Sequence[str]) -> tuple[str, ...]:
    """What a reader must be told of errors that are clustered so; nothing if clusters are many."""
    if isinstance(votes, Counts):
        return ()
    sizes = {name: _occurring(votes.clusters[name]) for name in cluster}
    return tuple(
        f"only {size} different {name!r}: clustered intervals are too narrow with fewer than {FEW}"
        for name, size in sizes.items()
        if size < FEW
    )


def _meat(scores: Scores, codes: Codes, names: Sequence[str]) -> Floats:
    """``Σ_g s_g s_gᵀ · G / (G - 1)``."""
    meat, clusters = products(scores, codes)
    if clusters == 1:
        raise DataError(
            f"all votes have the same {' and '.join(map(repr, names))}, so how clusters differ "
            "cannot be seen: cluster by something else, or not at all"
        )
    return meat * (clusters / max(clusters - 1, 1))


def _joined(votes: Comparisons, names: Sequence[str]) -> Codes:
    """One code for each combination that occurs."""
    codes = [votes.clusters[name] for name in names]
    if len(codes) == 1:
        return codes[0]
    joined = codes[0].astype(np.int64)
    for more in codes[1:]:
        joined = joined * (int(more.max(initial=0)) + 1) + more
        joined = np.unique(joined, return_inverse=True)[1]
    return joined


def _occurring(codes: Codes) -> int:
    """How many different codes there are."""
    if int(codes.max(initial=0)) > 4 * len(codes) + 1024:
        return len(np.unique(codes))
    return int(np.count_nonzero(np.bincount(codes)))


def _symmetric(covariance: Floats) -> Floats:
    both = np.asarray((covariance + covariance.T) / 2)
    # Where nothing is uncertain, rounding may leave less than nothing.
    np.fill_diagonal(both, np.maximum(both.diagonal(), 0))
    return both


def _positive(covariance: Floats) -> Floats:
    """The nearest matrix without negative variances."""
    size, direction = np.linalg.eigh(_symmetric(covariance))
    return _symmetric((direction * np.maximum(size, 0)) @ direction.T)
