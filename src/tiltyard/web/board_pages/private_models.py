"""How many models are tested in private, and what was told at releases: ``/private-models``."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response

from tiltyard.web._state import arena_of
from tiltyard.web.board_pages._asked import render

router = APIRouter(include_in_schema=False)


@router.api_route("/private-models", methods=["GET", "HEAD"])
async def private_models(request: Request) -> Response:
    """The counts of every organisation, and all that was told at releases."""
    private = arena_of(request).private
    counts = await asyncio.to_thread(private.counts)
    releases = await asyncio.to_thread(private.releases)
    return render(request, "private_models.html", private=private, counts=counts, releases=releases)
