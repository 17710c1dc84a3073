"""What a voter had done when they voted, read in the transaction that keeps the vote."""

from __future__ import annotations

import sqlalchemy as sa

from tiltyard.records import Battle, Past
from tiltyard.store import LookBack
from tiltyard.store import _tables as t


def past(c: sa.Connection, battle: Battle, voter: str, look_back: LookBack) -> Past:
    """How much of what a voter voted counts: on either model in the epoch, and in all today."""
    (begin, end), (morning, night) = look_back.epoch, look_back.day
    row = c.execute(
        _COUNTED,
        {
            "voter": voter,
            "begin": begin,
            "end": end,
            "morning": morning,
            "night": night,
            "a": battle.version_a.id,
            "b": battle.version_b.id,
        },
    ).one()
    return Past(row.first_at, row.today or 0, row.on_a or 0, row.on_b or 0)


def _sum(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))


def _with(version: str) -> sa.ColumnElement[bool]:
    """Of the model of a version, whatever its version was then."""
    one, other = t.model_versions.alias(), t.model_versions.alias()
    wanted = (
        sa.select(one.c.id)
        .join(other, other.c.model_id == one.c.model_id)
        .where(other.c.id == sa.bindparam(version))
    )
    return sa.or_(t.battles.c.version_a_id.in_(wanted), t.battles.c.version_b_id.in_(wanted))


# Built once: putting a statement together costs more than running it.
_at = t.votes.c.created_at
_today = sa.and_(_at >= sa.bindparam("morning"), _at < sa.bindparam("night"))
_first = (
    sa.select(t.battles.c.created_at)
    .where(t.battles.c.voter == sa.bindparam("voter"))
    .order_by(t.battles.c.created_at)
    .limit(1)
    .scalar_subquery()
    .label("first_at")
)
_COUNTED = (
    sa.select(
        _first,
        _sum(_today).label("today"),
        _sum(_with("a")).label("on_a"),
        _sum(_with("b")).label("on_b"),
    )
    .select_from(
        t.votes.join(t.battles, t.battles.c.id == t.votes.c.battle_id).join(
            t.log_endings, t.log_endings.c.battle_id == t.votes.c.battle_id
        )
    )
    .where(
        t.votes.c.voter == sa.bindparam("voter"),
        _at >= sa.bindparam("begin"),
        _at < sa.bindparam("end"),
        t.log_endings.c.counts == "yes",
    )
)
