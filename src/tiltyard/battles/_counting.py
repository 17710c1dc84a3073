"""What a vote counts as, decided once, in the transaction that keeps it.

The log tells everybody what became of a vote, so whoever has the log can count again and see that
nobody got more than the bounds allow. Addresses are in no log: they are counted in memory alone.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from tiltyard import ledger
from tiltyard.records import Past, StoredBattle, Vote
from tiltyard.store import LookBack

_DAY = timedelta(days=1)


class Counting(Protocol):
    """Decides what votes count as."""

    def look_back(self, vote: Vote) -> LookBack | None:
        """Of which time it must know what the voter voted; None if it need not know."""
        ...

    def __call__(self, stored: StoredBattle, vote: Vote, address: str | None) -> str:
        """What a vote counts as, one of the words of its leaf; see `ledger.FIELDS`.

        Args:
            stored: the battle as it stands before the vote, with the voter's past if that was
                asked for.
            vote: what is being kept.
            address: where it came from, made coarse; None where nobody knows.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much of what one voter votes counts; 0 is no bound.

    Attributes:
        per_model: votes on battles of one model, in an epoch of 30 days.
        per_day: votes of a day.
        per_address_day: votes of a day that come from one neighbourhood of addresses.
        guest_hours: for so long after their first battle a voter is a guest, whose votes are on
            the guests' board.
    """

    per_model: int = 0
    per_day: int = 0
    per_address_day: int = 0
    guest_hours: int = 0


class BoundedCounting:
    """Votes count within bounds.

    Args:
        bounds: how many.
        is_owner: whether a voter belongs to those who made one of the two models.
    """

    def __init__(
        self, bounds: Bounds, *, is_owner: Callable[[StoredBattle, str], bool] = lambda *_: False
    ) -> None:
        self._bounds = bounds
        self._is_owner = is_owner
        self._addresses = Addresses()

    def look_back(self, vote: Vote) -> LookBack | None:
        """See `Counting.look_back`."""
        bounds = self._bounds
        if not (bounds.per_model or bounds.per_day or bounds.guest_hours):
            return None
        at = vote.created_at.astimezone(UTC)
        morning = at.replace(hour=0, minute=0, second=0, microsecond=0)
        return LookBack(ledger.epoch_span(ledger.epoch_of(at)), (morning, morning + _DAY))

    def __call__(self, stored: StoredBattle, vote: Vote, address: str | None) -> str:
        """See `Counting`."""
        if self._is_owner(stored, vote.voter):
            return "owner"
        past = stored.past or Past()
        if self._is_guest(past, vote.created_at):
            return "guest"
        if self._is_over(past):
            return "limit"
        most = self._bounds.per_address_day
        day = vote.created_at.astimezone(UTC).date()
        if most and address and not self._addresses.has_room(address, day, vote.battle_id, most):
            return "limit"
        return "yes"

    def _is_guest(self, past: Past, at: datetime) -> bool:
        # A voter whose first battle cannot be found has opened it just now.
        hours = timedelta(hours=self._bounds.guest_hours)
        return bool(hours) and (past.first_at is None or at - past.first_at < hours)

    def _is_over(self, past: Past) -> bool:
        model, day = self._bounds.per_model, self._bounds.per_day
        return bool(model and max(past.on_a, past.on_b) >= model) or bool(
            day and past.counted >= day
        )


@dataclass(slots=True)
class Addresses:
    """How many votes of a day counted from where. For any thread; forgotten when it ends.

    An address is kept as its HMAC under a key of the day that is never written anywhere.
    """

    _day: date | None = None
    _key: bytes = b""
    _battles: dict[bytes, set[str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def has_room(self, address: str, day: date, battle_id: str, most: int) -> bool:
        """Whether one more vote may count; from then on it is among those that did.

        Asked twice about the same battle it says the same: a transaction may be tried again.
        """
        with self._lock:
            if self._day is None or day > self._day:
                self._day, self._key = day, secrets.token_bytes(32)
                self._battles.clear()
            known = self._battles.setdefault(
                hmac.digest(self._key, address.encode(), "sha256"), set()
            )
            if battle_id not in known and len(known) >= most:
                return False
            known.add(battle_id)
            return True
