"""What a voter had done: when they vote, in the transaction that keeps the vote; when they open."""

from __future__ import annotations

import sqlalchemy as sa

from tiltyard.records import Battle, Past
from tiltyard.store import Begun, LookBack
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
    return Past(row.first_at, row.today, row.on_a, row.on_b)


def begun(c: sa.Connection, voter: str, at_most: int) -> Begun:
    """How many battles a voter opened, as far as is asked, and how many of them are gold."""
    return Begun(*c.execute(_BEGUN, {"voter": voter, "at_most": at_most}).one())


def _count(condition: sa.ColumnElement[bool]) -> sa.FunctionFilter[int]:
    return sa.func.count().filter(condition)


def _with(version: str) -> sa.ColumnElement[bool]:
    """Of the model of a version, whatever its version was then."""
    versions = t.model_versions.c
    model = sa.select(versions.model_id).where(versions.id == sa.bindparam(version))
    return model.scalar_subquery().in_([_version_a.c.model_id, _version_b.c.model_id])


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
_version_a, _version_b = t.model_versions.alias(), t.model_versions.alias()
_COUNTED = (
    sa.select(
        _first,
        _count(_today).label("today"),
        _count(_with("a")).label("on_a"),
        _count(_with("b")).label("on_b"),
    )
    .select_from(
        t.votes.join(t.battles, t.battles.c.id == t.votes.c.battle_id)
        .join(t.log_endings, t.log_endings.c.battle_id == t.votes.c.battle_id)
        .join(_version_a, _version_a.c.id == t.battles.c.version_a_id)
        .join(_version_b, _version_b.c.id == t.battles.c.version_b_id)
    )
    .where(
        t.votes.c.voter == sa.bindparam("voter"),
        _at >= sa.bindparam("begin"),
        _at < sa.bindparam("end"),
        t.log_endings.c.counts == "yes",
    )
)
_opened = (
    sa.select(t.log_battles.c.gold)
    .select_from(t.battles.outerjoin(t.log_battles, t.log_battles.c.battle_id == t.battles.c.id))
    .where(t.battles.c.voter == sa.bindparam("voter"))
    .order_by(t.battles.c.created_at)
    .limit(sa.bindparam("at_most"))
    .subquery()
)
_BEGUN = sa.select(sa.func.count(), sa.func.count(_opened.c.gold)).select_from(_opened)
