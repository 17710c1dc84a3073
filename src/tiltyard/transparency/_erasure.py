"""What was said in a battle is erased at somebody's wish; that it was stays in the log."""

from __future__ import annotations

import re
from functools import partial

from tiltyard.errors import BattleStateError, ConfigurationError
from tiltyard.ledger import Leaf
from tiltyard.records import StoredBattle
from tiltyard.store import Store

_CODE = re.compile("[a-z0-9_]{1,40}")


def erase(store: Store, battle_id: str, reason: str) -> int | None:
    """Erase the texts of a battle, and the salt without which their digest tells nothing.

    The vote stays, with its leaf and all that counts of it.

    Args:
        store: where the battle is.
        battle_id: which.
        reason: a short code, such as ``wish`` or ``law``; it is public.

    Returns:
        The place of the tombstone; None if there was nothing left to erase, or if the battle is
        older than the log.

    Raises:
        BattleNotFoundError: there is no such battle.
        BattleStateError: it is still open.
        ConfigurationError: the reason is no code.
    """
    if not _CODE.fullmatch(reason):
        raise ConfigurationError(
            f"{reason!r} is public for ever: give a short code of small letters, digits and _, "
            "such as wish or law, and nothing that tells who asked"
        )
    return store.erase(battle_id, rule=_is_over, entry=partial(_leaf, reason=reason))


def _is_over(stored: StoredBattle) -> None:
    if stored.seal is not None and stored.seal.ending is None:
        raise BattleStateError(
            f"battle {stored.battle.id!r} is still open: skip it, or wait until it ends, a day "
            "after it began"
        )


def _leaf(stored: StoredBattle, reason: str) -> Leaf:
    ending = None if stored.seal is None else stored.seal.ending
    return {"type": "tombstone", "leaf": ending, "reason": reason}
