"""The pages about boards: what is asked is in the address, and nothing else decides."""

from __future__ import annotations

from fastapi import APIRouter

from tiltyard.web.board_pages import (
    board,
    data,
    example,
    method,
    model,
    overview,
    pair,
    polls,
    private_models,
    snapshots,
)
from tiltyard.web.board_pages._cache import Pages, ServePages

__all__ = ["Pages", "ServePages", "router"]

router = APIRouter(include_in_schema=False)
for page in (board, data, example, method, model, overview, pair, polls, private_models, snapshots):
    router.include_router(page.router)
