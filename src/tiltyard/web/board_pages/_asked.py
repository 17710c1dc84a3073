"""What an address asks, and a page as an answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from tiltyard.errors import BoardError
from tiltyard.leaderboard import LISTS, Board, Boards, Query, joined, parted
from tiltyard.web._state import boards_of
from tiltyard.web.board_pages._cache import Page, PageResponse, Pages, State, WrittenResponse


async def asked(request: Request, *besides: str) -> Query:
    """The board that the address asks for.

    Args:
        request: with the words.
        *besides: words of the address that are the page's own.

    Raises:
        BoardError: it asks for none that there is; the message says what is wrong with it.
    """
    words = words_of(request)
    return boards_of(request).query({k: v for k, v in words.items() if k not in besides})


def words_of(request: Request) -> dict[str, str]:
    """The words of an address: what is empty left out, and each list in one.

    A form sends a field for each item of a list, and ``none`` before them, so that a list of which
    nothing was chosen is told from one that was not there.
    """
    found: dict[str, list[str]] = {}
    for name, text in request.query_params.multi_items():
        if text.strip() or name == "source":  # the arena's own votes have no name
            found.setdefault(name, []).append(text.strip())
    return {name: _joined(texts) if name in LISTS else texts[-1] for name, texts in found.items()}


def address(path: str, words: dict[str, str]) -> str:
    """A path with words, as a person would write it."""
    return f"{path}?{urlencode(words, safe=',:')}" if words else path


def render(  # noqa: PLR0913 -- keyword-only, beside what each template takes
    request: Request,
    name: str,
    *,
    boards: Sequence[Board] | None = None,
    state: State | None = None,
    seen: object = None,
    status_code: int = 200,
    **context: Any,  # noqa: ANN401 -- what each template takes
) -> Response:
    """A page; kept until a board on it changes, if the boards that it shows are given.

    Args:
        request: what it answers.
        name: of the template.
        boards: all boards that are on it. The page is made for everybody then: it must depend on
            nothing but them, the address and ``state``.
        state: what else it depends on; two equal answers mean the same page.
        seen: what ``state`` said before the page's facts were gathered, so that a vote that came
            meanwhile is not missed; what it says now, if that is not given.
        status_code: of the answer; errors are not kept.
        **context: for the template.
    """
    templates: Jinja2Templates = request.app.state.templates
    given = {"request": request, "page": request.url.path, **context}

    def written() -> bytes:
        return templates.get_template(name).render(given).encode()

    if boards is None or status_code != 200:
        return WrittenResponse(written, status_code=status_code)
    room = boards_of(request)
    depends = _depends(room, [board.query for board in boards], state)
    made = tuple(moment_of(board) for board in boards)
    shown = (*_around(room), made, seen if seen is not None else state() if state else None)

    def make() -> Page:
        return Page.of(written(), depends, shown)

    pages: Pages = request.app.state.pages
    return PageResponse(pages, make)


def _depends(room: Boards, queries: Sequence[Query], state: State | None) -> State:
    """What a page with the boards of these questions depends on."""

    def now() -> tuple[object, ...]:
        boards = [room.look(query) for query in queries]
        made = tuple(moment_of(board) for board in boards)
        return (*_around(room), made, state() if state else None)

    return now


def _around(room: Boards) -> tuple[object, ...]:
    """What is on every page about boards."""
    return room.usual, tuple(room.sources)


def moment_of(found: Board | BoardError | None) -> object:
    """What tells one answer for a board from the next."""
    if isinstance(found, BoardError):
        return str(found)
    return None if found is None else (found.computed_at, found.fragility)


def _joined(texts: Sequence[str]) -> str:
    return joined(dict.fromkeys(part for text in texts for part in parted(text)))
