"""What an address asks, and a page as an answer to it."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from tiltyard.bootstrap import Arena
from tiltyard.leaderboard import Boards, Query


def boards_of(request: Request) -> Boards:
    """The boards of the arena."""
    arena: Arena = request.app.state.arena
    return arena.boards


def asked(request: Request) -> Query:
    """The board that the address asks for.

    Raises:
        BoardError: it asks for none that there is; the message says what is wrong with it.
    """
    return boards_of(request).query(dict(request.query_params))


def render(request: Request, name: str, *, status_code: int = 200, **context: Any) -> Response:  # noqa: ANN401 -- what each template takes
    """A page."""
    templates: Jinja2Templates = request.app.state.templates
    return templates.TemplateResponse(
        request,
        name,
        {"page": request.url.path, **context},
        status_code=status_code,
        headers={"Cache-Control": "no-cache"},
    )
