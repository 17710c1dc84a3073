"""Tables of the same votes in a folder, of which one is shown while the next is made beside it.

``shown.json`` names the one that is shown. Whoever holds the folder's lock writes; others read.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
from pathlib import Path

from tiltyard import files
from tiltyard.errors import DataError, WriteError
from tiltyard.leaderboard._table import MANIFEST, VoteTable

_log = logging.getLogger(__name__)
_SHOWN = "shown.json"


class Shelf:
    """The tables of a folder, which is made if need be.

    Raises:
        WriteError: the folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: int | None = None
        self._seen: tuple[str, int] | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(f"{str(folder)!r} cannot be made: {error}") from error

    @property
    def is_ours(self) -> bool:
        """Whether this program writes."""
        return self._lock is not None

    def lock(self) -> bool:
        """Whether this program writes from now on, and no other: nobody else holds the lock."""
        if self._lock is not None:
            return True
        handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._lock = handle
        return True

    def unlock(self) -> None:
        """Let others write."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def shown(self) -> VoteTable | None:
        """The table that is shown, opened anew; None if there is none, or it is damaged."""
        name = self._name()
        return None if name is None else _opened(self.folder / name)

    def changed(self) -> bool:
        """Whether somebody wrote to the table that is shown since this was asked last."""
        name = self._name()
        try:
            seen = name and (name, (self.folder / name / MANIFEST).stat().st_mtime_ns)
        except OSError:
            return False
        if not seen or seen == self._seen:
            return False
        self._seen = seen
        return True

    def begun(self, **meta: str) -> VoteTable:
        """The table that somebody began with this meta and did not finish, or a new one."""
        for folder in self._folders():
            if folder.name != self._name():
                table = _opened(folder)
                if table is not None and meta.items() <= table.meta.items():
                    return table
                shutil.rmtree(folder, ignore_errors=True)
        return self.fresh(**meta)

    def fresh(self, **meta: str) -> VoteTable:
        """An empty table beside all others."""
        number = 1 + max((int(one.name) for one in self._folders()), default=0)
        made = VoteTable(self.folder / f"{number:06}")
        made.meta = dict(meta)
        return made

    def put(self, table: VoteTable) -> None:
        """Show this table from now on, and remove all others.

        Raises:
            WriteError: the disk is full.
        """
        if table.folder is None:
            raise ValueError("a table in memory cannot be shown to others")
        files.write_json({"folder": table.folder.name}, self.folder / _SHOWN)
        for folder in self._folders():
            if folder != table.folder:
                shutil.rmtree(folder, ignore_errors=True)

    def _name(self) -> str | None:
        path = self.folder / _SHOWN
        try:
            return str(files.read_json(path)["folder"]) if path.exists() else None
        except (DataError, KeyError, TypeError):
            _log.warning("%s is damaged: the table is made again", path)
            return None

    def _folders(self) -> list[Path]:
        return sorted(one for one in self.folder.iterdir() if one.is_dir() and one.name.isdigit())


def _opened(folder: Path) -> VoteTable | None:
    if not (folder / MANIFEST).exists():
        return None
    try:
        return VoteTable(folder)
    except (DataError, KeyError, TypeError) as error:
        _log.warning("the table in %s cannot be used: %s", folder, error)
        return None
