"""Rows become battles: one by its id, or those that were voted on, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from tiltyard.errors import BattleNotFoundError
from tiltyard.records import (
    Answer,
    Battle,
    FinishReason,
    ModelVersion,
    Pace,
    Phase,
    Seal,
    Side,
    StoredBattle,
    Turn,
    Vote,
    Winner,
)
from tiltyard.store import _tables as t

# PostgreSQL writes to the log one at a time under this number.
_LOG = 0x7117_9A2D


def hold(c: sa.Connection) -> None:
    """Keep all others from writing to the log until the commit."""
    if _has_many_writers(c):
        c.execute(_HOLD, {"lock": _LOG})


def load(c: sa.Connection, battle_id: str, *, lock: bool = False) -> StoredBattle:
    """A battle with all that hangs on it; ``lock`` holds others off until the commit."""
    if lock and _has_many_writers(c):
        # Always the log before a battle: two that wait for each other would wait for ever.
        hold(c)
        c.execute(_LOCK, {"id": battle_id})
    row = c.execute(_BATTLE, {"id": battle_id}).first()
    if row is None:
        raise BattleNotFoundError(f"there is no battle {battle_id!r}")
    turns = _turns(c.execute(_TURNS, {"id": battle_id}))
    return _stored(row, turns.get(battle_id, ()))


def _has_many_writers(c: sa.Connection) -> bool:
    """Whether others may write meanwhile; SQLite has one transaction at a time that may."""
    return c.dialect.name == "postgresql"


def voted(c: sa.Connection, after: str | None, limit: int) -> list[StoredBattle]:
    """The battles whose votes follow the vote ``after``, in the order of their votes."""
    page = _VOTED.limit(limit)
    if after is not None:
        at = c.scalar(_VOTED_AT, {"id": after})
        if at is None:
            raise BattleNotFoundError(f"there is no vote {after!r} to go on after")
        votes = t.votes.c
        later = sa.and_(votes.created_at == at, votes.id > after)
        page = page.where(sa.or_(votes.created_at > at, later))
    rows = c.execute(page).all()
    turns = _turns(c.execute(_TURNS_OF, {"ids": [row.id for row in rows]}))
    return [_stored(row, turns.get(row.id, ())) for row in rows]


def battle_of_key(c: sa.Connection, voter: str, key: str | None) -> str | None:
    """The id of the battle that a voter opened with a key, if there is one."""
    if key is None:
        return None
    return c.scalar(_BATTLE_OF_KEY, {"voter": voter, "key": key})


def turn_of_key(c: sa.Connection, battle_id: str, key: str | None) -> int | None:
    """The id of the turn of a battle that a key made, if there is one."""
    if key is None:
        return None
    return c.scalar(_TURN_OF_KEY, {"id": battle_id, "key": key})


def answer_row(turn_id: int, answer: Answer) -> dict[str, object]:
    """An answer as a row of its table."""
    return {"turn_id": turn_id} | {name: getattr(answer, name) for name in _ANSWER}


def _stored(row: sa.Row[Any], turns: tuple[Turn, ...]) -> StoredBattle:
    battle = Battle(
        id=row.id,
        voter=row.voter,
        created_at=row.created_at,
        version_a=ModelVersion(row.version_a_id, row.name_a, row.number_a, row.digest_a),
        version_b=ModelVersion(row.version_b_id, row.name_b, row.number_b, row.digest_b),
        pair_probability=row.pair_probability,
        pace=Pace(row.pace),
        consent=row.consent,
    )
    return StoredBattle(battle, turns, _vote(row), row.skipped_at, _seal(row))


def _vote(row: sa.Row[Any]) -> Vote | None:
    if row.vote_id is None:
        return None
    return Vote(row.vote_id, row.id, Winner(row.winner), row.vote_voter, row.voted_at)


def seal_row(battle_id: str, seal: Seal) -> dict[str, object]:
    """A seal as a row of its table."""
    return {"battle_id": battle_id} | {name: getattr(seal, name) for name in _SEAL}


def _seal(row: sa.Row[Any]) -> Seal | None:
    if row.leaf is None:
        return None
    values = {name: getattr(row, name) for name in _SEAL}
    values["gold"] = None if row.gold is None else Side(row.gold)
    return Seal(**values, ending=row.ending, counts=row.counts)


def _turns(rows: Iterable[sa.Row[Any]]) -> dict[str, tuple[Turn, ...]]:
    """The turns of each battle, from rows that hold an answer each, or none."""
    turns: dict[str, dict[int, Turn]] = {}
    for row in rows:
        known = turns.setdefault(row.battle_id, {})
        turn = known.get(row.turn)
        if turn is None:
            turn = Turn(row.turn, row.position, row.attempt, Phase(row.phase), row.prompt)
        if row.side is not None:
            turn = replace(turn, answers=(*turn.answers, _answer(row)))
        known[row.turn] = turn
    return {battle: tuple(known.values()) for battle, known in turns.items()}


_SEAL = tuple(column.name for column in t.log_battles.c if column.name != "battle_id")
_ANSWER = tuple(column.name for column in t.answers.c if column.name != "turn_id")


def _answer(row: sa.Row[Any]) -> Answer:
    values = {name: getattr(row, name) for name in _ANSWER}
    return Answer(
        **values
        | {"side": Side(values["side"]), "finish_reason": FinishReason(values["finish_reason"])}
    )


# Built once: putting a statement together costs more than running it.
MODEL_A, MODEL_B = t.models.alias(), t.models.alias()
_version_a, _version_b = t.model_versions.alias(), t.model_versions.alias()
WITH_MODELS = (
    t.battles.join(_version_a, t.battles.c.version_a_id == _version_a.c.id)
    .join(_version_b, t.battles.c.version_b_id == _version_b.c.id)
    .join(MODEL_A, _version_a.c.model_id == MODEL_A.c.id)
    .join(MODEL_B, _version_b.c.model_id == MODEL_B.c.id)
)
_HOLD = sa.select(sa.func.pg_advisory_xact_lock(sa.bindparam("lock")))
_this_battle = t.battles.c.id == sa.bindparam("id")
_LOCK = sa.select(t.battles.c.id).where(_this_battle).with_for_update()
_ALL = sa.select(
    t.battles,
    MODEL_A.c.name.label("name_a"),
    _version_a.c.number.label("number_a"),
    _version_a.c.digest.label("digest_a"),
    MODEL_B.c.name.label("name_b"),
    _version_b.c.number.label("number_b"),
    _version_b.c.digest.label("digest_b"),
    t.votes.c.id.label("vote_id"),
    t.votes.c.winner,
    t.votes.c.voter.label("vote_voter"),
    t.votes.c.created_at.label("voted_at"),
    t.skips.c.created_at.label("skipped_at"),
    *(t.log_battles.c[name] for name in _SEAL),
    t.log_endings.c.leaf.label("ending"),
    t.log_endings.c.counts,
)
_own = t.battles.c.id
_BATTLE = _ALL.select_from(
    WITH_MODELS.outerjoin(t.votes)
    .outerjoin(t.skips)
    .outerjoin(t.log_battles, t.log_battles.c.battle_id == _own)
    .outerjoin(t.log_endings, t.log_endings.c.battle_id == _own)
).where(_this_battle)
_VOTED = _ALL.select_from(
    WITH_MODELS.join(t.votes, t.votes.c.battle_id == _own)
    .outerjoin(t.skips)
    .outerjoin(t.log_battles, t.log_battles.c.battle_id == _own)
    .outerjoin(t.log_endings, t.log_endings.c.battle_id == _own)
).order_by(t.votes.c.created_at, t.votes.c.id)
_VOTED_AT = sa.select(t.votes.c.created_at).where(t.votes.c.id == sa.bindparam("id"))
_EACH_TURN = (
    sa.select(
        t.turns.c.id.label("turn"),
        *(t.turns.c[name] for name in ("battle_id", "position", "attempt", "phase", "prompt")),
        *(t.answers.c[name] for name in _ANSWER),
    )
    .select_from(t.turns.outerjoin(t.answers))
    .order_by(t.turns.c.position, t.turns.c.attempt, t.answers.c.side)
)
_TURNS = _EACH_TURN.where(t.turns.c.battle_id == sa.bindparam("id"))
_TURNS_OF = _EACH_TURN.where(t.turns.c.battle_id.in_(sa.bindparam("ids", expanding=True)))
_BATTLE_OF_KEY = sa.select(t.battles.c.id).where(
    t.battles.c.voter == sa.bindparam("voter"), t.battles.c.key == sa.bindparam("key")
)
_TURN_OF_KEY = sa.select(t.turns.c.id).where(
    t.turns.c.battle_id == sa.bindparam("id"), t.turns.c.key == sa.bindparam("key")
)
