"""The web application. `create` is what a server is told to run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

import tiltyard
from tiltyard.bootstrap import Arena, assemble, load_settings
from tiltyard.leaderboard import Asides
from tiltyard.web import (
    access_pages,
    alarm_pages,
    api,
    board_api,
    board_pages,
    errors,
    log_api,
    log_pages,
    log_witnesses,
    moderation_pages,
    own_pages,
    pages,
)
from tiltyard.web.access import Access
from tiltyard.web.assets import STATIC, Assets
from tiltyard.web.board_pages import Pages, ServePages
from tiltyard.web.cross_origin import CrossOrigin
from tiltyard.web.guard import Guard
from tiltyard.web.opens import Opens
from tiltyard.web.session import Sessions


def create() -> FastAPI:
    """The application for the settings of this process."""
    return create_app(assemble(load_settings()))


def create_app(arena: Arena, assets: Assets | None = None) -> FastAPI:
    """The application for a wired arena, which it starts and closes."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[dict[str, Arena]]:
        await arena.start()
        try:
            # The server finds the arena here, to stop what is being answered before it ends.
            yield {"arena": arena}
        finally:
            await arena.close()

    app = FastAPI(
        title=f"{arena.name} API",
        description="Blind battles between language models, votes, and the leaderboard.",
        version=tiltyard.__version__,
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        # Nothing leaves unasked, whatever the environment says.
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
    )
    app.state.arena = arena
    app.state.sessions = Sessions(arena.secret_key)
    app.state.opens = Opens(
        per_voter=arena.voters.opens_per_hour, per_address=arena.voters.opens_per_address_hour
    )
    app.state.access = Access(arena.tokens, arena.secret_key)
    app.state.templates = pages.make_templates(arena, assets or Assets())
    app.state.asides = Asides()
    app.state.witness_pace = log_witnesses.Pace()
    app.state.pages = Pages(arena.refresh_seconds)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(pages.router)
    app.include_router(access_pages.router)
    app.include_router(moderation_pages.router)
    app.include_router(own_pages.router)
    app.include_router(board_pages.router)
    app.include_router(api.router)
    app.include_router(log_pages.router)
    app.include_router(log_witnesses.router)
    app.include_router(alarm_pages.router)
    app.include_router(log_api.router)
    board_api.install(app)
    errors.install(app)
    app.add_middleware(ServePages, pages=app.state.pages)
    app.add_middleware(Guard)
    app.add_middleware(CrossOrigin)
    return app
