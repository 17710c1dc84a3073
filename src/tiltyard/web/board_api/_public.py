"""How an address of public data is declared: GET is described, HEAD is answered alike."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Response

from tiltyard.web.board_api._answer import MEDIA
from tiltyard.web.schemas import ErrorView

Handler = Callable[..., Coroutine[Any, Any, Response]]
_REFUSED: dict[str, Any] = {
    "model": ErrorView,
    "description": "What was asked makes no sense here; the message says why, and names near words",
    "content": {
        "application/json": {
            "example": {
                "error": {
                    "code": "board",
                    "message": "there is no label 'codign'; did you mean 'coding'?",
                }
            }
        }
    },
}
_HEADERS: dict[str, Any] = {
    "ETag": {"description": "Of the content", "schema": {"type": "string"}},
    "Cache-Control": {"description": "How long it may be kept", "schema": {"type": "string"}},
}


def public(
    router: APIRouter,
    path: str,
    view: object,
    *,
    tables: bool = True,
    **more: Any,  # noqa: ANN401 -- a type, and what the framework takes
) -> Callable[[Handler], Handler]:
    """Answer GET and HEAD at an address.

    Args:
        router: where.
        path: the address under that of the router.
        view: the JSON of the answer.
        tables: whether CSV and Arrow are to be had too.
        **more: further answers by status, as ``responses`` of the framework.
    """
    tabled: dict[str, Any] = {
        MEDIA["csv"]: {"schema": {"type": "string"}},
        MEDIA["arrow"]: {"schema": {"type": "string", "format": "binary"}},
    }
    responses: dict[int | str, dict[str, Any]] = {
        200: {"model": view, "headers": _HEADERS, "content": tabled if tables else {}},
        304: {"description": "You have it already: its tag is in `If-None-Match`"},
        422: _REFUSED,
        **more.pop("responses", {}),
    }

    def add(handler: Handler) -> Handler:
        router.get(path, response_class=Response, responses=responses, **more)(handler)
        router.head(path, include_in_schema=False)(handler)
        return handler

    return add
