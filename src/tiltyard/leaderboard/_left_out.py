"""How many votes a board leaves out, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tiltyard.leaderboard._conditions import asked, passing, why_left_out
from tiltyard.leaderboard._encoded import COUNTS
from tiltyard.leaderboard._leaving import Reason
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._terms import GUEST, YES
from tiltyard.leaderboard._votes import Votes

# What votes are called that count as something else.
_OTHERS = {
    "yes": "by voters who are no guests",
    "guest": "by guests",
    "gold": "on answers whose better one is known",
    "repeat": "on answers that were shown before",
    "owner": "by owners of a model of theirs",
    "limit": "over a limit for voters",
}
_REASONS = {
    Reason.WAITS: "too recent to count yet",
    Reason.FEW: "by voters with fewer than {least:,} votes in 30 days",
    Reason.EXCLUDED: "excluded by moderators",
}


def left_out(votes: Votes, query: Query) -> Iterator[str]:
    """What a reader must be told of votes that were asked for and do not count, if there are any.

    On the usual boards those by voters who are no guests, and on the guests' board those that are
    on the usual ones, are no news and are not told.
    """
    told = counted(votes, query)
    wanted = GUEST if query.voters == "guest" else YES
    told.pop(_OTHERS["yes"], None)
    if wanted == GUEST:
        told = {words: n for words, n in told.items() if words not in _OTHERS.values()}
    total = sum(told.values())
    if total:
        each = ", ".join(f"{n:,} {words}" for words, n in told.items())
        yield f"{total:,} {'vote is' if total == 1 else 'votes are'} left out: {each}"


def counted(votes: Votes, query: Query) -> dict[str, int]:
    """How many votes that are asked for do not count, by what is to be said of them."""
    why = why_left_out(votes, query)
    if all(one is None for one in why):
        return {}
    wanted = asked(votes, query)
    found = np.zeros((len(Reason), len(COUNTS)), dtype=np.int64)
    for segment, one in zip(votes.segments, why, strict=True):
        if one is not None:
            found += one.told(passing(wanted, segment) if wanted else None)
    told = {_OTHERS[kind]: int(n) for kind, n in zip(COUNTS, found[Reason.OTHER], strict=True)}
    for reason, words in _REASONS.items():
        if reason != Reason.EXCLUDED or query.exclusions == "applied":
            told[words.format(least=votes.terms.least_votes)] = int(found[reason].sum())
    return {words: n for words, n in told.items() if n}
