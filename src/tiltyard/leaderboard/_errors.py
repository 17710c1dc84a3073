"""Ratings whose intervals let the votes of one voter depend on each other, where that can be known.

A voter is somebody else in each epoch, as in the log: whoever has the log has the same voters.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiltyard import ratings
from tiltyard.analysis import Ranking
from tiltyard.errors import DataError
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._told_apart import ranked
from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.connectivity import components

_VOTER = "voter"
_SAID = "intervals and ranks let the votes of one voter depend on each other"
_INDEPENDENT = "intervals and ranks take all votes for independent"


def is_clustered(query: Query) -> bool:
    """Whether a question asks for errors by voter, and its method has them."""
    return query.errors == _VOTER and _has_clusters(query.method)


def clustered(
    query: Query, used: Comparisons, options: dict[str, Any]
) -> tuple[Ranking, tuple[str, ...]]:
    """As `ranked`, with the errors that the question asks for as far as the votes have them.

    What a reader must be told of the errors is among the sentences.

    Raises:
        FeatureError, RatingError: as `ranked`.
    """
    if query.errors != _VOTER or not len(used):
        return ranked(query, used, options)
    if not _has_clusters(query.method):
        return _plain(query, used, options, f"{query.method} knows no errors by voter")
    if not used.clusters:
        return _plain(query, used, options, "of some of them it is not known who cast them")
    try:
        ranking, lost = ranked(query, used, options | {"cluster": (_VOTER,)})
    except DataError:
        if not _is_of_one(used):
            raise
        return _plain(query, used, options, "one voter cast all of them")
    return ranking, (*lost, *([_SAID] if ranking.models else []))


def _plain(
    query: Query, used: Comparisons, options: dict[str, Any], why: str
) -> tuple[Ranking, tuple[str, ...]]:
    ranking, lost = ranked(query, used, options)
    return ranking, (*lost, *([f"{_INDEPENDENT}: {why}"] if ranking.models else []))


def _has_clusters(method: str) -> bool:
    return hasattr(ratings.load(method), "cluster")


def _is_of_one(used: Comparisons) -> bool:
    """Whether one voter cast all votes on the models that can be ranked."""
    groups = components(Counts.of(used))
    votes = used.among(groups[0]) if len(groups) > 1 else used
    return len(np.unique(votes.clusters[_VOTER])) == 1
