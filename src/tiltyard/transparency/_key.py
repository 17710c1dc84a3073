"""The key that signs checkpoints: made once, kept in a private file, read again at every use."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from tiltyard import files, ledger
from tiltyard.errors import ConfigurationError, DataError, LedgerError
from tiltyard.ledger import Keys, Rotation, Signer, Verifier, read_checkpoint
from tiltyard.store import KeptCheckpoint, Log

KEY, ROTATIONS = "log.key", "log.rotations.json"
_BYTES = 32
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_RESTORE = "put it back from a backup, or begin a log of another name by the setting `log.origin`"


class KeyFile:
    """The key in a file of an arena's folder.

    Args:
        folder: where it lies, as ``log.key``.
        name: of the arena; with the key's first digits it is what the log is called, unless
        origin: says otherwise.
    """

    def __init__(self, folder: Path, name: str, origin: str | None = None) -> None:
        self.path = folder / KEY
        self._name = name
        self._origin = origin

    def begin(self, last: KeptCheckpoint | None) -> Signer:
        """The signer at a start: a key is made if there was none and nothing was signed yet.

        The log goes on under the name that it has, though the arena be called otherwise by now.

        Args:
            last: the last checkpoint that the database has.

        Raises:
            ConfigurationError: the file cannot be read or made, is damaged or gone, or holds
                another key than the one that signed ``last``.
        """
        before = None if last is None else read_checkpoint(last.note).origin
        is_new = before is None or self._origin not in (None, before)
        if is_new and not self.path.exists():
            self._make()
        self._origin = self._origin or before
        signer = self.read()
        if last is not None and not is_new and not self.has_signed(signer, last):
            raise ConfigurationError(
                f"{str(self.path)!r} holds another key than the one that signed the log's last "
                f"checkpoint: {_RESTORE}"
            )
        return signer

    def read(self) -> Signer:
        """The signer, read from the file.

        Raises:
            ConfigurationError: it cannot be read, or is damaged.
        """
        try:
            seed = self.path.read_bytes()
        except OSError as error:
            raise ConfigurationError(
                f"the key that signs the log, {str(self.path)!r}, cannot be read: "
                f"{error.strerror}; {_RESTORE}"
            ) from error
        if len(seed) != _BYTES:
            raise ConfigurationError(
                f"the key that signs the log, {str(self.path)!r}, is damaged: it has "
                f"{len(seed)} bytes, and {_BYTES} are expected; {_RESTORE}"
            )
        try:
            return Signer(self._origin or self._called(seed), seed)
        except LedgerError as error:
            raise ConfigurationError(f"`log.origin` is {self._origin!r}: {error}") from error

    def has_signed(self, signer: Signer, last: KeptCheckpoint) -> bool:
        """Whether a checkpoint is signed by this key, or by the one that was its own then.

        Raises:
            DataError: what was kept of earlier keys is damaged.
        """
        keys = keys_of(self.path.parent, signer.verifier)
        return keys.at(last.size).is_signed(last.note)

    def rotate(self, log: Log) -> Rotation:
        """Let another key sign whatever comes after the last checkpoint; the old is gone then.

        What is left half done, because a process died, is done by the next call.

        Raises:
            ConfigurationError: nothing is signed yet; a key cannot be read or made, or is not the
                one that signed.
            DataError: what was kept of earlier keys is damaged.
            StoreError: the checkpoint cannot be read.
            WriteError: the rotation cannot be kept.
        """
        last = log.checkpoint()
        if last is None:
            raise ConfigurationError(f"nothing was signed yet: remove {str(self.path)!r} instead")
        old = self.begin(last)
        following = KeyFile(self.path.parent, self._name, self._origin)
        following.path = self.path.with_name(f"{KEY}.next")
        if not following.path.exists():
            following._make()
        new = following.read()
        before = [one.note for one in keys_of(self.path.parent, old.verifier).rotations]

        def state(last: KeptCheckpoint) -> Rotation:
            made = ledger.rotation(old, new, read_checkpoint(last.note))
            files.write_json([*before, made.note], self.path.parent / ROTATIONS)
            return made

        made = state(last)
        following.path.replace(self.path)
        # A process that read the old key just before may have signed once more by it.
        later = log.checkpoint() or last
        return state(later) if old.verifier.is_signed(later.note) else made

    def _called(self, seed: bytes) -> str:
        """The arena's name with what tells its log from others of that name."""
        key = Signer("nobody", seed).verifier.key
        safe = _UNSAFE.sub("-", self._name).strip("-.").lower() or "arena"
        return f"{safe[:80]}-{hashlib.sha256(key).hexdigest()[:8]}"

    def _make(self) -> None:
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(_BYTES))
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):  # another process was first, and its key holds
                os.link(beside, self.path)
            beside.unlink()
        except OSError as error:
            raise ConfigurationError(
                f"the key that signs the log cannot be kept in {str(self.path)!r}: "
                f"{error.strerror}; name another `data_dir`"
            ) from error


def keys_of(folder: Path, key: Verifier) -> Keys:
    """The keys that an arena's log had up to one of them.

    Raises:
        DataError: what was kept of earlier keys is damaged.
    """
    path = folder / ROTATIONS
    if not path.exists():
        return Keys(key)
    try:
        return Keys.of(key, map(Rotation.of, files.read_json(path)))
    except (LedgerError, TypeError, AttributeError) as error:
        raise DataError(f"{str(path)!r} is damaged: {error}") from error
