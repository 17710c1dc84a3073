"""The verifiable log: how it stands, and proofs from it that are checked here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tiltyard import ledger
from tiltyard.client._read import Json, read


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How the log stood: its name, how many leaves it had, their root, and the signed note."""

    origin: str
    size: int
    root: str
    note: str

    @classmethod
    def of(cls, note: str) -> Checkpoint:
        """Of a note as the arena gave it.

        Raises:
            LedgerError: it is none.
        """
        said = ledger.read_checkpoint(note)
        return cls(said.origin, said.size, said.root.hex(), note)


@dataclass(frozen=True, slots=True)
class Proof:
    """A leaf of the log, and what proves that a checkpoint is of it too; hashes in hexadecimals."""

    leaf: int
    hash: str
    data: Mapping[str, Any]
    size: int
    root: str
    proof: tuple[str, ...]
    checkpoint: str

    @classmethod
    def of(cls, given: Json) -> Proof:
        """As the arena gave it."""
        return read(cls, given, proof=tuple(given["proof"]))

    def is_sound(self, key: str) -> bool:
        """Whether it proves that the leaf is in the log which this key signs; asks nobody.

        Args:
            key: the log's public one, as the arena's page of the log shows it.

        Raises:
            LedgerError: the key is none, or the checkpoint.
        """
        signed = _signed(self.checkpoint, key)
        return (
            signed is not None
            and (signed.size, signed.root) == (self.size, self.root)
            and ledger.leaf_hash(ledger.canonical(dict(self.data))).hex() == self.hash
            and ledger.is_included(
                bytes.fromhex(self.hash), self.leaf, self.size, _hashes(self.proof),
                bytes.fromhex(self.root),
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Growth:
    """What proves that a log of ``first`` leaves became the one of the last checkpoint."""

    first: int
    second: int
    proof: tuple[str, ...]
    checkpoint: str

    @classmethod
    def of(cls, given: Json) -> Growth:
        """As the arena gave it."""
        return read(cls, given, proof=tuple(given["proof"]))

    def is_sound(self, key: str, root: str) -> bool:
        """Whether it proves that nothing of the earlier log was changed; asks nobody.

        Args:
            key: as `Proof.is_sound` takes it.
            root: of the first leaves, as an earlier checkpoint had it.

        Raises:
            LedgerError: the key is none, or the checkpoint.
        """
        signed = _signed(self.checkpoint, key)
        return (
            signed is not None
            and signed.size == self.second
            and ledger.is_consistent(
                self.first, self.second, _hashes(self.proof), bytes.fromhex(root),
                bytes.fromhex(signed.root),
            )
        )  # fmt: skip


def _signed(note: str, key: str) -> Checkpoint | None:
    """What the note says; None if another key signed it."""
    return Checkpoint.of(note) if ledger.Verifier.of(key).is_signed(note) else None


def _hashes(proof: tuple[str, ...]) -> list[bytes]:
    return [bytes.fromhex(one) for one in proof]
