"""How it works, with the configuration as it is: ``/method``."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from tiltyard import ratings
from tiltyard.bootstrap import Arena
from tiltyard.web.board_pages._asked import boards_of, render

router = APIRouter(include_in_schema=False)


@router.api_route("/method", methods=["GET", "HEAD"])
async def method(request: Request) -> Response:
    """How the usual board is computed, in plain words."""
    arena: Arena = request.app.state.arena
    boards = boards_of(request)
    return render(
        request,
        "method.html",
        board=await boards.board(boards.usual),
        rating=ratings.load(boards.usual.method),
        refresh_seconds=arena.refresh_seconds,
        pace=arena.limits.pace.value,
    )
