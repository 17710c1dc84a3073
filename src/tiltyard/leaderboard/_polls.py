"""What the community chooses, such as what the usual board holds equal.

Every choice is kept; the last of each voter counts. What a poll decides holds once it is closed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from tiltyard.errors import ConfigurationError, PollError, StoreError, UnknownNameError
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._words import control_title
from tiltyard.records import PollVote
from tiltyard.registry import nearest
from tiltyard.store import Store

log = logging.getLogger(__name__)

CONTROL = "leaderboard.control"
Decides = Literal["leaderboard.control"]
# The longest sleep before the clock is looked at again, which somebody may have set.
_LOOK_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A question that voters answer.

    Attributes:
        name: how addresses call it.
        question: in words.
        options: two or more; of a poll that decides on control, as a query writes it: ``none``,
            ``style``, ``style,position``.
        about: what a voter should know before choosing.
        decides: the setting that the winner becomes; nothing if missing.
        closes_at: aware; choices from then on are refused. It stays open if missing.

    Raises:
        ConfigurationError: it has fewer than two options, one twice, or one that its setting
            cannot have; or it would decide and never closes.
    """

    name: str
    question: str
    options: tuple[str, ...]
    about: str = ""
    decides: Decides | None = None
    closes_at: datetime | None = None

    def __post_init__(self) -> None:
        place = f"poll {self.name!r}"
        if len(self.options) < 2 or len(set(self.options)) < len(self.options):
            raise ConfigurationError(f"{place} needs two options or more, each of them once")
        if self.closes_at is not None and self.closes_at.tzinfo is None:
            raise ConfigurationError(f"{place}: closes_at needs a zone, such as 2026-03-01T00:00Z")
        if self.decides is None:
            return
        if self.closes_at is None:
            raise ConfigurationError(f"{place} decides {self.decides!r}: say when it closes_at")
        for option in self.options:
            try:
                control_of(option)
            except ConfigurationError as error:
                raise ConfigurationError(f"{place}, option {option!r}: {error}") from None

    def title_of(self, option: str) -> str:
        """An option in words."""
        if self.decides is None:
            return option
        held = control_title(Query(control=control_of(option))) or "nothing"
        return f"{held[0].upper()}{held[1:]} held equal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A poll as one voter sees it.

    Attributes:
        poll: which.
        is_open: whether one can choose now.
        mine: what this voter chose; None if nothing.
        counts: votes of every option, in the order of the poll; None while the voter may still
            choose and has not: nobody should be led by the others.
        winner: the option with most votes once the poll is closed; None if there is none, or more
            than one.
    """

    poll: Poll
    is_open: bool
    mine: str | None = None
    counts: Mapping[str, int] | None = None
    winner: str | None = None

    @property
    def votes(self) -> int:
        """How many chose, as far as it is told."""
        return sum((self.counts or {}).values())


def control_of(option: str) -> tuple[str, ...]:
    """What is held equal by an option.

    Raises:
        ConfigurationError: it names a control that there is not.
    """
    return Query.of({"control": option}).control


def _now() -> datetime:
    return datetime.now(UTC)


class Polls:
    """The polls of an arena.

    Args:
        polls: as the operator set them.
        store: keeps the choices.
        clock: aware UTC time.
    """

    def __init__(
        self, polls: Iterable[Poll], store: Store, *, clock: Callable[[], datetime] = _now
    ) -> None:
        self._polls = {poll.name: poll for poll in polls}
        self._store = store
        self._clock = clock

    async def standings(self, voter: str | None) -> list[Standing]:
        """Every poll as this voter sees it: those that are open first, as the operator has them."""
        found = [
            await asyncio.to_thread(self._standing, one, voter) for one in self._polls.values()
        ]
        return sorted(found, key=lambda one: not one.is_open)

    async def choose(self, name: str, option: str, *, voter: str) -> None:
        """Keep what a voter chose, on disk when this returns.

        Raises:
            UnknownNameError: there is no such poll.
            PollError: it is closed, or has no such option.
        """
        poll = self._poll(name)
        if option not in poll.options:
            raise PollError(f"the poll has no option {option!r}{nearest(option, [*poll.options])}")
        at = self._clock()
        if not _is_open(poll, at):
            raise PollError("this poll is closed: its result stands below")
        await asyncio.to_thread(self._store.add_poll_vote, PollVote(name, option, voter, at))

    def decided(self) -> dict[str, str]:
        """What the closed polls decide: the winner for each setting, of the poll closed last."""
        found: dict[str, str] = {}
        now = self._clock()
        closed = [one for one in self._polls.values() if one.decides and not _is_open(one, now)]
        for poll in sorted(closed, key=lambda one: one.closes_at or now):
            winner = _winner(self._counts(poll))
            if poll.decides is not None and winner is not None:
                found[poll.decides] = winner
        return found

    async def run(self, apply: Callable[[Mapping[str, str]], None]) -> None:
        """Tell ``apply`` what is decided whenever a poll closes, for ever; cancel to stop."""
        told = self._clock()
        while any(one.decides for one in self._polls.values()):
            await asyncio.sleep(self._until_next())
            now = self._clock()
            closing = [one.closes_at for one in self._polls.values() if one.closes_at is not None]
            if not any(told < at <= now for at in closing):
                continue
            try:
                apply(await asyncio.to_thread(self.decided))
            except StoreError as error:
                log.error("a poll closed and could not be counted; trying again: %s", error)
            else:
                told = now

    def _until_next(self) -> float:
        now = self._clock()
        closing = [one.closes_at for one in self._polls.values() if one.closes_at is not None]
        waits = [(at - now).total_seconds() for at in closing if at > now]
        return max(0.01, min([*waits, _LOOK_SECONDS]))

    def _standing(self, poll: Poll, voter: str | None) -> Standing:
        is_open = _is_open(poll, self._clock())
        mine = None if voter is None else self._store.poll_choice(poll.name, voter)
        if is_open and mine is None:
            return Standing(poll=poll, is_open=True)
        counts = self._counts(poll)
        winner = None if is_open else _winner(counts)
        return Standing(poll=poll, is_open=is_open, mine=mine, counts=counts, winner=winner)

    def _counts(self, poll: Poll) -> dict[str, int]:
        """Votes of every option; those of options that the operator took away are left out."""
        found = self._store.poll_counts(poll.name, before=poll.closes_at)
        return {option: found.get(option, 0) for option in poll.options}

    def _poll(self, name: str) -> Poll:
        if name not in self._polls:
            raise UnknownNameError(f"there is no poll {name!r}{nearest(name, [*self._polls])}")
        return self._polls[name]


def _is_open(poll: Poll, now: datetime) -> bool:
    return poll.closes_at is None or now < poll.closes_at


def _winner(counts: Mapping[str, int]) -> str | None:
    """The option with most votes; a draw decides nothing."""
    most = max(counts.values())
    first = [option for option, votes in counts.items() if votes == most]
    return first[0] if most and len(first) == 1 else None
