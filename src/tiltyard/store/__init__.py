"""Where models, battles and votes are kept: appended, never edited, durable when acknowledged.

One backend serves SQLite and PostgreSQL (`sql.py`). Methods block; asynchronous callers run them in
threads. What may happen to a battle is not decided here: writes take a rule, which sees the battle
inside the transaction and raises to refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from tiltyard import registry
from tiltyard.ledger import Leaf
from tiltyard.records import (
    Answer,
    Battle,
    ModelVersion,
    Phase,
    PollVote,
    Retest,
    Seal,
    StoredBattle,
    Tally,
    Turn,
    Vote,
)

Rule = Callable[[StoredBattle], None]
# Makes the leaf of the log that records what is being written of a battle.
Entry = Callable[[StoredBattle], Leaf]


@dataclass(frozen=True, slots=True)
class Served:
    """What is served under a model's name now, as JSON text without secrets, and its sha256."""

    model: str
    description: str
    digest: str


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn to append. ``key`` makes a retried request find the turn it made before.

    ``answers`` are those of a battle that shows them again; else nobody has answered yet.
    """

    prompt: str
    phase: Phase
    position: int = 0
    attempt: int = 0
    key: str | None = None
    answers: tuple[Answer, ...] = ()


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


# A stretch of time: its first moment, and the one after its last.
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class LookBack:
    """Of which time a voter's votes are counted when they vote: on each model, and in all."""

    epoch: Span
    day: Span


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream of draws: the day that it serves, and its seed."""

    id: str
    date: date
    seed: bytes


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint that was signed, and the edge of its tree; see `ledger.Frontier`."""

    size: int
    note: str
    edge: tuple[bytes, ...]


class Log(Protocol):
    """The verifiable log: leaves that are appended, never edited, each at a place from 0 on.

    Every method may raise `StoreError`, and those that write `LedgerError` for what is no leaf;
    then nothing was written.
    """

    def size(self) -> int:
        """How many leaves there are."""
        ...

    def leaves(self, begin: int, end: int) -> list[bytes]:
        """The leaves from one place up to another, as far as they are there."""
        ...

    def append(self, leaves: Sequence[Leaf]) -> list[int]:
        """Add leaves that record nothing else in the database; returns their places."""
        ...

    def begin(self, stream: str, day: date, seed: bytes, leaf: Leaf) -> int:
        """Keep the seed of a new stream with its leaf; returns the place."""
        ...

    def untold(self, before: date) -> list[Stream]:
        """Streams of days before, whose seeds are not told yet, in the order of the log."""
        ...

    def tell(self, stream: str, leaf: Leaf) -> int | None:
        """Keep that a seed is told; returns the place, or None if it was told before.

        Raises:
            LedgerError: a battle of the stream has not ended, and the seed would tell its models.
        """
        ...

    def declare(self, leaf: Leaf) -> int | None:
        """Keep what became of a model's version, as a leaf of type ``model`` says.

        Returns:
            The place, or None if that was its state already.
        """
        ...

    def declared(self) -> list[Leaf]:
        """The last leaf of every version of a model that has one, by version."""
        ...

    def epoch_key(self, epoch: int) -> bytes:
        """The key of an epoch's pseudonyms, 32 bytes, made when it is first asked for."""
        ...

    def forget(self, before: int) -> int:
        """Delete the keys of all epochs before one; returns how many there were."""
        ...

    def undecided(self, before: datetime, limit: int) -> list[StoredBattle]:
        """Battles of the log without an ending that were opened before a moment, oldest first."""
        ...

    def mark(self, leaf: Leaf) -> int:
        """Keep that votes are excluded or restored, as a leaf of these types says; its place.

        Raises:
            LedgerError: one of them is excluded already, or is not.
        """
        ...

    def fellows(self, votes: Iterable[int]) -> frozenset[int]:
        """The leaves of all votes by those who cast these, by their leaves; these among them."""
        ...

    def excluded(self, before: int | None = None) -> frozenset[int]:
        """The leaves of the votes that are excluded now, or were when the log had that size."""
        ...

    def marked(self) -> int:
        """The place of the last leaf that excluded or restored votes; -1 if there is none."""
        ...

    def keep(self, checkpoint: KeptCheckpoint) -> None:
        """Keep a checkpoint; of two of the same size the first stays."""
        ...

    def checkpoint(self) -> KeptCheckpoint | None:
        """The last checkpoint, if there is one."""
        ...


