"""The pages: rendered on the server, so that they read without JavaScript where they can."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates

import tiltyard
from tiltyard.bootstrap import Arena
from tiltyard.web._state import arena_of
from tiltyard.web.assets import Assets
from tiltyard.web.session import Sessions

router = APIRouter(include_in_schema=False)
_READ = ["GET", "HEAD"]


def make_templates(arena: Arena, assets: Assets) -> Jinja2Templates:
    """The templates, knowing what every page shows."""
    templates = Jinja2Templates(directory=Path(__file__).parent / "templates")
    templates.env.globals.update(arena_name=arena.name, assets=assets, version=tiltyard.__version__)
    return templates


@router.api_route("/", methods=_READ)
async def home(request: Request) -> Response:
    """An empty battle."""
    return _battle_page(request, None)


@router.api_route("/battles/{battle_id}", methods=_READ)
async def battle(request: Request, battle_id: str) -> Response:
    """A battle that was begun: reload, back, and come again later."""
    arena = arena_of(request)
    sessions: Sessions = request.app.state.sessions
    # A stranger's address is answered like a missing one, by the error handlers.
    await arena.battles.look(battle_id, voter=sessions.voter(request) or "")
    return _battle_page(request, battle_id)


@router.api_route("/favicon.ico", methods=_READ)
async def favicon() -> Response:
    """Browsers ask for it by this name whatever the page says."""
    return RedirectResponse("/static/mark.svg", status_code=308)


def error_page(
    request: Request, status: int, message: str, *, asks_token: bool = False
) -> Response:
    """An error, in words, on a page; with a way to show another access token if it asks for one."""
    title = {404: "Not found", 403: "Not yours", 503: "Not just now"}.get(status, "Sorry")
    return _render(
        request,
        "error.html",
        status_code=status,
        status=status,
        title=title,
        message=message,
        asks_token=asks_token,
    )


def _battle_page(request: Request, battle_id: str | None) -> Response:
    arena = arena_of(request)
    page = _render(
        request,
        "battle.html",
        battle_id=battle_id,
        prompt_limit=arena.limits.prompt_characters,
        models=sum(card.active for card in arena.cards),
        publishable=arena.limits.publishable,
        shows_again=arena.limits.repeats.share > 0,
    )
    sessions: Sessions = request.app.state.sessions
    sessions.ensure(request, page)
    return page


def _render(request: Request, name: str, *, status_code: int = 200, **context: Any) -> Response:  # noqa: ANN401 -- what each template takes
    templates: Jinja2Templates = request.app.state.templates
    return templates.TemplateResponse(
        request,
        name,
        {"page": request.url.path, **context},
        status_code=status_code,
        headers={"Cache-Control": "no-store"},
    )
