"""What was said in a battle is erased: the one thing that is ever taken out of it."""

from __future__ import annotations

import sqlalchemy as sa

from tiltyard.records import Answer, StoredBattle
from tiltyard.store import _tables as t


def erase(c: sa.Connection, stored: StoredBattle) -> bool:
    """Put nothing in the place of every text of a battle, and of the salt of their digest.

    Returns:
        Whether there was anything.
    """
    turns = [turn.id for turn in stored.turns]
    texts = (text for turn in stored.turns for text in (turn.prompt, *_said(turn.answers)))
    salt = "" if stored.seal is None else stored.seal.salt
    if not any(texts) and not salt:
        return False
    c.execute(sa.update(t.turns).where(t.turns.c.id.in_(turns)).values(prompt=""))
    c.execute(
        sa.update(t.answers)
        .where(t.answers.c.turn_id.in_(turns))
        .values(text="", reasoning="", failure=None)
    )
    mine = t.log_battles.c.battle_id == stored.battle.id
    c.execute(sa.update(t.log_battles).where(mine).values(salt=""))
    return True


def _said(answers: tuple[Answer, ...]) -> list[str]:
    return [text for one in answers for text in (one.text, one.reasoning, one.failure or "")]
