"""Requests to an arena: what is known there already is not sent again."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import httpx2

from tiltyard.errors import ArenaError, ConfigurationError, LedgerError

T = TypeVar("T")
Told = TypeVar("Told", str, bytes)
# Answers that are kept with their tags.
MOST = 128


class Wire:
    """A connection to the API of an arena.

    Args:
        address: of the arena, as a browser opens it.
        timeout_seconds: for connecting, and for each wait for the arena.

    Raises:
        ConfigurationError: the address is none.
    """

    def __init__(self, address: str, *, timeout_seconds: float) -> None:
        self.address = _checked(address)
        self._http = httpx2.Client(
            timeout=timeout_seconds, follow_redirects=True, headers={"Accept": "application/json"}
        )
        self._kept: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def get(self, path: str, words: Mapping[str, str], made: Callable[[Any], T]) -> T:
        """What the arena says at a path, below that of its API.

        Args:
            path: where.
            words: what is asked.
            made: makes a value of the JSON that comes.

        Raises:
            ArenaError: it refused, could not be reached, or is no arena.
        """
        url = str(httpx2.URL(f"{self.address}/api/v1{path}", params=dict(words)))
        kept = self._kept.get(url)
        answer = self._ask(url, {"If-None-Match": kept[0]} if kept else {})
        if answer.status_code == 304 and kept:
            self._kept.move_to_end(url)
            return self._read(kept[1], made)
        if not answer.is_success:
            raise self._refused(answer)
        found = self._read(answer.content, made)
        if "etag" in answer.headers:
            self._kept[url] = (answer.headers["etag"], answer.content)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found

    def text(self, path: str, made: Callable[[str], T]) -> T:
        """What stands in a file of the arena's; see `get`."""
        answer = self._ask(f"{self.address}{path}", {"Accept": "text/plain"})
        if not answer.is_success:
            raise self._refused(answer)
        return self._made(answer.text, made)

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def _ask(self, url: str, headers: Mapping[str, str]) -> httpx2.Response:
        try:
            return self._http.get(url, headers=dict(headers))
        except httpx2.TimeoutException as error:
            raise ArenaError(f"the arena at {self.address} did not answer in time") from error
        except httpx2.HTTPError as error:
            raise ArenaError(
                f"the arena at {self.address} could not be reached: {error}; is it running, and "
                "is this its address?"
            ) from error

    def _read(self, content: bytes, made: Callable[[Any], T]) -> T:
        return self._made(content, lambda told: made(json.loads(told)))

    def _made(self, told: Told, made: Callable[[Told], T]) -> T:
        try:
            return made(told)
        except (ValueError, KeyError, TypeError, AttributeError, LedgerError) as error:
            raise ArenaError(
                f"what is at {self.address} is no arena, or one of another version: its answer "
                f"cannot be read ({error!r})"
            ) from error

    def _refused(self, answer: httpx2.Response) -> ArenaError:
        """What the arena says is wrong, in its own words."""
        try:
            told = answer.json()["error"]
            code, message = str(told["code"]), str(told["message"])
        except (ValueError, KeyError, TypeError):
            return ArenaError(
                f"what is at {self.address} answered {answer.status_code}, and not as an arena",
                status=answer.status_code,
            )
        return ArenaError(message, status=answer.status_code, code=code)


def _checked(address: str) -> str:
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL as error:
        raise ConfigurationError(f"{address!r} is no address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError(
            f"{address!r} is no address of an arena: give one such as https://arena.example.org"
        )
    return str(url).rstrip("/")
