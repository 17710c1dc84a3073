"""What each vote, and each voter, does to the strengths: to first order, in one pass.

The strengths move by about ``H⁻¹ s`` if votes with score ``s`` are added (Hampel 1974; for finding
the few that carry a conclusion, Broderick, Giordano and Meager 2020). All signs here are those of
*removing* votes: what a model would gain if they had never been cast.
"""

from __future__ import annotations

import numpy as np

from tiltyard.errors import DataError
from tiltyard.ratings.clusters import require_known
from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.counts import sums
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.logistic import expit
from tiltyard.ratings.residuals import Residuals, strength_of


def of_rows(votes: Comparisons, estimate: Estimate, one: str, other: str | None = None) -> Floats:
    """What removing each row would add to the strength of a model, shape ``(n,)``, in log-odds.

    Args:
        votes: of which a row may stand for several votes; they are removed together.
        estimate: a Bradley–Terry fit of these votes without a prior.
        one: the model.
        other: a model whose strength is taken from it; none: the mean of all.

    Raises:
        DataError: a model is not in the estimate.
    """
    return _of_rows(votes, estimate, contrast(votes.models, one, other))


def of_clusters(
    votes: Comparisons, estimate: Estimate, cluster: str, one: str, other: str | None = None
) -> Floats:
    """What removing all votes of each voter, or other cluster, would add: shape ``(g,)``, log-odds.

    The place is the cluster's code. See `of_rows`.

    Raises:
        DataError: a model is not in the estimate, or the votes do not say the cluster.
    """
    require_known(votes, (cluster,))
    codes = votes.clusters[cluster]
    size = int(codes.max(initial=-1)) + 1
    return sums(codes, of_rows(votes, estimate, one, other), size)


def of_clusters_on_all(votes: Comparisons, estimate: Estimate, cluster: str) -> Floats:
    """What removing each cluster would add to every strength, shape ``(g, m)``, in log-odds.

    Rows sum to zero: votes move models against each other.

    Raises:
        DataError: a model is not in the estimate, or the votes do not say the cluster.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 -- slow to import, and few boards need it

    require_known(votes, (cluster,))
    codes, n = votes.clusters[cluster], len(votes)
    score = votes.mass() * _residual(votes, strength_of(votes.models, estimate))
    places = (np.concatenate([codes, codes]), np.concatenate([votes.a, votes.b]))
    shape = (int(codes.max(initial=-1)) + 1, len(votes.models))
    scores = csr_array((np.concatenate([score, -score]) if n else score, places), shape=shape)
    return np.asarray(-(scores @ Residuals.of(votes, estimate).bread()))


def contrast(models: tuple[str, ...], one: str, other: str | None) -> Floats:
    """What makes of strengths that of ``one``, less that of ``other`` or the mean.

    Raises:
        DataError: there is no such model, or the two are the same.
    """
    if one == other:
        raise DataError(f"{one!r} cannot be compared with itself: name another model")
    for name in (one, other):
        if name is not None and name not in models:
            raise DataError(f"{name!r} is not among the {len(models)} models of the votes")
    names = np.array(models, dtype=object)
    less = np.full(len(models), 1 / len(models)) if other is None else 1.0 * (names == other)
    return np.asarray(1.0 * (names == one) - less, dtype=np.float64)


def _of_rows(votes: Comparisons, estimate: Estimate, wanted: Floats) -> Floats:
    found = Residuals.of(votes, estimate)
    pull = found.bread() @ wanted
    return votes.mass() * (pull[votes.b] - pull[votes.a]) * _residual(votes, found.strength)


def _residual(votes: Comparisons, strength: Floats) -> Floats:
    """What each row was worth to ``a`` beyond what was expected of it."""
    return np.asarray(votes.worth() - expit(strength[votes.a] - strength[votes.b]))
