"""Battles, turns, answers and votes become rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from tiltyard.records import Answer, Battle, Seal, Turn, Vote
from tiltyard.store import NewTurn
from tiltyard.store import _tables as t
from tiltyard.store._reading import answer_row, seal_row


def keep_battle(
    c: sa.Connection, battle: Battle, turn: NewTurn, *, retry_of: str | None, at: datetime
) -> Turn:
    """Append a battle and its first turn, which is handed back; the turn's key is the battle's."""
    row = {
        "id": battle.id,
        "voter": battle.voter,
        "created_at": battle.created_at,
        "version_a_id": battle.version_a.id,
        "version_b_id": battle.version_b.id,
        "pair_probability": battle.pair_probability,
        "pace": battle.pace.value,
        "key": turn.key,
        "retry_of": retry_of,
        "consent": battle.consent,
    }
    c.execute(_INSERT_BATTLE, row)
    first = keep_turn(c, battle.id, NewTurn(turn.prompt, turn.phase), at)
    if turn.answers:
        keep_answers(c, first.id, turn.answers)
    return replace(first, answers=turn.answers)


def keep_turn(c: sa.Connection, battle_id: str, turn: NewTurn, at: datetime) -> Turn:
    """Append a turn that nobody has answered yet."""
    row = {
        "battle_id": battle_id,
        "position": turn.position,
        "attempt": turn.attempt,
        "phase": turn.phase.value,
        "prompt": turn.prompt,
        "created_at": at,
        "key": turn.key,
    }
    turn_id = c.execute(_INSERT_TURN, row).scalar_one()
    return Turn(turn_id, turn.position, turn.attempt, turn.phase, turn.prompt)


def keep_answers(c: sa.Connection, turn_id: int, answers: Sequence[Answer]) -> None:
    """Append the answers of a turn."""
    c.execute(_INSERT_ANSWERS, [answer_row(turn_id, answer) for answer in answers])


def keep_seal(c: sa.Connection, battle_id: str, seal: Seal) -> None:
    """Append the seal of a battle."""
    c.execute(_INSERT_SEAL, seal_row(battle_id, seal))


def keep_vote(c: sa.Connection, vote: Vote, key: str | None) -> None:
    """Append a vote; a second one on its battle is refused by the table."""
    row = {
        "id": vote.id,
        "battle_id": vote.battle_id,
        "winner": vote.winner.value,
        "voter": vote.voter,
        "created_at": vote.created_at,
        "key": key,
    }
    c.execute(_INSERT_VOTE, row)


# Built once: putting a statement together costs more than running it.
_INSERT_BATTLE = sa.insert(t.battles)
_INSERT_TURN = sa.insert(t.turns).returning(t.turns.c.id)
_INSERT_ANSWERS = sa.insert(t.answers)
_INSERT_SEAL = sa.insert(t.log_battles)
_INSERT_VOTE = sa.insert(t.votes)
