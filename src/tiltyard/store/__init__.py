"""Where models, battles and votes are kept: appended, never edited, durable when acknowledged.

One backend serves SQLite and PostgreSQL (`sql.py`). Methods block; asynchronous callers run them in
threads. What may happen to a battle is not decided here: writes take a rule, which sees the battle
inside the transaction and raises to refuse.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from tiltyard import registry
from tiltyard.records import (
    Answer,
    Battle,
    ModelVersion,
    PollVote,
    Retest,
    Seal,
    StoredBattle,
    Tally,
    Turn,
    Vote,
)
from tiltyard.store._log_protocol import Log
from tiltyard.store._values import (
    Begun,
    Census,
    Entry,
    KeptCheckpoint,
    LookBack,
    NewTurn,
    Rule,
    Served,
    Span,
    Stream,
)


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

        It is one of the log, of one question, not erased, no check of attention, and neither shows
        answers again nor was shown again itself.
        """
        ...

    def begun(self, voter: str, at_most: int) -> Begun:
        """How much a voter opened, by the first ``at_most`` battles of theirs."""
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
    "Begun",
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
