"""Files of lines that are only ever appended to, and survive being cut off in the middle of one."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tiltyard.errors import DataError, WriteError

# Of two threads, one would take what the other has half written for what a crash left.
_one_at_a_time = threading.Lock()


def append(path: Path, row: Mapping[str, Any]) -> None:
    """Add a line, on disk when this returns; what a crash left of another is cut off first.

    Raises:
        WriteError: it could not be written.
    """
    data = json.dumps(row, ensure_ascii=True).encode() + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with _one_at_a_time, os.fdopen(handle, "rb+", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            if size and os.pread(file.fileno(), 1, size - 1) != b"\n":
                os.ftruncate(file.fileno(), os.pread(file.fileno(), size, 0).rfind(b"\n") + 1)
            file.write(data)
            os.fsync(file.fileno())
    except OSError as error:
        raise WriteError(f"{str(path)!r} cannot be written: {error}") from error


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every whole line with its number; none if there is no file.

    Raises:
        DataError: the file cannot be read, or a line is no JSON object.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{str(path)!r} cannot be read: {error}") from error
    # What follows the last line feed was not written to its end, and was not acknowledged.
    for number, line in enumerate(text.split("\n")[:-1], 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise broken(path, number, error) from error
        if not isinstance(row, dict):
            raise broken(path, number, "no object")
        yield number, row


def broken(path: Path, number: int, why: object) -> DataError:
    """What to raise of a line that makes no sense."""
    return DataError(
        f"{str(path)!r}, line {number}, makes no sense: {why!r}; put the file back from a backup"
    )
