"""The models that the votes cannot place."""

from __future__ import annotations

from tiltyard.analysis._standings import Unranked
from tiltyard.ratings import Counts
from tiltyard.ratings.connectivity import why_unranked


def unranked(votes: Counts, ranked: frozenset[str]) -> tuple[Unranked, ...]:
    """The models that are not ranked, those with the most votes first, each with a reason."""
    if len(ranked) == len(votes.models):
        return ()
    reasons = why_unranked(votes, ranked)
    left_out = [
        Unranked(name, float(seen), reasons[name])
        for name, seen in zip(votes.models, votes.votes_of_models(), strict=True)
        if name in reasons
    ]
    return tuple(sorted(left_out, key=lambda one: (-one.votes, one.model)))
