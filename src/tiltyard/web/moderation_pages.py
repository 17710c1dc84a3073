"""The review queue, for moderators: ``/moderation``. Nobody is named there, and no battle shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from tiltyard import screening
from tiltyard.bootstrap import Token
from tiltyard.errors import LedgerError, UnknownNameError
from tiltyard.screening import Moderation
from tiltyard.web import _moderation_charts as charts
from tiltyard.web._state import access_of, arena_of
from tiltyard.web.access_pages import ask_for_token
from tiltyard.web.board_pages._asked import render
from tiltyard.web.posted import posted

router = APIRouter(include_in_schema=False)
_READ = ["GET", "HEAD"]


@router.api_route("/moderation", methods=_READ)
async def queue(request: Request) -> Response:
    """Those about whom somebody has to decide, and those about whom somebody did."""
    token = _moderator(request)
    if token is None:
        return ask_for_token(request, request.url.path)
    moderation = arena_of(request).moderation
    findings, cases = await asyncio.to_thread(lambda: (moderation.findings(), moderation.cases()))
    return _page(request, "moderation.html", token, findings=findings, cases=cases)


@router.api_route("/moderation/{voter}", methods=_READ)
async def look(request: Request, voter: str) -> Response:
    """The evidence against one voter."""
    token = _moderator(request)
    if token is None:
        return ask_for_token(request, request.url.path)
    return await _case(request, token, voter)


@router.post("/moderation/{voter}/{decision}")
async def decide(request: Request, voter: str, decision: str) -> Response:
    """Exclude, restore or dismiss; then show the voter again."""
    token = access_of(request).require(request, "moderate")
    moderation = arena_of(request).moderation
    act = _ACTS.get(decision)
    if act is None:
        raise HTTPException(404)
    reason = (await posted(request)).get("reason", "")
    try:
        await asyncio.to_thread(act, moderation, voter, reason, token.name)
    except (LedgerError, UnknownNameError) as error:
        return await _case(request, token, voter, wrong=str(error), status_code=409)
    return RedirectResponse(f"/moderation/{voter}", status_code=303)


def _moderator(request: Request) -> Token | None:
    """Whose request it is; None if it shows no token.

    Raises:
        AccessError: it shows one that is none, or is for something else.
    """
    access = access_of(request)
    if access.token(request) is None:
        return None
    return access.require(request, "moderate")


async def _case(
    request: Request, token: Token, voter: str, *, wrong: str = "", status_code: int = 200
) -> Response:
    try:
        case = await asyncio.to_thread(arena_of(request).moderation.case, voter)
    except UnknownNameError as error:
        raise HTTPException(404) from error
    first, last = (datetime.fromtimestamp(hour * 3600, UTC) for hour in case.finding.hours)
    return _page(
        request,
        "moderation_voter.html",
        token,
        status_code=status_code,
        case=case,
        sentences=screening.against(case.finding),
        capital_chart=charts.capital_chart(case.finding),
        models_chart=charts.models_chart(case.finding),
        first=first,
        last=last,
        wrong=wrong,
        exclusions=screening.EXCLUSIONS,
        restorations=screening.RESTORATIONS,
        dismissals=screening.DISMISSALS,
    )


def _page(
    request: Request,
    name: str,
    token: Token,
    *,
    status_code: int = 200,
    **context: Any,  # noqa: ANN401 -- what each template takes
) -> Response:
    page = render(
        request,
        name,
        token=token,
        short=screening.short,
        capital=screening.capital,
        against=screening.against,
        status_code=status_code,
        **context,
    )
    page.headers["Cache-Control"] = "no-store"
    return page


Act = Callable[[Moderation, str, str, str], object]
_ACTS: dict[str, Act] = {
    "exclude": lambda moderation, voter, reason, by: moderation.exclude(voter, reason, by=by),
    "restore": lambda moderation, voter, reason, by: moderation.restore(voter, reason, by=by),
    "dismiss": lambda moderation, voter, reason, by: moderation.dismiss(voter, reason, by=by),
}
