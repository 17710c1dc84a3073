"""The checkpoints that were published last, with the signatures that witnesses sent since.

Witnesses look at their own times, and a log that grows is another at each: so beside the newest
they sign those that others have signed already (``recent.json``), and the newest that enough of
them signed is ``checkpoint.witnessed``.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tiltyard import files
from tiltyard.errors import (
    CosignatureError,
    DataError,
    LedgerError,
    NotPublishedError,
    UnknownWitnessError,
    WriteError,
)
from tiltyard.ledger import Verifier, read_checkpoint
from tiltyard.transparency._layout import FORMAT, RECENT, WITNESSED

# So many checkpoints are known, and as many again that some witness has signed and not enough.
KNOWN = 64


@dataclass(frozen=True, slots=True)
class Agreed:
    """Up to where enough witnesses signed.

    Attributes:
        size: how many leaves the checkpoint is of.
        names: of the witnesses who signed it.
        at: when the last signature of it came.
    """

    size: int
    names: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a signature.

    Attributes:
        size: of the checkpoint that it is of.
        names: of the witnesses who signed that by now.
        witnessed: size of the newest checkpoint that enough signed; None if there is none.
    """

    size: int
    names: tuple[str, ...]
    witnessed: int | None


class Cosigned:
    """Collects what witnesses sign, in the folder of a public copy; several programs may.

    Args:
        folder: of the copy.
        witnesses: who may sign.
        quorum: how many of them make a checkpoint ``checkpoint.witnessed``, at least one.
    """

    def __init__(self, folder: Path, witnesses: Sequence[Verifier], quorum: int) -> None:
        self._folder = folder
        self.witnesses = tuple(witnesses)
        self.quorum = max(1, quorum)
        self._last: int | None = None

    @property
    def agreed(self) -> Agreed | None:
        """Up to where enough witnesses signed; None if nowhere.

        Raises:
            LedgerError: the file is no checkpoint.
            DataError: it cannot be read.
        """
        path = self._folder / WITNESSED
        if (note := self._read(path)) is None:
            return None
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return Agreed(read_checkpoint(note).size, self._names(note), at)

    def remember(self, note: str) -> None:
        """Keep a checkpoint that was published, so that witnesses may sign it.

        Raises:
            DataError: what was kept is damaged.
            WriteError: it cannot be kept.
        """
        size = read_checkpoint(note).size
        if not self.witnesses or size == self._last:
            return
        with self._alone():
            self._keep(self._with(note))
        self._last = size

    def accept(self, note: str, newest: str) -> Taken:
        """Take the signatures of witnesses from a note; what is there already changes nothing.

        Args:
            note: a published checkpoint, with them.
            newest: the checkpoint that is published now.

        Raises:
            CosignatureError: it is no checkpoint, or one of another log or another root.
            UnknownWitnessError: nobody signed it whom the log names.
            NotPublishedError: it was never published, or so long ago that it is not known.
            DataError: what was kept is damaged.
            WriteError: it cannot be kept.
        """
        lines = self._lines(note, read_checkpoint(newest).origin)
        with self._alone():
            known = self._with(newest)
            place = _place_of(note, known)
            new = [line for one, line in lines.items() if not one.is_signed(known[place])]
            if new:
                known[place] += "".join(new)
                self._keep(known)
            agreed = self.agreed
        return Taken(
            read_checkpoint(note).size,
            self._names(known[place]),
            None if agreed is None else agreed.size,
        )

    def _lines(self, note: str, origin: str) -> dict[Verifier, str]:
        """The lines of a note that witnesses signed it by."""
        try:
            if read_checkpoint(note).origin != origin:
                raise CosignatureError(
                    f"this is a checkpoint of {read_checkpoint(note).origin!r}, and the log here "
                    f"is {origin!r}"
                )
            found = {one: one.line_of(note) for one in self.witnesses}
        except CosignatureError:
            raise
        except LedgerError as error:
            raise CosignatureError(str(error)) from error
        signed = {one: line for one, line in found.items() if line is not None}
        if not signed:
            raise UnknownWitnessError(
                "nobody whom this log names as a witness has signed this: its operator names "
                "witnesses by the setting `log.witnesses`"
            )
        return signed

    def _with(self, note: str) -> list[str]:
        """What is known, ascending, and this checkpoint too."""
        known = self._known()
        size = read_checkpoint(note).size
        if all(read_checkpoint(one).size != size for one in known):
            known.append(note)
        return sorted(known, key=lambda one: read_checkpoint(one).size)

    def _known(self) -> list[str]:
        path = self._folder / RECENT
        if not path.exists():
            return []
        told = files.read_json(path)
        try:
            notes = [str(note) for note in told["notes"]]
            for note in notes:
                read_checkpoint(note)
        except (KeyError, TypeError, LedgerError) as error:
            raise DataError(
                f"{str(path)!r} is damaged ({error}): remove it; witnesses will sign again"
            ) from error
        return notes

    def _keep(self, known: list[str]) -> None:
        """Write what is known, and the newest that enough witnesses signed."""
        counts = [len(self._names(note)) for note in known]
        enough = [at for at, many in enumerate(counts) if many >= self.quorum]
        if enough:
            self._agree(known[enough[-1]])
        after = enough[-1] if enough else -1
        signed = [at for at, many in enumerate(counts) if many and at > after][-KNOWN:]
        latest = range(max(0, len(known) - KNOWN), len(known))
        kept = [known[at] for at in sorted({*signed, *latest})]
        files.write_json({"format": FORMAT, "notes": kept}, self._folder / RECENT)

    def _agree(self, note: str) -> None:
        path = self._folder / WITNESSED
        before = self._read(path)
        is_older = before is not None and read_checkpoint(before).size > read_checkpoint(note).size
        if before != note and not is_older:
            files.write_text(note, path)

    def _read(self, path: Path) -> str | None:
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"{str(path)!r} cannot be read: {error}") from error

    def _names(self, note: str) -> tuple[str, ...]:
        return tuple(one.name for one in self.witnesses if one.is_signed(note))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = (self._folder / ".cosigned.lock").open("w")
        except OSError as error:
            raise WriteError(f"{str(self._folder)!r} cannot be written: {error}") from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _place_of(note: str, known: Sequence[str]) -> int:
    """Where the checkpoint of a note is among those that are known, ascending."""
    wanted = read_checkpoint(note)
    for at, one in enumerate(known):
        if _text(one) == _text(note):
            return at
        if read_checkpoint(one).size == wanted.size:
            raise CosignatureError(
                f"this log published another checkpoint of {wanted.size:,} entries: if the log's "
                "own key signed this one, keep it as evidence of a fork, and show it to others"
            )
    newest = read_checkpoint(known[-1]).size
    if wanted.size > newest:
        raise NotPublishedError(f"this log has published {newest:,} entries, not {wanted.size:,}")
    raise NotPublishedError(
        f"no checkpoint of {wanted.size:,} entries is known here, or not any more: let the witness "
        f"sign the newest one, of {newest:,}"
    )


def _text(note: str) -> str:
    """What is signed of a note."""
    return note.partition("\n\n")[0]
