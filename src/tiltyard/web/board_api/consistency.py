"""How alike voters judge, for programs."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from tiltyard.leaderboard import consistency_of
from tiltyard.web._state import arena_of
from tiltyard.web.board_api._answer import Told, respond_told
from tiltyard.web.board_api._asked import Nothing, words_of
from tiltyard.web.board_api._public import public

router = APIRouter()


class ConsistencyView(BaseModel):
    """Votes of one voter on the same two answers, shown twice some days apart.

    ``share`` is ``alike`` of ``pairs``, with its interval of 95 % (Wilson); null without any.
    ``opposite`` is how often first one model was preferred, and then the other.
    """

    pairs: int
    voters: int
    alike: int
    opposite: int
    share: float | None
    lower: float | None
    upper: float | None


@public(router, "/self-consistency", ConsistencyView, tables=False)
async def consistency(request: Request) -> Response:
    """How alike people judge the same two answers when they see them again, days later."""
    words_of(request, Nothing)
    store = arena_of(request).store

    def plain() -> dict[str, Any]:
        found = consistency_of(store)
        share = found.share
        return ConsistencyView(
            pairs=found.pairs,
            voters=found.voters,
            alike=found.alike,
            opposite=found.opposite,
            share=share and share.rate,
            lower=share and share.lower,
            upper=share and share.upper,
        ).model_dump()

    return await respond_told(request, Told(plain))
