"""Snapshots on disk: one is taken at a time, as files of text."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tiltyard.errors import WriteError


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Inside, nobody else takes a snapshot into this folder: two would get one number.

    Raises:
        WriteError: somebody does, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError:
        raise WriteError(
            f"a snapshot is being taken in {str(folder)!r}: try again when it is there"
        ) from None
    except OSError as error:
        raise WriteError(f"{str(folder)!r} cannot be written: {error}") from None


def write_texts(texts: Mapping[str, str], folder: Path) -> None:
    """Write each text to its file in a folder, in UTF-8 and with the line ends it has."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
