"""Where an access token is typed: ``/access``."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from tiltyard.errors import AccessError, TooManyAttemptsError
from tiltyard.web._state import access_of
from tiltyard.web.board_pages._asked import render
from tiltyard.web.posted import posted

router = APIRouter(include_in_schema=False)

# Pages of our own, and no address that a browser takes for another site's.
_OWN_PAGE = re.compile(r"/(?!/)[A-Za-z0-9/._-]*")
_START = {"moderate": "/moderation", "own": "/own"}


@router.api_route("/access", methods=["GET", "HEAD"])
async def access(request: Request) -> Response:
    """The form, and who one is already."""
    return ask_for_token(request, status_code=200)


@router.post("/access")
async def enter(request: Request) -> Response:
    """Keep the token in a cookie, and go on to where it is for."""
    fields = await posted(request)
    there = fields.get("to", "")
    done = RedirectResponse("/access", status_code=303)
    try:
        token = access_of(request).enter(request, done, fields.get("secret", ""))
    except TooManyAttemptsError as error:
        return ask_for_token(request, there, wrong=str(error), status_code=429)
    except AccessError as error:
        return ask_for_token(request, there, wrong=str(error), status_code=403)
    done.headers["location"] = there if _OWN_PAGE.fullmatch(there) else _START[token.scope]
    return done


@router.post("/access/leave")
async def leave(request: Request) -> Response:
    """Forget the token in this browser."""
    done = RedirectResponse("/access", status_code=303)
    access_of(request).leave(done)
    return done


def ask_for_token(
    request: Request, to: str = "", *, wrong: str = "", status_code: int = 401
) -> Response:
    """The form in the place of a page that needs a token; ``to`` is where it leads."""
    page = render(
        request,
        "access.html",
        to=to if _OWN_PAGE.fullmatch(to) else "",
        wrong=wrong,
        token=None if wrong else access_of(request).token(request),
        start=_START,
        status_code=status_code,
    )
    page.headers["Cache-Control"] = "no-store"
    return page
