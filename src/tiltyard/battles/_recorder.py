"""Keeps what happens to battles, each with its leaf of the log; every method waits for the disk."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tiltyard import ledger
from tiltyard.battles._counting import Counting
from tiltyard.battles._draws import Drawn, Draws
from tiltyard.battles._entries import expire_leaf, seal_of, vote_leaf, why_undecided
from tiltyard.errors import BattleNotFoundError, BattleStateError, LedgerError, StoreError
from tiltyard.ledger import Leaf
from tiltyard.records import Battle, StoredBattle, Vote
from tiltyard.store import NewTurn, Rule, Store

_PAGE = 200
_AGAIN, _GOLD = "repeat", "gold"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where the log has what ended a battle.

    Attributes:
        leaf: its place.
        hash: of the leaf, 64 hexadecimal digits.
    """

    leaf: int
    hash: str


class Recorder:
    """What `Battles` writes.

    Args:
        store: where battles are kept.
        draws: where they come from.
        counting: what a vote counts as.
    """

    def __init__(self, store: Store, draws: Draws, counting: Counting) -> None:
        self._store = store
        self._draws = draws
        self._counting = counting
        self._epoch: tuple[int, bytes] | None = None

    def add_battle(
        self, drawn: Drawn, battle: Battle, turn: NewTurn, *, retry_of: str | None = None
    ) -> StoredBattle:
        """Keep a battle that was drawn, or find the one that its key made before.

        A battle that it stands for, ``retry_of``, ends with that.

        Raises:
            LedgerError: its stream's seed is told; the draw must be made anew.
            StoreError: nothing was kept.
        """
        try:
            stored = self._store.add_battle(
                battle, turn, retry_of=retry_of, seal=drawn.seal, entry=self._draws.entry(drawn)
            )
        except LedgerError:
            self._draws.end(drawn)
            raise
        except StoreError:
            self._undo(drawn, battle.id)
            raise
        if stored.battle.id != battle.id:
            self._draws.lost(drawn, "repeated")
        elif retry_of is not None:
            self._expire(retry_of, "restarted")
        return stored

    def _undo(self, drawn: Drawn, battle_id: str) -> None:
        """Tell that a draw came to nothing, unless it did: a commit's answer may get lost.

        Where even that cannot be found out its number stays untold, which verification counts.
        """
        try:
            self._store.battle(battle_id)
        except BattleNotFoundError:
            self._draws.lost(drawn, "not_kept")
        except StoreError:
            return

    def add_vote(
        self, vote: Vote, *, key: str | None, rule: Rule, address: str | None = None
    ) -> Vote:
        """Keep a vote; see `Store.add_vote`, and `Counting` for the address."""
        # Before the transaction: to make a key is a write of its own.
        secret = self._epoch_key(ledger.epoch_of(vote.created_at))

        def entry(stored: StoredBattle) -> Leaf:
            counts = _aside(stored, vote) or self._counting(stored, vote, address)
            return vote_leaf(stored, vote, key=secret, counts=counts)

        look_back = self._counting.look_back(vote)
        return self._store.add_vote(vote, key=key, rule=rule, entry=entry, look_back=look_back)

    def add_skip(self, battle_id: str, *, rule: Rule) -> None:
        """Keep a skip; see `Store.add_skip`."""
        entry = functools.partial(expire_leaf, reason="skipped")
        self._store.add_skip(battle_id, rule=rule, entry=entry)

    def expire_undecided(self, before: datetime, is_running: Callable[[str], bool]) -> int:
        """End the battles that were opened before a moment and not decided; returns how many.

        Args:
            before: the moment.
            is_running: whether a battle is being answered now; such a one is left alone.
        """
        ended, left = 0, 0
        while True:
            page = self._store.log.undecided(before, left + _PAGE)[left:]
            for stored in page:
                if is_running(stored.battle.id):
                    left += 1
                else:
                    self._expire(stored.battle.id, why_undecided(stored))
                    ended += 1
            if len(page) < _PAGE:
                return ended

    def receipt(self, stored: StoredBattle) -> Receipt | None:
        """Where the log has the battle's end, if it is of the log and has one."""
        if stored.seal is None or stored.seal.ending is None:
            return None
        place = stored.seal.ending
        leaf = self._store.log.leaves(place, place + 1)[0]
        return Receipt(place, ledger.leaf_hash(leaf).hex())

    def _expire(self, battle_id: str, reason: str) -> None:
        entry = functools.partial(expire_leaf, reason=reason)
        self._store.expire(battle_id, rule=_anything, entry=entry)

    def _epoch_key(self, epoch: int) -> bytes:
        # One at a time, so that a key that was forgotten is not kept here.
        known = self._epoch
        if known is None or known[0] != epoch:
            known = self._epoch = (epoch, self._store.log.epoch_key(epoch))
        return known[1]


def _aside(stored: StoredBattle, vote: Vote) -> str | None:
    """What a vote counts as on a battle that was never to move a board; None on any other."""
    seal = seal_of(stored)
    if seal.again is not None:
        if not _is_one_epoch(stored.battle, vote):
            raise BattleStateError("this battle is too old; please start a new one")
        return _AGAIN
    return None if seal.gold is None else _GOLD


def _is_one_epoch(battle: Battle, vote: Vote) -> bool:
    """Whether the voter's pseudonym is still that of the vote whose answers are shown again."""
    return ledger.epoch_of(battle.created_at) == ledger.epoch_of(vote.created_at)


def _anything(_stored: StoredBattle) -> None:
    """The store itself sees that a battle has one ending."""
