"""Whose votes should a person look at? The rule ``evidence_v2``: the same votes, the same answer.

Nothing in it is drawn: who is judged by whom follows from what voters are called, so that anybody
who has the votes can repeat it. ``evidence_v1`` was the same without checks of attention.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings.attention import Checks
from tiltyard.ratings.comparisons import Codes, Comparisons, Floats
from tiltyard.ratings.voters import (
    Evidence,
    chances_without_group,
    e_benjamini_hochberg,
    voter_evidence,
)

RULE, WITHOUT_CHECKS = "evidence_v2", "evidence_v1"
GROUPS = 10
# The share of honest voters among the flagged, at most, on average.
ALPHA = 0.01
# Who knows little of the models suspects everybody: so many votes of others there must be for
# each model, and at least as many as the voter's own.
VOTES_PER_MODEL = 20
_PREFIX = b"tiltyard-screening-v1\0"
# Beyond this the exponential is infinite; so much evidence is proof anyway.
_MOST_LOG = 700.0


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """What there is against each voter.

    Attributes:
        evidence: of every voter; see `Evidence`.
        attention: natural logarithm of what checks multiply each voter's capital by.
        chance: how likely the outcomes of each vote were by votes of others, shape ``(n, 3)``.
        judged: of which voters others said enough to be judged by.
        flagged: the places in ``evidence`` of the voters to look at, by falling evidence.
    """

    evidence: Evidence
    attention: Floats
    chance: Floats
    judged: NDArray[np.bool_]
    flagged: Codes

    @property
    def current(self) -> Floats:
        """The natural logarithm of each voter's capital now, checks included."""
        return np.asarray(self.evidence.current + self.attention)


def group_of(voter: str) -> int:
    """The group of a voter, from 0 to 9: nobody is judged by votes of their own group."""
    digest = hashlib.sha256(_PREFIX + voter.encode()).digest()
    return int.from_bytes(digest[:8], "big") % GROUPS


def screened(
    votes: Comparisons,
    names: Sequence[str],
    *,
    excluded: NDArray[np.bool_] | None = None,
    checks: Checks | None = None,
    cluster: str = "voter",
) -> Screened:
    """The rule ``evidence_v2`` on votes, in the order in which they were cast.

    Args:
        votes: each row one vote, with the voters' codes in `Comparisons.clusters`.
        names: what the voters are called, by code.
        excluded: which votes are excluded already: nobody is judged by them.
        checks: of attention, by the same codes of voters; without them it is ``evidence_v1``.
        cluster: the name of the voters' codes.

    Raises:
        DataError: as `voter_evidence`.
    """
    voters = votes.clusters[cluster]
    group = np.array([group_of(name) for name in names], dtype=np.int16)[voters]
    trusted = np.ones(len(votes), dtype=np.bool_) if excluded is None else ~excluded
    chance = chances_without_group(votes, group, trusted=trusted)
    evidence = voter_evidence(votes, chance, cluster=cluster)
    judged = _judged(evidence, votes, group, trusted, voters)
    none = np.zeros(len(evidence.voters))
    attention = none if checks is None else checks.against(evidence.voters)
    places = np.flatnonzero(judged)
    e = np.exp(np.minimum((evidence.current + attention)[places], _MOST_LOG))
    flagged = places[e_benjamini_hochberg(e, ALPHA)]
    return Screened(evidence, attention, chance, judged, flagged)


def _judged(
    evidence: Evidence,
    votes: Comparisons,
    group: Codes,
    trusted: NDArray[np.bool_],
    voters: Codes,
) -> NDArray[np.bool_]:
    """Of which voters others cast enough votes, shape ``(V,)``."""
    others = int(trusted.sum()) - np.bincount(group[trusted], minlength=GROUPS)
    of_voter = np.zeros(int(voters.max(initial=-1)) + 1, dtype=np.int64)
    of_voter[voters] = others[group]
    least = np.maximum(evidence.votes, VOTES_PER_MODEL * len(votes.models))
    return np.asarray(of_voter[evidence.voters] >= least)
