"""The pages about boards: what was asked is in the address, and nothing else decides what is seen."""

from __future__ import annotations

from fastapi import APIRouter

from tiltyard.web.board_pages import board, data, method, model, overview, pair, polls, snapshots

router = APIRouter(include_in_schema=False)
for page in (board, data, method, model, overview, pair, polls, snapshots):
    router.include_router(page.router)
