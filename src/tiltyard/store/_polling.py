"""Votes in polls: appended, and the last of each voter counted."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from tiltyard.records import PollVote
from tiltyard.store import _tables as t


def keep(c: sa.Connection, vote: PollVote) -> None:
    """Append a vote."""
    row = {name: getattr(vote, name) for name in ("poll", "option", "voter", "created_at")}
    c.execute(sa.insert(t.poll_votes), row)


def choice(c: sa.Connection, poll: str, voter: str) -> str | None:
    """What a voter chose last."""
    votes = t.poll_votes.c
    theirs = sa.select(votes.option).where(votes.poll == poll, votes.voter == voter)
    return c.scalar(theirs.order_by(votes.id.desc()).limit(1))


def counts(c: sa.Connection, poll: str, before: datetime | None) -> dict[str, int]:
    """How many voters chose each option last, of the options that anybody chose."""
    votes = t.poll_votes.c
    counted = [votes.poll == poll]
    if before is not None:
        counted.append(votes.created_at < before)
    last = sa.select(sa.func.max(votes.id)).where(*counted).group_by(votes.voter)
    rows = c.execute(
        sa.select(votes.option, sa.func.count())
        .where(votes.id.in_(last))
        .group_by(votes.option)
        .order_by(votes.option)
    )
    return {option: count for option, count in rows}
