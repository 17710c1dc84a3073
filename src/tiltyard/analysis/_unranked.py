"""The models that the votes cannot place, or that cannot be compared."""

from __future__ import annotations

from collections.abc import Mapping

from tiltyard.analysis._standings import Unranked
from tiltyard.ratings import Counts
from tiltyard.ratings.connectivity import why_unranked


def unranked(
    votes: Counts, placed: frozenset[str], lacking: Mapping[str, str]
) -> tuple[Unranked, ...]:
    """The models that are not ranked, those with the most votes first, each with a reason.

    Args:
        votes: on whom there are any.
        placed: those that the votes place.
        lacking: of those the ones that cannot be compared, each with what is not known of it.
    """
    if len(placed) == len(votes.models) and not lacking:
        return ()
    reasons = why_unranked(votes, placed)
    reasons |= {model: f"Its {name} is not known" for model, name in lacking.items()}
    left_out = [
        Unranked(name, float(seen), reasons[name])
        for name, seen in zip(votes.models, votes.votes_of_models(), strict=True)
        if name in reasons
    ]
    return tuple(sorted(left_out, key=lambda one: (-one.votes, one.model)))
