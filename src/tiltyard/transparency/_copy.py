"""A log as files in a folder: tiles that only ever grow, and the checkpoint that they are of."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tiltyard import files, ledger
from tiltyard.errors import DataError, LedgerError, WriteError
from tiltyard.ledger import WIDTH, Checkpoint, Frontier, Hash, read_checkpoint
from tiltyard.store import Log
from tiltyard.transparency._layout import CHECKPOINT

_HASH_BYTES = 32
# Leaves that are read from the log at a time.
PAGE = 64 * WIDTH
# From so many files on, one word to the disk for all of them is quicker than one for each.
_MANY = 64


class Copy:
    """The tiles of a log in a folder, which is made when the first are written.

    Its methods block. Several programs may write the same log to one folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def note(self) -> str | None:
        """The checkpoint that the tiles are of, signed; none if there are no tiles."""
        try:
            return (self.folder / CHECKPOINT).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"{str(self.folder / CHECKPOINT)!r} cannot be read: {error}") from error

    @property
    def checkpoint(self) -> Checkpoint | None:
        """The same, read.

        Raises:
            DataError: it cannot be read.
            LedgerError: it is no checkpoint.
        """
        return None if (note := self.note) is None else read_checkpoint(note)

    @property
    def written_at(self) -> datetime | None:
        """When the checkpoint was written."""
        try:
            seconds = (self.folder / CHECKPOINT).stat().st_mtime
        except OSError:
            return None
        return datetime.fromtimestamp(seconds, UTC)

    def begin(self, origin: str) -> None:
        """Put the log of another name aside, if the folder holds one.

        Raises:
            WriteError: it cannot be put aside.
        """
        try:
            here = self.checkpoint
        except LedgerError:
            here = None
        if here is None or here.origin == origin:
            return
        aside = self.folder.with_name(f"{self.folder.name}-{here.origin.replace('/', '-')}")
        try:
            self.folder.rename(aside)
        except OSError as error:
            raise WriteError(f"{str(self.folder)!r} cannot be put aside: {error}") from error

    def node(self, size: int) -> ledger.Node:
        """Complete subtrees of the first ``size`` leaves; it raises `LedgerError` for lost tiles.

        Args:
            size: that of the checkpoint.
        """

        def read(level: int, index: int) -> Sequence[Hash]:
            many = min((size >> 8 * level) - index * WIDTH, WIDTH)
            return self._hashes(level, index, many)

        return ledger.nodes_of_tiles(read)

    def grow(self, log: Log, note: str) -> bool:
        """Bring the tiles up to a checkpoint; whether they were not there yet.

        Args:
            log: has the leaves.
            note: the checkpoint, signed. An older one than the folder has changes nothing.

        Raises:
            LedgerError: the leaves are not those of the checkpoint, or the folder has tiles of
                another log.
            StoreError: the leaves cannot be read.
            WriteError: the folder cannot be written.
        """
        to = read_checkpoint(note)
        with self._alone():
            here = self.checkpoint
            if here is not None and here.origin != to.origin:
                raise LedgerError(
                    f"{str(self.folder)!r} holds the log {here.origin!r}, and this one is "
                    f"{to.origin!r}: name another folder"
                )
            before = 0 if here is None else here.size
            if here is not None and before >= to.size:
                return False
            try:
                self._require_same_end(log, here)
                self._write(log, before, to)
            except LedgerError:
                # The tiles, or the leaves? From the leaves alone the answer is sure.
                self._require_same_log(log, here)
                self._write(log, 0, to)
            files.write_text(note, self.folder / CHECKPOINT)
            self._tidy(before, to.size)
        return True

    def _write(self, log: Log, before: int, to: Checkpoint) -> None:
        written: list[Path] = []
        begin = before // WIDTH * WIDTH
        for first in range(begin, to.size, PAGE):
            end = min(first + PAGE, to.size)
            leaves = log.leaves(first, end)
            if len(leaves) != end - first:
                raise LedgerError(f"the log has no leaf {first + len(leaves)}, and should")
            for at in range(0, len(leaves), WIDTH):
                some, index = leaves[at : at + WIDTH], (first + at) // WIDTH
                hashes = [ledger.leaf_hash(leaf) for leaf in some]
                bundle = ledger.bundle_path(index, len(some))
                written.append(self._put(bundle, ledger.bundled(some)))
                written.append(self._put_tile(0, index, hashes))
        level = 1
        while to.size >> 8 * level:
            written += self._raised(level, before, to.size)
            level += 1
        if to.size and ledger.subtree(self.node(to.size), 0, to.size) != to.root:
            raise LedgerError(f"the leaves are not those of the checkpoint of {to.size:,}")
        _on_disk(written)

    def _raised(self, level: int, before: int, size: int) -> Iterator[Path]:
        """Tiles of a level above the leaves, from those below it."""
        old, many = before >> 8 * level, size >> 8 * level
        for index in range(old // WIDTH, -(-many // WIDTH)):
            if old == many:
                return
            begin, end = index * WIDTH, min((index + 1) * WIDTH, many)
            known = self._hashes(level, index, old - begin) if old > begin else []
            below = (self._hashes(level - 1, one, WIDTH) for one in range(begin + len(known), end))
            yield self._put_tile(level, index, [*known, *map(ledger.root_of, below)])

    def _require_same_end(self, log: Log, here: Checkpoint | None) -> None:
        """Return if the last leaves here, which are written anew, are the log's too."""
        if here is None or not here.size:
            return
        last = here.size // WIDTH
        end = [ledger.leaf_hash(leaf) for leaf in log.leaves(last * WIDTH, here.size)]

        def read(level: int, index: int) -> Sequence[Hash]:
            if (level, index) == (0, last):
                return end
            return self._hashes(level, index, min((here.size >> 8 * level) - index * WIDTH, WIDTH))

        if ledger.subtree(ledger.nodes_of_tiles(read), 0, here.size) != here.root:
            raise LedgerError(f"{str(self.folder)!r} has other leaves than the log")

    def _require_same_log(self, log: Log, here: Checkpoint | None) -> None:
        """Return if the log begins with what was published."""
        if here is None:
            return
        frontier = Frontier()
        extend(frontier, log, here.size)
        if frontier.root() != here.root:
            raise LedgerError(
                f"the log does not begin with the {here.size:,} leaves that {str(self.folder)!r} "
                "has: it was edited, or the database is an older one that was put back"
            )

    def _put_tile(self, level: int, index: int, hashes: Sequence[Hash]) -> Path:
        return self._put(ledger.tile_path(level, index, len(hashes)), b"".join(hashes))

    def _put(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        beside = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
            beside.replace(path)
        except OSError as error:
            raise WriteError(f"{str(path)!r} could not be written: {error}") from error
        return path

    def _hashes(self, level: int, index: int, many: int) -> list[Hash]:
        """The first hashes of a tile, which may be whole by now."""
        for width in dict.fromkeys((WIDTH, many)):
            path = self.folder / ledger.tile_path(level, index, width)
            try:
                data = path.read_bytes()
            except OSError:
                continue
            if len(data) == width * _HASH_BYTES:
                return [
                    data[at : at + _HASH_BYTES] for at in range(0, many * _HASH_BYTES, _HASH_BYTES)
                ]
        raise LedgerError(f"tile {ledger.tile_path(level, index, many)} is missing or was cut off")

    def _tidy(self, before: int, size: int) -> None:
        """Remove partial tiles that became whole: what reads the checkpoint before finds those."""
        for level, index, _ in ledger.tiles_of(before):
            first = (before >> 8 * level) // WIDTH
            if index == first and size >> 8 * level >= (index + 1) * WIDTH:
                names = [ledger.tile_path(level, index), ledger.bundle_path(index)]
                for name in names if level == 0 else names[:1]:
                    shutil.rmtree(self.folder / f"{name}.p", ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / ".lock").open("w")
        except OSError as error:
            raise WriteError(f"{str(self.folder)!r} cannot be written: {error}") from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def extend(frontier: Frontier, log: Log, size: int) -> None:
    """Go on from where a frontier is, up to a size.

    Raises:
        LedgerError: the log has no more leaves before that.
        StoreError: they cannot be read.
    """
    while frontier.size < size:
        leaves = log.leaves(frontier.size, min(frontier.size + PAGE, size))
        if not leaves:
            raise LedgerError(f"the log has {frontier.size:,} leaves, and {size:,} are expected")
        for leaf in leaves:
            frontier.append(ledger.leaf_hash(leaf))


def _on_disk(written: Sequence[Path]) -> None:
    if len(written) > _MANY:
        os.sync()
        return
    for path in written:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
