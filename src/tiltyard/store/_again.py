"""Answers that are shown to their voter again: which may be, and how they were judged."""

from __future__ import annotations

import sqlalchemy as sa

from tiltyard.records import Phase, Retest, Winner
from tiltyard.store import Span
from tiltyard.store import _tables as t

_TURNED = {Winner.MODEL_A: Winner.MODEL_B, Winner.MODEL_B: Winner.MODEL_A}


def repeatable(c: sa.Connection, voter: str, span: Span) -> str | None:
    """The last battle of a voter, voted on in a stretch of time, that may be shown again."""
    begin, end = span
    return c.scalar(_REPEATABLE, {"voter": voter, "begin": begin, "end": end})


def battle_of_again(c: sa.Connection, again: int | None) -> str | None:
    """The battle that shows the answers of a vote again, by the vote's leaf, if there is one."""
    return None if again is None else c.scalar(_SHOWN_AGAIN, {"again": again})


def twins(c: sa.Connection, battle_id: str) -> list[str]:
    """The other battles with the same answers: that which shows them again, or which had them."""
    return list(c.scalars(_TWINS, {"id": battle_id}))


def retests(c: sa.Connection) -> list[Retest]:
    """All pairs of votes of one voter on the same answers, in the order of the later votes."""
    found = []
    for voter, first, second, version, later, leaf, later_leaf in c.execute(_RETESTS):
        said = Winner(second)
        told = said if version == later else _TURNED.get(said, said)
        found.append(Retest(voter, Winner(first), told, (leaf, later_leaf)))
    return found


# Built once: putting a statement together costs more than running it.
_later = t.log_battles.alias()
_shown = sa.select(_later.c.leaf).where(_later.c.again == t.log_endings.c.leaf)
_blind = (
    sa.select(t.turns.c.id)
    .where(t.turns.c.battle_id == t.votes.c.battle_id)
    .where(t.turns.c.phase == Phase.BLIND.value)
)
_REPEATABLE = (
    sa.select(t.votes.c.battle_id)
    .join(t.log_endings, t.log_endings.c.battle_id == t.votes.c.battle_id)
    .join(t.log_battles, t.log_battles.c.battle_id == t.votes.c.battle_id)
    .where(t.votes.c.voter == sa.bindparam("voter"))
    .where(t.votes.c.created_at >= sa.bindparam("begin"))
    .where(t.votes.c.created_at < sa.bindparam("end"))
    .where(t.log_battles.c.again.is_(None), t.log_battles.c.gold.is_(None), ~_shown.exists())
    # Of one question and its answers; of what was erased nothing can be shown.
    .where(~_blind.where(t.turns.c.position > 0).exists())
    .where(_blind.where(t.turns.c.prompt != "").exists())
    .order_by(t.votes.c.created_at.desc(), t.votes.c.id)
    .limit(1)
)
_SHOWN_AGAIN = sa.select(t.log_battles.c.battle_id).where(
    t.log_battles.c.again == sa.bindparam("again")
)
_again = t.log_battles.alias()
_ended = t.log_endings.alias()
_pairs = _again.join(_ended, _ended.c.leaf == _again.c.again)
_TWINS = sa.union_all(
    sa.select(_again.c.battle_id)
    .select_from(_pairs)
    .where(_ended.c.battle_id == sa.bindparam("id")),
    sa.select(_ended.c.battle_id)
    .select_from(_pairs)
    .where(_again.c.battle_id == sa.bindparam("id")),
)
_first, _second = t.votes.alias(), t.votes.alias()
_one, _other, _end = t.battles.alias(), t.battles.alias(), t.log_endings.alias()
_RETESTS = (
    sa.select(
        _second.c.voter,
        _first.c.winner,
        _second.c.winner,
        _one.c.version_a_id,
        _other.c.version_a_id,
        _ended.c.leaf,
        _end.c.leaf,
    )
    .select_from(
        _pairs.join(_first, _first.c.battle_id == _ended.c.battle_id)
        .join(_second, _second.c.battle_id == _again.c.battle_id)
        .join(_end, _end.c.battle_id == _again.c.battle_id)
        .join(_one, _one.c.id == _ended.c.battle_id)
        .join(_other, _other.c.id == _again.c.battle_id)
    )
    .order_by(_end.c.leaf)
)
