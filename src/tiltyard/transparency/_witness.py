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
from tiltyard.ledger import Checkpoint, Keys, Signer, Verifier, read_checkpoint
from tiltyard.transparency._layout import CHECKPOINT, LOG, RECENT, Described
from tiltyard.transparency.verify._copy import Copy as Place
from tiltyard.transparency.verify._copy import opened, read_json, read_text
from tiltyard.transparency.verify._rebuilt import read_tile

_PREFIX = "PRIVATE+KEY+"
_BYTES = 32
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
# How many checkpoints that other witnesses have signed are signed beside the last one.
_OTHERS = 16
# How a log stood, and the note that says so.
_Shown = tuple[Checkpoint, str]


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What a witness found.

    Attributes:
        note: the checkpoint with the witness's signature.
        size: of it, and ``before``: what was signed last; None if nothing was.
        others: checkpoints between these that other witnesses had signed, with this signature
            too, ascending.
        is_named: whether the log names this witness.
    """

    note: str
    size: int
    before: int | None
    others: tuple[str, ...] = ()
    is_named: bool = False


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
        signer = Signer(owner, raw[1:])
    except (OSError, UnicodeDecodeError, binascii.Error, LedgerError) as error:
        raise ConfigurationError(f"the key {str(path)!r} cannot be used: {error}") from error
    if name and name != owner:
        raise ConfigurationError(f"the key {str(path)!r} is of {owner!r}, not of {name!r}")
    return signer


def witness(place: str | Path, signer: Signer, state: Path) -> Witnessed:
    """Sign the last checkpoint of a public copy, if it goes on from the one signed before.

    Others of a running arena that somebody else has signed, and that lie between, are signed too:
    a log that grows is another at each look, and so witnesses meet at the same checkpoints.

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
        keys = told.keys(None if before is None else Verifier.of(before[0]))
        now = read_checkpoint(note)
        key = keys.at(now.size)
        shown = None if before is None else (before[2], before[1])
        if key.name != now.origin or not key.is_signed(note):
            _refuse(kept, note, shown, f"its checkpoint is not signed by {key}")
        last = None if shown is None else shown[0].size
        for one in keys.rotations:
            if shown is not None and one.at.size < shown[0].size and one.old.is_signed(shown[1]):
                why = f"its key was changed at {one.at.size:,} entries, and signed more"
                _refuse(kept, one.note, shown, why)
        others = [
            one
            for one in _signed_by_others(copy, keys, signer)
            if (last or 0) < read_checkpoint(one).size < now.size
        ][-_OTHERS:]
        steps = [(read_checkpoint(one), one) for one in (*others, note)]
        steps += [(one.at, one.note) for one in keys.rotations if (last or 0) <= one.at.size]
        _require_growth(copy, kept, shown, sorted(steps, key=lambda one: one[0].size), now.size)
    signed = [signer.cosign(_without_others(one, keys)) for one in (*others, note)]
    files.write_text(f"{keys.current}\n{signed[-1]}", kept)
    is_named = str(signer.verifier) in told.witnesses
    return Witnessed(signed[-1], now.size, last, tuple(signed[:-1]), is_named)


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
                files.write_text(f"{there}{one.line_of(note)}", folder / CHECKPOINT)
            return one
    raise LedgerError("no witness whom the log names has signed this: see `log.witnesses`")


def _require_growth(
    copy: Place,
    kept: Path,
    shown: _Shown | None,
    steps: list[_Shown],
    size: int,
) -> None:
    """Return if each of some checkpoints goes on from the one before it.

    Args:
        copy: that the last of them is of.
        kept: where evidence goes.
        shown: what was signed last.
        steps: what is to be signed, and where the key was changed, with their notes.
        size: of the copy.

    Raises:
        ForkError: one does not.
        LedgerError: the copy is older than what was signed, or incomplete.
    """
    if shown is not None and size < shown[0].size:
        raise LedgerError(
            f"it shows {size:,} entries, and {shown[0].size:,} were signed before: the copy "
            "is an old one, or entries are gone; look at where it comes from"
        )

    @lru_cache(maxsize=64)
    def read(level: int, index: int) -> list[bytes]:
        many = min((size >> 8 * level) - index * ledger.WIDTH, ledger.WIDTH)
        return read_tile(copy, level, index, many)

    node = ledger.nodes_of_tiles(read)
    old, last = shown or steps[0]
    for new, note in steps:
        if new.size > size:
            raise LedgerError(f"its key was changed at {new.size:,} entries, and it has {size:,}")
        proof = ledger.consistency_proof(node, old.size, new.size)
        if not ledger.is_consistent(old.size, new.size, proof, old.root, new.root):
            why = "its entries are others than those that were signed before"
            _refuse(kept, note, (old, last), why)
        old, last = new, note


def _signed_by_others(copy: Place, keys: Keys, signer: Signer) -> list[str]:
    """Checkpoints of a running arena that the log and others signed, ascending."""
    try:
        told = read_json(copy, RECENT)
    except LedgerError:  # a still copy has none
        return []
    try:
        notes = [str(note) for note in told["notes"]]
        found = [
            (read_checkpoint(note).size, note)
            for note in notes
            if keys.at(read_checkpoint(note).size).is_signed(note)
            and read_checkpoint(note).origin == keys.current.name
        ]
    except (KeyError, TypeError) as error:
        raise LedgerError(f"{RECENT} cannot be read: {error}") from error
    return [
        note
        for _, note in sorted(found)
        if note != _without_others(note, keys) and not signer.verifier.is_signed(note)
    ]


def _refuse(kept: Path, note: str, last: _Shown | None, why: str) -> None:
    """Keep what was shown as evidence, if there is anything to set it against.

    Args:
        kept: what was signed before, if anything was; evidence lies beside it.
        note: what was shown.
        last: what it should go on from.
        why: it does not.

    Raises:
        ForkError: always.
    """
    if last is None:
        raise LedgerError(why)
    evidence, held = kept.with_name(f"{kept.name}.fork"), kept
    told, signed = last
    if not kept.exists() or not kept.read_text(encoding="utf-8").endswith(signed):
        held = kept.with_name(f"{kept.name}.fork.before")
        files.write_text(signed, held)
    files.write_text(note, evidence)
    raise ForkError(
        f"FORK: the log {told.origin!r} does not go on from the {told.size:,} entries "
        f"that were signed before: {why}. Nothing was signed. Both checkpoints are evidence: "
        f"{held} and {evidence}; show them to others"
    )


def _before(kept: Path) -> tuple[str, str, Checkpoint] | None:
    """The log's key, the note and the checkpoint that were signed last."""
    if not kept.exists():
        return None
    key, _, note = kept.read_text(encoding="utf-8").partition("\n")
    return key, note, read_checkpoint(note)


def _without_others(note: str, keys: Keys) -> str:
    """The note with the log's own signature alone."""
    text, gap, _ = note.partition("\n\n")
    return f"{text}{gap}{keys.at(read_checkpoint(note).size).line_of(note)}"


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
