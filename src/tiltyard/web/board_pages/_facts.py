"""What pages about models have in common: what is computed aside, and models that are not there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from fastapi import Request, Response

from tiltyard.errors import (
    BoardError,
    ConfigurationError,
    DataError,
    RatingError,
    UnknownNameError,
)
from tiltyard.leaderboard import (
    Asides,
    Board,
    Query,
    Source,
    label_title,
    language_name,
    require_models,
)
from tiltyard.web.board_pages._asked import boards_of
from tiltyard.web.pages import error_page

T = TypeVar("T")


def asides_of(request: Request) -> Asides:
    """What is kept of the votes beside boards; one for the application."""
    state = request.app.state
    if not hasattr(state, "asides"):
        state.asides = Asides()
    asides: Asides = state.asides
    return asides


async def in_thread(make: Callable[[], T]) -> T:
    """What a function returns that blocks, and is not worth keeping.

    Raises:
        BoardError: it cannot be had; the function says why by an error of ours.
    """
    try:
        return await asyncio.to_thread(make)
    except (ConfigurationError, DataError, RatingError, UnknownNameError) as error:
        raise BoardError(str(error)) from error


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
