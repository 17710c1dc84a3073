"""Somebody else signs that a log only grew since they looked last, or keeps the proof that not."""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tiltyard import files, ledger
from tiltyard.errors import ConfigurationError, ForkError, LedgerError
from tiltyard.ledger import Checkpoint, Signer, Verifier, read_checkpoint
from tiltyard.transparency._layout import CHECKPOINT, LOG, Described
from tiltyard.transparency.verify._copy import Copy as Place
from tiltyard.transparency.verify._copy import opened, read_json, read_text
from tiltyard.transparency.verify._rebuilt import read_tile

_PREFIX = "PRIVATE+KEY+"
_BYTES = 32
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What a witness found.

    Attributes:
        note: the checkpoint with the witness's signature.
        size: of it, and ``before``: what was signed last; None if nothing was.
    """

    note: str
    size: int
    before: int | None


def witness_key(path: Path, name: str | None = None) -> Signer:
    """The key of a witness in a private file, made if there is none and a name is given.

    Raises:
        ConfigurationError: there is none and no name, or it is damaged.
    """
    try:
        if not path.exists():
            _make(path, name)
        text = path.read_text(encoding="ascii").strip()
        owner, _, rest = text.removeprefix(_PREFIX).partition("+")
        raw = base64.b64decode(rest.partition("+")[2], validate=True)
        if not text.startswith(_PREFIX) or len(raw) != _BYTES + 1 or raw[:1] != b"\1":
            raise ConfigurationError(f"{str(path)!r} holds no key of a witness")
        return Signer(owner, raw[1:])
    except (OSError, UnicodeDecodeError, binascii.Error, LedgerError) as error:
        raise ConfigurationError(f"the key {str(path)!r} cannot be used: {error}") from error


def witness(place: str | Path, signer: Signer, state: Path) -> Witnessed:
    """Sign the last checkpoint of a public copy, if it goes on from the one signed before.

    Args:
        place: a folder, or an address.
        signer: the witness.
        state: a folder in which what was signed is kept, for each log.

    Raises:
        ForkError: the log does not go on from what was signed before; what it shows is kept
            beside that.
        LedgerError: the copy is incomplete, or its checkpoint is not signed by its key.
        WriteError: what was signed cannot be kept.
    """
    with opened(place) as copy:
        told = Described.of(read_json(copy, LOG))
        note = read_text(copy, CHECKPOINT)
        kept = state / _UNSAFE.sub("-", told.origin)
        before = _before(kept)
        key = Verifier.of(told.key if before is None else before[0])
        now = read_checkpoint(note)
        if key.name != now.origin or not key.is_signed(note):
            _refuse(kept, note, before, f"its checkpoint is not signed by {key}")
        if before is not None:
            _require_growth(copy, kept, before, note)
    own = _without_others(note, key)
    signed = signer.cosign(own)
    files.write_text(f"{key}\n{signed}", kept)
    return Witnessed(signed, now.size, None if before is None else before[2].size)


def cosign(note: str, folder: Path) -> Verifier:
    """Add a witness's signature to the checkpoint of a public copy in a folder.

    Args:
        note: what the witness gave.
        folder: of the copy; its checkpoint must still be the one that was signed.

    Returns:
        Whose signature it is.

    Raises:
        LedgerError: it is of another checkpoint, or of nobody whom the log names as a witness.
    """
    with opened(folder) as copy:
        told = Described.of(read_json(copy, LOG))
        there = read_text(copy, CHECKPOINT)
    if read_checkpoint(note) != read_checkpoint(there):
        raise LedgerError(
            f"the witness signed a log of {read_checkpoint(note).size:,} entries, and "
            f"{str(folder)!r} has {read_checkpoint(there).size:,}: let it sign this one"
        )
    for one in map(Verifier.of, told.witnesses):
        if one.is_signed(note):
            if not one.is_signed(there):
                line = next(line for line in note.splitlines() if _is_by(line, one))
                files.write_text(f"{there}{line}\n", folder / CHECKPOINT)
            return one
    raise LedgerError("no witness whom the log names has signed this: see `log.witnesses`")


def _require_growth(
    copy: Place, kept: Path, before: tuple[str, str, Checkpoint], note: str
) -> None:
    last, now = before[2], read_checkpoint(note)
    if now.size < last.size:
        raise LedgerError(
            f"it shows {now.size:,} entries, and {last.size:,} were signed before: the copy is an "
            "old one, or entries are gone; look at where it comes from"
        )

    @lru_cache(maxsize=64)
    def read(level: int, index: int) -> list[bytes]:
        many = min((now.size >> 8 * level) - index * ledger.WIDTH, ledger.WIDTH)
        return read_tile(copy, level, index, many)

    proof = ledger.consistency_proof(ledger.nodes_of_tiles(read), last.size, now.size)
    if not ledger.is_consistent(last.size, now.size, proof, last.root, now.root):
        _refuse(kept, note, before, "its entries are others than those that were signed before")


def _refuse(kept: Path, note: str, before: tuple[str, str, Checkpoint] | None, why: str) -> None:
    """Keep what was shown as evidence, if there is anything to set it against.

    Raises:
        ForkError: always.
    """
    if before is None:
        raise LedgerError(why)
    evidence = kept.with_name(f"{kept.name}.fork")
    files.write_text(note, evidence)
    raise ForkError(
        f"FORK: the log {before[2].origin!r} does not go on from the {before[2].size:,} entries "
        f"that were signed before: {why}. Nothing was signed. Both checkpoints are evidence: "
        f"{kept} and {evidence}; show them to others"
    )


def _before(kept: Path) -> tuple[str, str, Checkpoint] | None:
    """The log's key, the note and the checkpoint that were signed last."""
    if not kept.exists():
        return None
    key, _, note = kept.read_text(encoding="utf-8").partition("\n")
    return key, note, read_checkpoint(note)


def _without_others(note: str, key: Verifier) -> str:
    """The note with the log's own signature alone."""
    text, gap, lines = note.partition("\n\n")
    own = (line for line in lines.splitlines() if _is_by(line, key))
    return f"{text}{gap}{next(own)}\n"


def _is_by(line: str, key: Verifier) -> bool:
    """Whether a line of a note is the signature of a key."""
    name, _, encoded = line.removeprefix("\u2014 ").partition(" ")
    return name == key.name and base64.b64decode(encoded or "")[:4] == key.id


def _make(path: Path, name: str | None) -> None:
    if not name:
        raise ConfigurationError(
            f"there is no key {str(path)!r} yet: say by --name who you are, and one is made"
        )
    seed = secrets.token_bytes(_BYTES)
    id, encoded = Signer(name, seed).verifier.id.hex(), base64.b64encode(b"\1" + seed).decode()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{_PREFIX}{name}+{id}+{encoded}\n")
