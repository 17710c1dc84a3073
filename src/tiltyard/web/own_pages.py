"""What an owner of models sees: its own private ones, and nobody else's: ``/own``."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response

from tiltyard.web._state import access_of, arena_of
from tiltyard.web.access_pages import ask_for_token
from tiltyard.web.board_pages._asked import render
from tiltyard.web.session import Sessions

router = APIRouter(include_in_schema=False)


@router.api_route("/own", methods=["GET", "HEAD"])
async def own(request: Request) -> Response:
    """The private models of the token's organisation, with ratings and counts."""
    arena = arena_of(request)
    organisation = access_of(request).organisation(request)
    if organisation is None:
        return ask_for_token(request, "/own")
    await note_owner(request)
    page = render(
        request,
        "own.html",
        title=arena.private.title(organisation),
        models=await asyncio.to_thread(arena.private.own, organisation),
        releases=[one for one in arena.private.releases() if one.owner == organisation],
        private=arena.private,
        level=arena.boards.usual.level,
    )
    page.headers["Cache-Control"] = "no-store"
    return page


async def note_owner(request: Request, voter: str | None = None) -> None:
    """Keep that a voter is one of an organisation, if the request shows the token of one.

    Args:
        request: what shows it.
        voter: who sent it; the one of its cookie if missing.

    Raises:
        AccessError: it shows a token that is none.
        ConfigurationError: it cannot be kept.
    """
    organisation = access_of(request).organisation(request)
    sessions: Sessions = request.app.state.sessions
    who = voter or sessions.voter(request)
    if organisation is not None and who is not None:
        await asyncio.to_thread(arena_of(request).owners.note, who, organisation)
