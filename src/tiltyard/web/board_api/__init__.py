"""Boards for programs: JSON, CSV and Arrow of what the pages about boards show."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from tiltyard.web.board_api import (
    boards,
    consistency,
    models,
    pairs,
    persuasion,
    private_models,
    snapshots,
)
from tiltyard.web.board_api._answer import Bodies

__all__ = ["install", "router"]

router = APIRouter(prefix="/api/v1")
router.include_router(boards.router, tags=["leaderboard"])
router.include_router(consistency.router, tags=["leaderboard"])
router.include_router(models.router, tags=["models"])
router.include_router(pairs.router, tags=["pairs"])
router.include_router(persuasion.router, tags=["leaderboard"])
router.include_router(private_models.router, tags=["models"])
router.include_router(snapshots.router, tags=["snapshots"])


def install(app: FastAPI) -> None:
    """Answer for boards, and keep what was written."""
    app.state.bodies = Bodies()
    app.include_router(router)
