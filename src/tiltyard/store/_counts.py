"""How many battles there are, and how many votes of each kind."""

from __future__ import annotations

import sqlalchemy as sa

from tiltyard.records import Tally, Winner
from tiltyard.store import Census
from tiltyard.store import _tables as t
from tiltyard.store._reading import MODEL_A, MODEL_B, WITH_MODELS


def census(c: sa.Connection) -> Census:
    """How many battles there are, by how they ended."""
    return Census(*(c.scalar(_COUNT[name]) or 0 for name in ("battles", "votes", "skips")))


def tallies(c: sa.Connection) -> list[Tally]:
    """Votes by pair, seat and winner."""
    return [Tally(a, b, Winner(winner), many) for a, b, winner, many in c.execute(_TALLIES)]


# Built once: putting a statement together costs more than running it.
_columns = (MODEL_A.c.name, MODEL_B.c.name, t.votes.c.winner)
_TALLIES = (
    sa.select(*_columns, sa.func.count())
    .select_from(
        WITH_MODELS.join(t.votes, t.votes.c.battle_id == t.battles.c.id).outerjoin(
            t.log_battles, t.log_battles.c.battle_id == t.battles.c.id
        )
    )
    .where(t.log_battles.c.again.is_(None), t.log_battles.c.gold.is_(None))
    .group_by(*_columns)
    .order_by(*_columns)
)
_COUNT = {
    table.name: sa.select(sa.func.count()).select_from(table)
    for table in (t.battles, t.votes, t.skips)
}
