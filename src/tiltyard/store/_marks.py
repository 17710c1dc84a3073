"""Votes that are excluded or restored: the last word of the log on a vote holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import sqlalchemy as sa

from tiltyard.errors import LedgerError
from tiltyard.ledger import Leaf
from tiltyard.store import _tables as t

T = TypeVar("T")

# Places, or voters, in one question to the database.
_MANY = 500
# A row of the table that lacks its leaf.
Mark = Mapping[str, object]


def new(c: sa.Connection, leaf: Leaf) -> list[Mark]:
    """What a leaf says of each of its votes.

    Raises:
        LedgerError: one of them is excluded already, or is not.
    """
    votes, excludes = leaf["votes"], leaf["type"] == "exclude"
    last = {
        row.vote: row.excluded
        for some in _some(votes)
        for row in c.execute(_MARKS_OF, {"votes": some})
    }
    for vote in votes:
        if last.get(vote, False) is excludes:
            state = "excluded already" if excludes else "not excluded"
            raise LedgerError(f"the vote of leaf {vote} is {state}")
    return [{"vote": vote, "excluded": excludes} for vote in votes]


def keep(c: sa.Connection, leaf: int, found: Sequence[Mark]) -> None:
    """Append what the leaf at a place says."""
    c.execute(sa.insert(t.log_marks), [{"leaf": leaf, **one} for one in found])


def fellows(c: sa.Connection, votes: Sequence[int]) -> frozenset[int]:
    """The leaves of all votes by those who cast these, by their leaves."""
    voters = {voter for some in _some(votes) for voter in c.scalars(_VOTERS_OF, {"places": some})}
    places = (c.scalars(_VOTES_BY, {"voters": some}) for some in _some(sorted(voters)))
    return frozenset(place for found in places for place in found)


def excluded(c: sa.Connection, before: int | None) -> frozenset[int]:
    """The leaves of the votes that are excluded by the leaves before a place, or by all."""
    asked = _MARKS if before is None else _MARKS.where(t.log_marks.c.leaf < before)
    last = {row.vote: row.excluded for row in c.execute(asked)}
    return frozenset(vote for vote, is_excluded in last.items() if is_excluded)


def last(c: sa.Connection) -> int:
    """The place of the last leaf that excluded or restored votes; -1 if there is none."""
    found = c.scalar(_LAST)
    return -1 if found is None else found


def _some(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[at : at + _MANY] for at in range(0, len(values), _MANY))


# Built once: putting a statement together costs more than running it.
_MARKS = sa.select(t.log_marks).order_by(t.log_marks.c.leaf)
_MARKS_OF = _MARKS.where(t.log_marks.c.vote.in_(sa.bindparam("votes", expanding=True)))
_votes_of_log = t.votes.join(t.log_endings, t.log_endings.c.battle_id == t.votes.c.battle_id)
_VOTERS_OF = (
    sa.select(t.votes.c.voter)
    .select_from(_votes_of_log)
    .where(t.log_endings.c.leaf.in_(sa.bindparam("places", expanding=True)))
    .distinct()
)
_VOTES_BY = (
    sa.select(t.log_endings.c.leaf)
    .select_from(_votes_of_log)
    .where(t.votes.c.voter.in_(sa.bindparam("voters", expanding=True)))
)
_LAST = sa.select(sa.func.max(t.log_marks.c.leaf))