class Store(Protocol):
    """A place that keeps battles. Every write is on disk when its method returns.

    Every method may raise `StoreError`; then nothing was acknowledged. Where a write takes an
    ``entry``, its leaf is appended to the log in the same transaction.
    """

    @property
    def log(self) -> Log:
        """The verifiable log."""
        ...

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
        self,
        battle: Battle,
        turn: NewTurn,
        *,
        retry_of: str | None = None,
        seal: Seal | None = None,
        entry: Entry | None = None,
    ) -> StoredBattle:
        """Keep a battle with its first turn, and with its seal and the leaf of it, if it has them.

        Where the seal says that the answers of a vote are shown again, and they are already, the
        battle that shows them is returned instead. If this voter used ``turn.key`` before, so is
        the battle made then: its id differs from ``battle.id``.

        Raises:
            LedgerError: the seed of the seal's stream is told.
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

    def add_vote(
        self,
        vote: Vote,
        *,
        key: str | None,
        rule: Rule,
        entry: Entry | None = None,
        look_back: LookBack | None = None,
    ) -> Vote:
        """Keep a vote, or return the one stored before under the same key with the same winner.

        The entry of a battle without a seal is not asked for. With ``look_back`` it is handed the
        battle with the voter's past, which no vote that is kept meanwhile can change.

        Raises:
            BattleNotFoundError: no such battle.
            BattleStateError: there is a vote; or what ``rule`` raises.
        """
        ...

    def add_skip(self, battle_id: str, *, rule: Rule, entry: Entry | None = None) -> None:
        """Keep that a battle was skipped; skipping twice is skipping once."""
        ...

    def expire(self, battle_id: str, *, rule: Rule, entry: Entry) -> None:
        """Keep that a sealed battle ended without a vote; one that has an ending keeps it."""
        ...

    def erase(self, battle_id: str, *, rule: Rule, entry: Entry) -> int | None:
        """Erase what was said in a battle, and keep all else of it.

        A battle that has the same answers, shown again, is erased with it, under a leaf of its own.

        Returns:
            The place of the leaf that tells it; None if there was nothing left to erase, or the
            battle is older than the log, which then does not tell it.

        Raises:
            BattleNotFoundError: no such battle.
            BattleStateError: what ``rule`` raises.
        """
        ...

    def find(self, voter: str, key: str) -> str | None:
        """The id of the battle that this voter opened with that key, if any."""
        ...

    def repeatable(self, voter: str, span: Span) -> StoredBattle | None:
        """The last battle that a voter voted on in a stretch of time and may see again, if any.

        It is one of the log, of one question, not erased, and neither shows answers again nor was
        shown again itself.
        """
        ...

    def retests(self) -> list[Retest]:
        """All pairs of votes of one voter on the same answers, in the order of the later votes."""
        ...

    def battle(self, battle_id: str) -> StoredBattle:
        """All that is held of one battle.

        Raises:
            BattleNotFoundError: no such battle.
        """
        ...

    def tallies(self) -> list[Tally]:
        """Votes counted by pair, seat and winner; models by name, whatever their version.

        Votes on answers that were shown again are not among them.
        """
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


__all__ = [
    "Census",
    "Entry",
    "KeptCheckpoint",
    "Log",
    "LookBack",
    "NewTurn",
    "Rule",
    "Served",
    "Span",
    "Store",
    "Stream",
    "open_store",
]
