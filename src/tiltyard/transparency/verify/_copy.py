"""A public copy is read, from a folder or from an address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx2

from tiltyard.errors import LedgerError, UnreachableError
from tiltyard.transparency._layout import LOG

_TIMEOUT_SECONDS = 30.0
_MISSING = (404, 410)


class Copy(Protocol):
    """Files by their paths."""

    def read(self, path: str) -> bytes:
        """What a file holds.

        Raises:
            LedgerError: it is missing, or cannot be read.
        """
        ...

    def close(self) -> None:
        """Let go of what was opened."""
        ...


class Folder:
    """A copy on disk.

    Args:
        root: its folder.

    Raises:
        LedgerError: there is none.
    """

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise LedgerError(
                f"{str(root)!r} is no folder with a public copy of a log; an address begins with "
                "https:// or http://"
            )
        self._root = root

    def read(self, path: str) -> bytes:
        """See `Copy.read`."""
        if path.startswith("/") or ".." in path.split("/"):
            raise LedgerError(f"{path!r} is outside of the copy")
        try:
            return (self._root / path).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise LedgerError(f"{path} is missing") from error
        except OSError as error:
            raise LedgerError(f"{path} cannot be read: {error}") from error

    def close(self) -> None:
        """See `Copy.close`."""


class Address:
    """A copy on a web server.

    Args:
        address: where its files lie, such as ``https://example.org/log``.

    Raises:
        LedgerError: it is no address.
    """

    def __init__(self, address: str) -> None:
        self._root = address.rstrip("/")
        self._http = httpx2.Client(timeout=_TIMEOUT_SECONDS, follow_redirects=True)

    def read(self, path: str) -> bytes:
        """See `Copy.read`."""
        if ".." in path.split("/"):
            raise LedgerError(f"{path!r} is outside of the copy")
        url = f"{self._root}/{path}"
        try:
            answer = self._http.get(url)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise UnreachableError(f"{url} cannot be read: {error}") from error
        if answer.status_code in _MISSING:
            hint = "; a log's address usually ends in /log" if path == LOG else ""
            raise LedgerError(f"{path} is missing at {self._root}{hint}")
        if not answer.is_success:
            raise UnreachableError(f"{url} cannot be read: status {answer.status_code}")
        return answer.content

    def close(self) -> None:
        """See `Copy.close`."""
        self._http.close()


@contextmanager
def opened(place: str | Path | Copy) -> Iterator[Copy]:
    """The copy at a place, for as long as it is looked at.

    Args:
        place: a folder, an address that begins with ``http://`` or ``https://``, or a copy.

    Raises:
        LedgerError: there is none.
    """
    copy = _copy(place) if isinstance(place, str | Path) else place
    try:
        yield copy
    finally:
        copy.close()


def _copy(place: str | Path) -> Copy:
    if str(place).startswith(("http://", "https://")):
        return Address(str(place))
    return Folder(Path(place))


def read_json(copy: Copy, path: str) -> Any:  # noqa: ANN401 -- whatever the file holds
    """The value that a file holds.

    Raises:
        LedgerError: it is missing, or no JSON.
    """
    try:
        return json.loads(copy.read(path))
    except (ValueError, RecursionError) as error:
        raise LedgerError(f"{path} is no JSON: {error}") from error


def read_text(copy: Copy, path: str) -> str:
    """The text that a file holds.

    Raises:
        LedgerError: it is missing, or not UTF-8.
    """
    try:
        return copy.read(path).decode()
    except UnicodeDecodeError as error:
        raise LedgerError(f"{path} is not UTF-8: {error}") from error
