"""What a store promises of the verifiable log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from tiltyard.ledger import Leaf
from tiltyard.records import (
    StoredBattle,
)
from tiltyard.store._values import KeptCheckpoint, Stream


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
