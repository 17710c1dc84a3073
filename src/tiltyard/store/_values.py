"""What a store is handed and hands back, beside what is recorded of battles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from tiltyard.ledger import Leaf
from tiltyard.records import (
    Answer,
    Phase,
    StoredBattle,
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
class Begun:
    """How many battles a voter opened so far, and how many of them are checks of attention."""

    battles: int
    gold: int


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
