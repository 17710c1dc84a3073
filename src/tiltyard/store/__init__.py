"""Where models, battles and votes are kept: appended, never edited, durable when acknowledged.

One backend serves SQLite and PostgreSQL (`sql.py`). Methods block; asynchronous callers run them in
threads. What may happen to a battle is not decided here: writes take a rule, which sees the battle
inside the transaction and raises to refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tiltyard import registry
from tiltyard.records import (
    Answer,
    Battle,
    ModelVersion,
    Phase,
    PollVote,
    StoredBattle,
    Tally,
    Turn,
    Vote,
)

Rule = Callable[[StoredBattle], None]


@dataclass(frozen=True, slots=True)
class Served:
    """What is served under a model's name now, as JSON text without secrets, and its sha256."""

    model: str
    description: str
    digest: str


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn to append. ``key`` makes a retried request find the turn it made before."""

    prompt: str
    phase: Phase
    position: int = 0
    attempt: int = 0
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Census:
    """How many battles there are, and how many of them ended by a vote or a skip."""

    battles: int
    voted: int
    skipped: int

    @property
    def undecided(self) -> int:
        """How many were neither voted on nor skipped, so far."""
        return self.battles - self.voted - self.skipped


class Store(Protocol):
    """A place that keeps battles. Every write is on disk when its method returns.

    Every method may raise `StoreError`; then nothing was acknowledged.
    """

    def upgrade(self) -> None:
        """Bring the tables up to this version of Tiltyard; does nothing if they are."""
        ...

    def revision(self) -> tuple[str | None, str]:
        """The migration that the tables are at (None: no tables), and the one needed."""
        ...

    def register(self, served: Sequence[Served]) -> dict[str, ModelVersion]:
        """The current version of each model, by name; a changed digest makes a new one."""
        ...

    def add_battle(
        self, battle: Battle, turn: NewTurn, *, retry_of: str | None = None
    ) -> StoredBattle:
        """Keep a battle with its first turn.

        If this voter used ``turn.key`` before, the battle made then is returned instead: its id
        differs from ``battle.id``.
        """
        ...

    def add_turn(self, battle_id: str, turn: NewTurn, *, rule: Rule) -> Turn:
        """Append a turn, or return the one that the same key made before.

        Raises:
            BattleNotFoundError: no such battle.
            BattleStateError: that position and attempt exist already; or what ``rule`` raises.
        """
        ...

    def add_answers(self, turn_id: int, answers: Sequence[Answer]) -> None:
        """Keep both answers of a turn, or neither."""
        ...

    def add_vote(self, vote: Vote, *, key: str | None, rule: Rule) -> Vote:
        """Keep a vote, or return the one stored before under the same key with the same winner.

        Raises:
            BattleNotFoundError: no such battle.
            BattleStateError: there is a vote; or what ``rule`` raises.
        """
        ...

    def add_skip(self, battle_id: str, *, rule: Rule) -> None:
        """Keep that a battle was skipped; skipping twice is skipping once."""
        ...

    def find(self, voter: str, key: str) -> str | None:
        """The id of the battle that this voter opened with that key, if any."""
        ...

    def battle(self, battle_id: str) -> StoredBattle:
        """All that is held of one battle.

        Raises:
            BattleNotFoundError: no such battle.
        """
        ...

    def tallies(self) -> list[Tally]:
        """Votes counted by pair, seat and winner; models by name, whatever their version."""
        ...

    def voted(self, after: str | None, limit: int) -> list[StoredBattle]:
        """At most ``limit`` battles that were voted on, in the order of their votes' times.

        Args:
            after: the id of a vote: what was voted after it. From the first vote on if missing.
            limit: how many at most. Votes that programs cast side by side may reach the disk in
                another order than that of their times, so read the last minutes once more.

        Raises:
            BattleNotFoundError: there is no vote ``after``.
        """
        ...

    def census(self) -> Census:
        """How many battles there are, voted on, skipped and undecided."""
        ...

    def add_poll_vote(self, vote: PollVote) -> None:
        """Keep what a voter chose; what they chose before stays, and counts no more."""
        ...

    def poll_choice(self, poll: str, voter: str) -> str | None:
        """What a voter chose last in a poll, if anything."""
        ...

    def poll_counts(self, poll: str, *, before: datetime | None = None) -> dict[str, int]:
        """How many voters chose each option; options that nobody chose are not in it.

        Args:
            poll: which.
            before: what was chosen at this moment or later does not count; all does if missing.
        """
        ...

    def close(self) -> None:
        """Finish what is being written and let go of the database."""
        ...


def open_store(url: str) -> Store:
    """The store at a database address: ``sqlite:///file.db`` or ``postgresql://host/name``.

    Opening does not connect; the first use does.

    Raises:
        ConfigurationError: the address is neither.
    """
    store: Store = registry.load("store", "sql", "store")(url)
    return store


__all__ = ["Census", "NewTurn", "Rule", "Served", "Store", "open_store"]
