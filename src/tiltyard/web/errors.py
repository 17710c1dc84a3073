"""Errors as answers: one table of statuses; words for people, JSON for programs."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from tiltyard.errors import (
    AccessError,
    BattleForbiddenError,
    BattleNotFoundError,
    BattleStateError,
    BoardError,
    CosignatureError,
    NotEnoughModelsError,
    NotPublishedError,
    PollError,
    PromptError,
    PromptTooLongError,
    StoreError,
    TiltyardError,
    TooManyAttemptsError,
    TooManyBattlesError,
    UnknownWitnessError,
)
from tiltyard.web.guard import HEADERS
from tiltyard.web.pages import error_page

log = logging.getLogger(__name__)

STATUS: dict[type[TiltyardError], tuple[int, str]] = {
    TooManyAttemptsError: (429, "too_many_attempts"),
    AccessError: (403, "access"),
    TooManyBattlesError: (429, "too_many_battles"),
    PromptTooLongError: (413, "prompt_too_long"),
    PromptError: (422, "prompt"),
    BattleForbiddenError: (403, "forbidden"),
    BattleNotFoundError: (404, "not_found"),
    BattleStateError: (409, "state"),
    BoardError: (422, "board"),
    PollError: (422, "poll"),
    NotEnoughModelsError: (503, "not_enough_models"),
    NotPublishedError: (404, "not_published"),
    UnknownWitnessError: (403, "unknown_witness"),
    CosignatureError: (422, "cosignature"),
    StoreError: (503, "store"),
    TiltyardError: (500, "internal"),
}
# Addresses that programs call; all others answer people.
_FOR_PROGRAMS = ("/api/", "/log/cosignatures")
# What a voter is told instead of the words for the operator.
_NEUTRAL = {
    "store": "the arena could not confirm this just now; try again, nothing is counted twice",
    "internal": "something went wrong here; please try again",
}


def install(app: FastAPI) -> None:
    """Answer every error in our own form."""
    app.add_exception_handler(TiltyardError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def _ours(request: Request, error: Exception) -> Response:
    status, code = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if code in _NEUTRAL:
        log.error("%s %s: %s", request.method, request.url.path, error)
    receipt = getattr(error, "receipt", None)
    return respond(request, status, code, _NEUTRAL.get(code, str(error)), receipt=receipt)


def _invalid(request: Request, error: Exception) -> Response:
    # The values are left out: they are the person's own, and may not even be text.
    first: dict[str, Any] = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    place = ".".join(str(part) for part in first.get("loc", ()) if part != "body")
    words = f"{place or 'the request'} is not as it should be: {first.get('msg', 'unreadable')}"
    return respond(request, 422, "invalid_request", words)


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = {
        400: "the request could not be read",
        404: "there is no such page",
        405: "this address does not take that method",
        413: "the request is too large",
    }.get(status, "the request could not be answered")
    headers = error.headers if isinstance(error, HTTPException) else None
    code = "not_found" if status == 404 else "http"
    return respond(request, status, code, words, headers=dict(headers or {}))


def _unexpected(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    answer = respond(request, 500, "internal", _NEUTRAL["internal"])
    answer.headers.update(HEADERS)  # this answer does not pass the guard
    return answer


def respond(  # noqa: PLR0913 -- the parts of one answer
    request: Request,
    status: int,
    code: str,
    words: str,
    *,
    receipt: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """An error as JSON for programs, as a page for people."""
    if not request.url.path.startswith(_FOR_PROGRAMS):
        return error_page(request, status, words, asks_token=code == "access")
    content: dict[str, Any] = {"error": {"code": code, "message": words}}
    if receipt is not None:
        content["receipt"] = receipt
    return JSONResponse(content, status, headers=headers)
