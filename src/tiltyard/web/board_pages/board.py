"""The board of a question: ``/leaderboard``."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from tiltyard.web.board_pages._asked import asked, boards_of, render

router = APIRouter(include_in_schema=False)


@router.api_route("/leaderboard", methods=["GET", "HEAD"])
async def leaderboard(request: Request) -> Response:
    """The board as last computed."""
    board = await boards_of(request).board(asked(request))
    return render(request, "leaderboard.html", board=board)
