"""Steps 1 and 9: whose log it is, and that no other file was changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tiltyard.errors import LedgerError, UnreachableError
from tiltyard.ledger import Checkpoint, Keys, Verifier, read_checkpoint
from tiltyard.transparency._layout import (
    CHECKPOINT,
    FILES,
    LOG,
    Described,
    labels_path,
    read_manifest,
    snapshot_path,
)
from tiltyard.transparency.verify._copy import Copy, read_json, read_text
from tiltyard.transparency.verify._outcome import Findings


def described(copy: Copy, findings: Findings) -> Described | None:
    """What ``log.json`` says; None if it is missing or damaged.

    Raises:
        UnreachableError: nobody answers, which says nothing of the log.
    """
    try:
        return Described.of(read_json(copy, LOG))
    except UnreachableError:
        raise
    except LedgerError as error:
        findings.fail(str(error))
        return None


def held_keys(about: Described, wanted: Verifier | None, findings: Findings) -> Keys:
    """Which key signs what: those that follow from the one that is wanted, or it alone.

    Args:
        about: what ``log.json`` says.
        wanted: the key that somebody holds; that of ``log.json`` if missing.
        findings: of this step.
    """
    try:
        return about.keys(wanted)
    except LedgerError as error:
        findings.fail(f"{LOG}: {error}")
        return Keys(wanted or Verifier.of(about.key))


def checked_checkpoint(
    copy: Copy, about: Described, keys: Keys, findings: Findings
) -> tuple[Checkpoint, str] | None:
    """The checkpoint, and as it was signed; None if it cannot be read.

    Args:
        copy: where it is.
        about: what ``log.json`` says.
        keys: whose signatures are wanted.
        findings: of this step.
    """
    try:
        note = read_text(copy, CHECKPOINT)
        found = read_checkpoint(note)
        if found.origin != about.origin:
            findings.fail(f"the checkpoint is of {found.origin!r}, not of {about.origin!r}")
        key = keys.at(found.size)
        if not key.is_signed(note):
            findings.fail(f"the checkpoint is not signed by {key}")
    except LedgerError as error:
        findings.fail(f"{CHECKPOINT}: {error}")
        return None
    return found, note


def check_files(copy: Copy, key: Verifier, snapshots: Iterable[int], findings: Findings) -> int:
    """Look at every file that is not part of the tree; returns how many there are.

    Args:
        copy: where they are.
        key: whose signature is wanted.
        snapshots: numbers of those that the log tells of.
        findings: of this step.
    """
    try:
        note = read_text(copy, FILES)
        if not key.is_signed(note):
            findings.fail(f"{FILES} is not signed by {key}")
        held = read_manifest(note, key.name)
    except LedgerError as error:
        findings.fail(f"{FILES}: {error}")
        return 0
    needed = [LOG, *(path for one in snapshots for path in (snapshot_path(one), labels_path(one)))]
    for path in needed:
        if path not in held:
            findings.fail(f"{FILES} does not list {path}")
    for path, sha256 in held.items():
        try:
            data = copy.read(path)
        except LedgerError as error:
            findings.fail(str(error))
            continue
        if hashlib.sha256(data).hexdigest() != sha256:
            findings.fail(f"{path} is not the file that was signed")
    return len(held)
