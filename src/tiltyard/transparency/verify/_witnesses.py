"""Step 1, the witnesses: how many of them signed, and up to where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiltyard.errors import LedgerError
from tiltyard.ledger import Checkpoint, Keys, Verifier, read_checkpoint
from tiltyard.transparency._layout import CHECKPOINT, WITNESSED, Described
from tiltyard.transparency.verify._copy import Copy, read_text
from tiltyard.transparency.verify._outcome import Findings


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose signatures somebody asks for.

    Attributes:
        witnesses: their keys, as they have them from elsewhere; those of ``log.json`` if none.
        quorum: how many of them must have signed; None for all of ``witnesses``, and without any
            for as many as ``log.json`` says.

    Raises:
        LedgerError: more must have signed than there are.
    """

    witnesses: Sequence[Verifier] = ()
    quorum: int | None = None

    def __post_init__(self) -> None:
        if self.witnesses and (self.quorum or 0) > len(_distinct(self.witnesses)):
            raise LedgerError(
                f"{self.quorum} witnesses cannot have signed: only "
                f"{len(_distinct(self.witnesses))} are named"
            )


def witnessed(copy: Copy) -> str | None:
    """The checkpoint that enough witnesses signed; None if there is none.

    Read it before the last one, which then is not older.
    """
    try:
        return read_text(copy, WITNESSED)
    except LedgerError:
        return None


def check_witnesses(
    about: Described, notes: Sequence[str], wanted: Wanted, findings: Findings
) -> str:
    """How many witnesses signed, and how far behind; that older notes hold is for step 3 to say.

    Args:
        about: what ``log.json`` says.
        notes: the last checkpoint, and that of witnesses if there is one.
        wanted: whose signatures are asked for.
        findings: of this step.
    """
    told = [Verifier.of(one) for one in about.witnesses]
    witnesses = _distinct(wanted.witnesses or told)
    quorum = wanted.quorum
    if quorum is None:
        quorum = len(witnesses) if wanted.witnesses else about.quorum
    try:
        sizes = [(one.name, _signed_up_to(one, notes)) for one in witnesses]
        now = read_checkpoint(notes[0]).size
    except LedgerError as error:
        findings.fail(f"{WITNESSED}: {error}")
        return ""
    signed = sorted((size for _, size in sizes if size is not None), reverse=True)
    if len(signed) < quorum:
        findings.fail(_too_few(sizes, quorum, wanted))
    if not witnesses:
        return ""
    upto = "" if not signed else f" up to {_upto(now, signed[max(quorum, 1) - 1 :])}"
    return f", and by {len(signed)} of {len(witnesses)} witnesses{upto}"


def check_witnessed(note: str, now: Checkpoint, keys: Keys, findings: Findings) -> None:
    """Whether the checkpoint that witnesses signed is one of this log."""
    try:
        if read_checkpoint(note).origin != now.origin:
            findings.fail(f"{WITNESSED} is of {read_checkpoint(note).origin!r}")
        key = keys.at(read_checkpoint(note).size)
        if not key.is_signed(note):
            findings.fail(f"{WITNESSED} is not signed by {key}")
    except LedgerError as error:
        findings.fail(f"{WITNESSED}: {error}")


def _upto(now: int, signed: Sequence[int]) -> str:
    if not signed:
        return "nowhere"
    behind = now - signed[0]
    return "the last entry" if not behind else f"entry {signed[0]:,}, {behind:,} behind the last"


def _too_few(sizes: Sequence[tuple[str, int | None]], quorum: int, wanted: Wanted) -> str:
    many = sum(size is not None for _, size in sizes)
    if wanted == Wanted():
        return f"{many} of {quorum} witnesses signed the {CHECKPOINT}"
    missing = ", ".join(name for name, size in sizes if size is None) or "nobody named"
    return (
        f"{many} of the {len(sizes)} witnesses that were asked for signed, and {quorum} should "
        f"have: missing is {missing}"
    )


def _signed_up_to(witness: Verifier, notes: Sequence[str]) -> int | None:
    sizes = [read_checkpoint(note).size for note in notes if witness.is_signed(note)]
    return max(sizes, default=None)


def _distinct(witnesses: Sequence[Verifier]) -> list[Verifier]:
    """Each key once, whatever names it was given."""
    return list({one.key: one for one in witnesses}.values())
