"""What pages about models have in common: what is computed aside, and models that are not there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from typing import TypeVar

from fastapi import Request, Response

from tiltyard.errors import BoardError, UnknownNameError
from tiltyard.leaderboard import (
    Board,
    Query,
    Source,
    as_board_error,
    label_title,
    language_name,
    require_models,
)
from tiltyard.web._state import asides_of, boards_of
from tiltyard.web.board_pages._cache import State
from tiltyard.web.pages import error_page

T = TypeVar("T")
_OLDER = object()


async def in_thread(make: Callable[[], T]) -> T:
    """What a function returns that blocks, and is not worth keeping.

    Raises:
        BoardError: it cannot be had; the function says why by an error of ours.
    """
    with as_board_error():
        return await asyncio.to_thread(make)


class Facts:
    """What a page gathers from the votes of a source, and whether it is of all of them.

    Args:
        request: what the page answers.
        source: whose votes.
        *besides: what else the page depends on; each is asked again at every request.
    """

    def __init__(self, request: Request, source: Source, *besides: State) -> None:
        self._asides = asides_of(request)
        self._source = source
        self._besides = besides
        self._version = source.version
        self._keys: list[Hashable] = []
        self._seen = self.state()

    async def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """See `Asides.get`."""
        self._keys.append(key)
        return await self._asides.get(key, self._version, make)

    def state(self) -> tuple[object, ...]:
        """What the page depends on, as of now."""
        return (self._source.version, *(one() for one in self._besides))

    @property
    def seen(self) -> object:
        """What it showed; what no state equals, if some of it was older than that."""
        is_of_all = all(self._asides.has(key, self._version) for key in self._keys)
        return self._seen if is_of_all else _OLDER


async def board_or_why(
    request: Request, query: Query, *, whole: bool = False
) -> tuple[Board | None, str]:
    """The board of a question; none, and why, where its votes rank nobody."""
    try:
        return await boards_of(request).board(query, whole=whole), ""
    except BoardError as error:
        return None, str(error)


def missing(request: Request, source: Source, *names: str) -> Response | None:
    """A page that says that a model is not there; None if all are."""
    for name in names:
        try:
            require_models(source, name)
        except UnknownNameError as error:
            return error_page(request, 404, str(error))
    return None


def label_words(label: str) -> str:
    """A label on a battle, for people: a language by its name alone."""
    name, _, value = label.partition(":")
    return language_name(value) if name == "language" and value else label_title(label)
