"""Files that are there whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard.errors import DataError, WriteError

# The same rows must give the same bytes, whatever the machine.
PARQUET: dict[str, Any] = {
    "compression": "zstd",
    "compression_level": 3,
    "statistics": True,
    "row_group_size": 16_384,
}


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file beside ``path`` to write to; it takes its place when all of it is on disk.

    Raises:
        WriteError: it could not be written; ``path`` is as it was.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    with _told(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            yield beside
            with beside.open("rb+") as file:
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder beside ``path`` to fill; it takes its place when all of it is on disk.

    Raises:
        WriteError: it could not be filled; ``path`` is as it was.
    """
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent))
        beside.chmod(0o755)
        try:
            yield beside
            for file in sorted(beside.rglob("*")):
                _sync(file)
            _exchange(beside, path)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def write_parquet(frame: pl.DataFrame, path: Path) -> str:
    """Write rows, and return the sha256 of the file."""
    with whole(path) as beside:
        frame.write_parquet(beside, **PARQUET)
    return sha256(path)


def write_text(text: str, path: Path) -> None:
    """Write a text file."""
    with whole(path) as beside:
        beside.write_text(text, encoding="utf-8")


def write_json(value: object, path: Path) -> None:
    """Write readable JSON; the same value gives the same bytes."""
    write_text(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n", path)


def read_json(path: Path) -> Any:  # noqa: ANN401 -- whatever was written
    """What a JSON file of ours holds.

    Raises:
        DataError: it is not there, or damaged.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{str(path)!r} cannot be read: {error}") from None


def sha256(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(value: object) -> str:
    """The sha256 of a value that JSON can hold, whatever the order of its keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, pl.exceptions.ComputeError) as error:
        raise WriteError(
            f"{str(path)!r} could not be written: {error}; nothing was changed"
        ) from error


def _exchange(new: Path, path: Path) -> None:
    old = path.with_name(f".{path.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if path.exists():
        path.rename(old)
    new.rename(path)
    shutil.rmtree(old, ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
