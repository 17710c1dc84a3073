"""Every model against every other: shape ``(m, m)``, row against column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tiltyard.ratings.comparisons import Codes, Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.logistic import expit
from tiltyard.ratings.residuals import Residuals


def predicted(estimate: Estimate) -> Floats:
    """What a vote on the two should be worth to the row's model; nan against itself."""
    chance = expit(estimate.strength[:, None] - estimate.strength)
    np.fill_diagonal(chance, np.nan)
    return np.asarray(chance)


def observed(votes: Comparisons | Counts) -> Floats:
    """What an average vote on the two was worth to the row's model; nan where they never met."""
    counts = Counts.of(votes)
    weight, worth = counts.moments()
    share = worth / weight
    return _filled(counts, share, 1 - share, empty=np.nan)


def votes_of_pairs(votes: Comparisons | Counts) -> Floats:
    """How many votes there were on the two."""
    counts = Counts.of(votes)
    each = counts.votes.sum(axis=1)
    return _filled(counts, each, each, empty=0)


def share_of(votes: Comparisons | Counts, outcomes: Sequence[int]) -> Floats:
    """Share of the votes on the two that ended so; nan where they never met.

    Args:
        votes: rows or pooled.
        outcomes: codes that are the same from both sides: ``TIE``, ``BOTH_BAD`` or both.
    """
    counts = Counts.of(votes)
    share = counts.votes[:, list(outcomes)].sum(axis=1) / counts.votes.sum(axis=1)
    return _filled(counts, share, share, empty=np.nan)


def residuals(votes: Comparisons | Counts, estimate: Estimate) -> Floats:
    """Observed less predicted in standard errors, see `Residuals.standardised`.

    Where the row's model does better against the column's than one number per model says, above 0;
    nan where they never met, or where the fit had to meet their votes exactly.
    """
    found = Residuals.of(votes, estimate)
    size = found.standardised()
    return _filled(found.counts, size, -size, empty=np.nan)


def _filled(counts: Counts, above: Floats, below: Floats, *, empty: float) -> Floats:
    """First against second, and second against first."""
    m = len(counts.models)
    matrix = np.full((m, m), empty)
    first: Codes = counts.first
    matrix[first, counts.second] = above
    matrix[counts.second, first] = below
    return matrix
