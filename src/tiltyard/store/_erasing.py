"""What was said in a battle is erased: the one thing that is ever taken out of it."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from tiltyard import ledger
from tiltyard.records import Answer, StoredBattle
from tiltyard.store import Entry
from tiltyard.store import _tables as t
from tiltyard.store._log import append


def erase(c: sa.Connection, stored: Sequence[StoredBattle], entry: Entry) -> list[int | None]:
    """Put nothing in the place of every text of some battles, and of the salts of their digests.

    Returns:
        Of each the place of the leaf that tells it; None if there was nothing left to erase, or
        the battle is older than the log.
    """
    # Encoded now: what is no leaf must be refused before anything is written.
    leaves = [None if one.seal is None else ledger.encoded(entry(one)) for one in stored]
    return [
        append(c, leaf) if _clear(c, one) and leaf is not None else None
        for one, leaf in zip(stored, leaves, strict=True)
    ]


def _clear(c: sa.Connection, stored: StoredBattle) -> bool:
    """Whether there was anything to erase."""
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
