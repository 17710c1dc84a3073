"""Answers of the API: in the format asked for, and not again to those who have it already."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from fastapi import Request, Response
from pydantic_core import to_json

from tiltyard.errors import BoardError
from tiltyard.leaderboard import written
from tiltyard.registry import nearest
from tiltyard.web.board_api._asked import arena_of

if TYPE_CHECKING:
    from polars import DataFrame  # what `leaderboard` makes: here it is only handed on

MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "arrow": "application/vnd.apache.arrow.stream",
}
FOR_EVER = "public, max-age=31536000, immutable"
# Written boards that are kept.
MOST = 256


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be said: as plain types, or JSON as it is to be sent; as a table if it is one."""

    plain: Callable[[], Any]
    table: Callable[[], DataFrame] | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """An answer as bytes."""

    content: bytes
    media_type: str
    etag: str

    @classmethod
    def of(cls, told: Told, kind: str) -> Body:
        """In that format. The tag is from the content: whoever has the same has the same tag."""
        if told.table is None or kind == "json":
            plain = told.plain()
            is_written = isinstance(plain, bytes)
            kind, content = "json", plain if is_written else to_json(plain, inf_nan_mode="null")
        else:
            content = written(told.table(), "csv" if kind == "csv" else "arrow")
        tag = hashlib.sha256(content).hexdigest()[:32]
        return cls(content, MEDIA[kind], f'"{tag}"')


class Bodies:
    """Boards as they were written last: a board is written once for all who ask."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Any, str], tuple[object, Body]] = OrderedDict()

    def of(self, key: Any, thing: object, told: Told, kind: str) -> Body:  # noqa: ANN401 -- whatever names the thing
        """What is said of a thing that never changes; another thing under its key replaces it."""
        kept = self._kept.get((key, kind))
        if kept is not None and kept[0] is thing:
            self._kept.move_to_end((key, kind))
            return kept[1]
        body = Body.of(told, kind)
        self._kept[key, kind] = (thing, body)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return body


def kind_of(request: Request) -> str:
    """The format that is asked for: by its name, or else by ``Accept``; JSON if neither says.

    Raises:
        BoardError: there is no such format.
    """
    named = request.query_params.get("format")
    if named is None:
        return _accepted(request.headers.get("accept", ""))
    if named not in MEDIA:
        raise BoardError(f"there is no format {named!r}{nearest(named, list(MEDIA))}")
    return named


def respond_told(request: Request, told: Told, *, for_ever: bool = False) -> Response:
    """The answer, written anew."""
    return respond_body(request, Body.of(told, kind_of(request)), for_ever=for_ever)


def respond_body(request: Request, body: Body, *, for_ever: bool = False) -> Response:
    """The answer, or 304 if the tag is known there already.

    Args:
        request: what is answered.
        body: what is said.
        for_ever: whether it never changes at this address.
    """
    seconds = max(1, ceil(arena_of(request).refresh_seconds))
    headers = {
        "ETag": body.etag,
        "Cache-Control": FOR_EVER if for_ever else f"public, max-age={seconds}",
        "Vary": "Accept",
    }
    if _is_known(body.etag, request.headers.get("if-none-match")):
        return Response(status_code=304, headers=headers)
    if body.media_type != MEDIA["json"]:
        headers["Content-Disposition"] = f'attachment; filename="{_file_name(request, body)}"'
    return Response(body.content, media_type=body.media_type, headers=headers)


def _file_name(request: Request, body: Body) -> str:
    """What a browser calls the file: ``leaderboard.csv``."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", request.url.path.rpartition("/v1/")[2])
    return f"{stem}.{'csv' if body.media_type == MEDIA['csv'] else 'arrow'}"


def _is_known(etag: str, given: str | None) -> bool:
    """Whether one of the tags that were sent is this one; a cache may have made it a weak one."""
    if given is None:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
    return "*" in tags or etag in tags


def _accepted(header: str) -> str:
    """Of our formats the one that is liked best, JSON among equals."""
    liked = {}
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        liked[name] = _quality(parameters)
    ours = {kind: liked.get(media, 0.0) for kind, media in MEDIA.items()}
    ours["json"] = max(ours["json"], liked.get("*/*", 0.0), liked.get("application/*", 0.0))
    return max(ours, key=ours.__getitem__)


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
