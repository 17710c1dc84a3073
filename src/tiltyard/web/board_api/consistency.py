"""How alike voters judge, for programs."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from pydantic import BaseModel

from tiltyard.leaderboard import consistency_of
from tiltyard.web._state import arena_of

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


@router.get("/self-consistency")
async def consistency(request: Request) -> ConsistencyView:
    """How alike people judge the same two answers when they see them again, days later."""
    found = await asyncio.to_thread(consistency_of, arena_of(request).store)
    share = found.share
    return ConsistencyView(
        pairs=found.pairs,
        voters=found.voters,
        alike=found.alike,
        opposite=found.opposite,
        share=share and share.rate,
        lower=share and share.lower,
        upper=share and share.upper,
    )
