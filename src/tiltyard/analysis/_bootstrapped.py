"""Errors of a board from votes that are drawn again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tiltyard.errors import ConfigurationError
from tiltyard.ratings import Comparisons, Counts, Estimate, Method
from tiltyard.ratings.clusters import few_clusters, require_known
from tiltyard.ratings.comparisons import GRADED

# A cluster for each row, whose name no column can have.
_EACH_ROW = ""


def bootstrapped(
    method: Method,
    votes: Comparisons | Counts,
    *,
    cluster: str | None,
    replicates: int,
    rng: np.random.Generator,
) -> Estimate:
    """The method's strengths, with the covariance of as many replicates.

    Raises:
        ConfigurationError: the votes cannot be drawn one by one; or fewer than two replicates.
        DataError: they do not say their cluster.
        NotIdentifiedError: hardly any replicate connects the models.
    """
    from tiltyard.ratings.bootstrap import bootstrap  # noqa: PLC0415 -- few boards need it

    names = () if cluster is None else (cluster,)
    require_known(votes, names)
    notes = few_clusters(votes, names)
    votes, drawn = _drawable(votes, cluster)
    found = bootstrap(votes, rng=rng, method=method, replicates=replicates, cluster=drawn)
    estimate = found.estimate()
    if estimate.coefficients is not None:
        notes += ("intervals of coefficients are not from the bootstrap, but the method's own",)
    if found.unconnected:
        notes += (
            f"{found.unconnected:,} of {replicates:,} replicates did not connect the models, and "
            "are left out, so that intervals are too narrow",
        )
    return replace(estimate, notes=(*found.original.notes, *notes))


def _drawable(
    votes: Comparisons | Counts, cluster: str | None
) -> tuple[Comparisons | Counts, str | None]:
    """The votes, and what is drawn of them: clusters, or single votes if none is named.

    Votes of unequal weight or grade are drawn row by row, as pooling would leave out their spread.
    """
    if cluster is not None or not _is_uneven(votes):
        return votes, cluster
    if isinstance(votes, Counts) or (votes.count is not None and (votes.count != 1).any()):
        raise ConfigurationError(
            "votes of unequal weight or grade are drawn again row by row, and these are counted "
            "together: give single votes, or use the errors 'sandwich'"
        )
    rows = np.arange(len(votes), dtype=np.int32)
    return replace(votes, clusters={**votes.clusters, _EACH_ROW: rows}), _EACH_ROW


def _is_uneven(votes: Comparisons | Counts) -> bool:
    if isinstance(votes, Comparisons):
        graded = bool((votes.outcome == GRADED).any())
        return graded or (votes.weight is not None and bool(np.ptp(votes.weight)))
    # Kish: equal weights alone say as much as there are votes.
    uneven = votes.effective_votes() < votes.votes.sum() * (1 - 1e-9)
    return votes.graded is not None or uneven
