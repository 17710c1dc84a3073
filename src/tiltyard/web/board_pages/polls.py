"""What the community chooses: ``/polls``."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from tiltyard.errors import PollError, UnknownNameError
from tiltyard.web._state import arena_of
from tiltyard.web.board_pages._asked import render
from tiltyard.web.session import Sessions

router = APIRouter(include_in_schema=False)


@router.api_route("/polls", methods=["GET", "HEAD"])
async def polls(request: Request) -> Response:
    """Every poll, with its result if this voter may see it."""
    arena = arena_of(request)
    sessions: Sessions = request.app.state.sessions
    standings = await arena.polls.standings(sessions.voter(request))
    page = render(request, "polls.html", standings=standings)
    page.headers["Cache-Control"] = "no-store"  # it is one voter's own
    return page


@router.post("/polls/{name}")
async def choose(request: Request, name: str) -> Response:
    """Keep a choice, then show the polls again."""
    arena = arena_of(request)
    sessions: Sessions = request.app.state.sessions
    done = RedirectResponse("/polls", status_code=303)
    try:
        await arena.polls.choose(
            name, await _field(request, "option"), voter=sessions.ensure(request, done)
        )
    except UnknownNameError as error:
        raise HTTPException(404) from error
    return done


async def _field(request: Request, name: str) -> str:
    """A field of a form.

    Raises:
        PollError: it is not there, once, as text.
    """
    try:
        values = parse_qs((await request.body()).decode(), strict_parsing=True).get(name, [])
    except ValueError:  # neither text nor a form
        values = []
    if len(values) != 1:
        raise PollError("no option was chosen: choose one, then send it")
    return values[0]
