"""How it works, with the configuration as it is: ``/method``."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from fastapi import APIRouter, Request, Response

from tiltyard import ratings
from tiltyard.leaderboard import Standing, consistency_of, control_title
from tiltyard.web._state import arena_of
from tiltyard.web.board_pages._asked import moment_of, render
from tiltyard.web.board_pages._definitions import meant
from tiltyard.web.board_pages._facts import board_or_why

router = APIRouter(include_in_schema=False)


@router.api_route("/method", methods=["GET", "HEAD"])
async def method(request: Request) -> Response:
    """How boards are computed, in plain words, and as this arena is set up."""
    arena = arena_of(request)
    boards = arena.boards

    def state() -> object:
        """What is told when there is no board yet; votes on answers shown again wait an hour."""
        return moment_of(boards.look(boards.usual))

    seen = state()
    board, _ = await board_or_why(request, boards.usual)
    return render(
        request,
        "method.html",
        board=board,
        voters_to_flip=boards.voters_to_flip,
        rating=ratings.load(boards.usual.method),
        usual=boards.usual,
        held=control_title(boards.usual),
        sources=[(one, boards.unheld(one.name)) for one in boards.sources.values()],
        refresh_seconds=arena.refresh_seconds,
        pace=arena.limits.pace.value,
        voters=arena.voters,
        consistency=await asyncio.to_thread(consistency_of, arena.store),
        definitions=meant(arena.feed.describer.definitions),
        decided=_decided(await arena.polls.standings(None)),
        smallest=arena.snapshots.smallest,
        snapshot_every=_often(arena.snapshot_every),
        boards=[] if board is None else [board],
        state=state,
        seen=seen,
    )


def _often(every: timedelta | None) -> str:
    """A time between two snapshots, in words; nothing if they follow no schedule."""
    if every is None:
        return ""
    hours = round(every.total_seconds() / 3600)
    number, unit = (hours // 24, "day") if hours % 24 == 0 else (hours, "hour")
    return f"every {unit}" if number == 1 else f"every {number} {unit}s"


def _decided(standings: list[Standing]) -> list[tuple[str, str]]:
    """The closed polls that decided on a setting: the question, and what won."""
    return [
        (one.poll.question, one.poll.title_of(one.winner))
        for one in standings
        if one.poll.decides is not None and one.winner is not None
    ]
