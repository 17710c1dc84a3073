"""What the public copy has beside tiles: who signs, what boards count, and the snapshots."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from tiltyard import files
from tiltyard.errors import DataError, LedgerError, WriteError
from tiltyard.ledger import Signer, Verifier, read_checkpoint
from tiltyard.store import Log
from tiltyard.transparency._copy import Copy
from tiltyard.transparency._cosigned import Cosigned
from tiltyard.transparency._key import keys_of
from tiltyard.transparency._layout import FILES, KEYS, LOG, WITNESSED, Described, Rules, manifest

FOLDER = "log"
RULES = "log.rules.json"
# Where files are that never change once they are there.
_FIXED = ("snapshots", "labels")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the public is told of a log beside its leaves.

    Attributes:
        name: of the arena.
        rules: what boards count now.
        witnesses: keys of those who may sign too.
        quorum: how many of them must.
    """

    name: str
    rules: Rules = field(default_factory=Rules)
    witnesses: tuple[str, ...] = ()
    quorum: int = 0


class Records(Protocol):
    """Files that the log vouches for by a leaf: snapshots, and what is told of their votes."""

    def tell(self) -> None:
        """Add the leaves that are missing."""
        ...

    def below(self, size: int) -> Iterable[int]:
        """The snapshots whose leaf is below a size, by number."""
        ...

    def files(self, number: int) -> Mapping[str, Path | str]:
        """The files of one by path: where each is, or its text."""
        ...


class Public:
    """The public copy of a log in the arena's own folder, and its copies elsewhere.

    Args:
        folder: of the arena: the copy is in ``log``, and what boards counted since when in
            ``log.rules.json``.
        log: the leaves.
        facts: what else is told.
        records: the snapshots, if there are any.

    Attributes:
        copy: the tiles.
        cosigned: what witnesses signed of it.
        records: as above.
    """

    def __init__(
        self, folder: Path, log: Log, facts: Facts, records: Records | None = None
    ) -> None:
        self._folder = folder
        self._rules = folder / RULES
        self._log = log
        self._facts = facts
        self.records = records
        self.copy = Copy(folder / FOLDER)
        witnesses = [Verifier.of(one) for one in facts.witnesses]
        self.cosigned = Cosigned(self.copy.folder, witnesses, facts.quorum)

    def begin(self) -> None:
        """Note what boards count from the next leaf on, before anybody votes.

        Raises:
            WriteError: the folder cannot be written.
        """
        with suppress(DataError):  # said when it is published
            self._rules_so_far()

    def tell(self) -> None:
        """Add leaves of what was published and has none."""
        if self.records is not None:
            self.records.tell()

    def describe(self, signer: Signer) -> None:
        """Write the files beside the tiles of the copy, as far as they are not there.

        Raises:
            DataError: a snapshot was changed or damaged.
            WriteError: the folder cannot be written.
        """
        folder = self.copy.folder
        told = self._described(signer)
        texts = {
            LOG: json.dumps(told.as_dict(), indent=2, sort_keys=True, ensure_ascii=False) + "\n",
            KEYS: "".join(f"{one}\n" for one in told.verifiers()),
        }
        changed = [self._put(folder / name, text) for name, text in texts.items()]
        changed += self._add_records()
        if any(changed) or not (folder / FILES).exists():
            named = {one: (folder / one).read_bytes() for one in _beside(folder)}
            files.write_text(manifest(named, signer), folder / FILES)

    def export(self, to: Path) -> tuple[int, int]:
        """Write the public copy to a folder, as far as it is not there; the last checkpoint's.

        Returns:
            How many leaves it had, and how many it has.

        Raises:
            DataError: nothing was published yet.
            LedgerError: the folder has another log.
            WriteError: it cannot be written.
        """
        note = self.copy.note
        if note is None:
            raise DataError("nothing is published yet: a checkpoint comes within a minute")
        there = Copy(to)
        before = there.checkpoint
        there.grow(self._log, note)
        for name in (*_beside(self.copy.folder), FILES):
            _bring(self.copy.folder / name, to / name)
        agreed = self.cosigned.agreed
        if agreed is not None and agreed.size <= read_checkpoint(note).size:
            _bring(self.copy.folder / WITNESSED, to / WITNESSED)
        return 0 if before is None else before.size, read_checkpoint(note).size

    def _described(self, signer: Signer) -> Described:
        facts = self._facts
        return Described(
            name=facts.name,
            origin=signer.verifier.name,
            key=str(signer.verifier),
            witnesses=facts.witnesses,
            quorum=facts.quorum,
            rules=self._rules_so_far(),
            rotations=tuple(one.note for one in keys_of(self._folder, signer.verifier).rotations),
        )

    def _rules_so_far(self) -> tuple[Rules, ...]:
        """What boards counted, and from which leaf on; what holds now is the last."""
        known: list[Rules] = []
        if self._rules.exists():
            try:
                known = [Rules(**one) for one in files.read_json(self._rules)]
            except (TypeError, LedgerError) as error:
                raise DataError(f"{str(self._rules)!r} is damaged: {error}") from error
        now = self._facts.rules
        if not known or replace(known[-1], since=0) != replace(now, since=0):
            size = self._log.size() if known else 0
            known = [one for one in known if one.since < size] + [replace(now, since=size)]
            files.write_json([_as_dict(one) for one in known], self._rules)
        return tuple(known)

    def _add_records(self) -> list[bool]:
        checkpoint = self.copy.checkpoint
        if self.records is None or checkpoint is None:
            return []
        added = []
        for number in self.records.below(checkpoint.size):
            if (self.copy.folder / "labels" / f"{number}.json").exists():
                continue  # it is written last
            for name, content in self.records.files(number).items():
                text = content if isinstance(content, str) else content.read_text("utf-8")
                added.append(self._put(self.copy.folder / name, text))
        return added

    def _put(self, path: Path, text: str) -> bool:
        """Write a file unless it says that already; whether it was written."""
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return False
        files.write_text(text, path)
        return True


def _as_dict(rules: Rules) -> dict[str, object]:
    return {name: getattr(rules, name) for name in Rules.__dataclass_fields__}


def _beside(folder: Path) -> list[str]:
    """Every file of a copy that is no tile, checkpoint or list of files, in order."""
    fixed = (path for name in _FIXED for path in sorted((folder / name).rglob("*.json")))
    return [LOG, KEYS, *(path.relative_to(folder).as_posix() for path in fixed)]


def _bring(path: Path, to: Path) -> None:
    try:
        if not path.exists() or (to.exists() and to.read_bytes() == path.read_bytes()):
            return
        with files.whole(to) as beside:
            shutil.copyfile(path, beside)
    except OSError as error:
        raise WriteError(f"{str(to)!r} could not be written: {error}") from error
