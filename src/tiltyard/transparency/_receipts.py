"""Proofs from the public copy: that a leaf is in the log, and that the log only grew."""

from __future__ import annotations

from dataclasses import dataclass

from tiltyard import ledger
from tiltyard.errors import LedgerError, NotPublishedError
from tiltyard.ledger import Checkpoint, read_checkpoint
from tiltyard.store import Log
from tiltyard.transparency._copy import Copy


@dataclass(frozen=True, slots=True)
class Inclusion:
    """A leaf, and what proves that it is in the log.

    Attributes:
        place: of the leaf, and ``data``: what it says.
        proof: the hashes that lead to the root of ``checkpoint``.
        note: the checkpoint as it was signed.
    """

    place: int
    data: bytes
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint
    note: str

    @property
    def hash(self) -> bytes:
        """Of the leaf: what a receipt names."""
        return ledger.leaf_hash(self.data)


@dataclass(frozen=True, slots=True)
class Consistency:
    """What proves that the log of ``first`` leaves became that of ``second``."""

    first: int
    second: int
    proof: tuple[bytes, ...]
    note: str


def included(log: Log, copy: Copy, place: int) -> Inclusion:
    """The proof that a leaf is in the log as it was published last.

    Raises:
        NotPublishedError: there is no such leaf, or none of it in a checkpoint yet.
        LedgerError: a tile is damaged, or the leaf is not the one that was published.
        StoreError: the leaf cannot be read.
    """
    note, checkpoint = _last(copy)
    if place >= checkpoint.size:
        if place < log.size():
            raise NotPublishedError(
                f"entry {place} is in the log and not signed yet: that comes within a minute"
            )
        raise NotPublishedError(
            f"there is no entry {place}: the log has {checkpoint.size:,} so far, from 0 on"
        )
    found = log.leaves(place, place + 1)
    proof = ledger.inclusion_proof(copy.node(checkpoint.size), place, checkpoint.size)
    inclusion = Inclusion(place, found[0], tuple(proof), checkpoint, note)
    if not ledger.is_included(inclusion.hash, place, checkpoint.size, proof, checkpoint.root):
        raise LedgerError(f"leaf {place} of the database is not the one that was published")
    return inclusion


def consistent(copy: Copy, first: int, second: int | None = None) -> Consistency:
    """The proof that a log that was seen before only grew since; up to the last checkpoint.

    Raises:
        NotPublishedError: it does not have so many leaves yet.
        LedgerError: a tile is damaged.
    """
    note, checkpoint = _last(copy)
    second = checkpoint.size if second is None else second
    if not first <= second <= checkpoint.size:
        raise NotPublishedError(
            f"the log has {checkpoint.size:,} leaves so far: no proof leads from {first:,} to "
            f"{second:,}"
        )
    proof = ledger.consistency_proof(copy.node(checkpoint.size), first, second)
    return Consistency(first, second, tuple(proof), note)


def _last(copy: Copy) -> tuple[str, Checkpoint]:
    note = copy.note
    if note is None:
        raise NotPublishedError("nothing is published yet: a checkpoint comes within a minute")
    return note, read_checkpoint(note)
