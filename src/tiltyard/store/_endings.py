"""How a battle ends: with one leaf of the log, and by one vote at most."""

from __future__ import annotations

import sqlalchemy as sa

from tiltyard.errors import BattleStateError
from tiltyard.records import StoredBattle, Vote
from tiltyard.store import Entry
from tiltyard.store import _tables as t
from tiltyard.store._log import append


def end(c: sa.Connection, stored: StoredBattle, entry: Entry | None) -> None:
    """Append the leaf that ends a battle of the log; a second ending is refused by its key."""
    if stored.seal is None or stored.seal.ending is not None or entry is None:
        return
    leaf = entry(stored)
    row = {"battle_id": stored.battle.id, "leaf": append(c, leaf), "counts": leaf.get("counts")}
    c.execute(_INSERT_ENDING, row)


def same_vote(c: sa.Connection, stored: Vote, offered: Vote, key: str | None) -> Vote:
    """The stored vote, if the offered one is a retry of it.

    Raises:
        BattleStateError: it is another.
    """
    used = c.scalar(sa.select(t.votes.c.key).where(t.votes.c.id == stored.id))
    is_retry = key is not None and key == used and offered.voter == stored.voter
    if is_retry and offered.winner is stored.winner:
        return stored
    raise BattleStateError("this battle has its vote already")


# Built once: putting a statement together costs more than running it.
_INSERT_ENDING = sa.insert(t.log_endings)
