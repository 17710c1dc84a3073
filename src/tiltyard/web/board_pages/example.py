"""The example of simulated votes goes away: ``POST /example/remove``."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from tiltyard.web._state import arena_of
from tiltyard.web.board_pages._cache import Pages

router = APIRouter(include_in_schema=False)


@router.post("/example/remove")
async def remove_example(request: Request) -> Response:
    """Remove the example, for everybody and for good, then show what is left."""
    arena = arena_of(request)
    await asyncio.to_thread(arena.example.remove)
    arena.boards.touch()
    pages: Pages = request.app.state.pages
    pages.forget()
    return RedirectResponse("/leaderboard", status_code=303)
