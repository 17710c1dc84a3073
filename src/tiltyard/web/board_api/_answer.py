"""Answers of the API: in the format asked for, and not again to those who have it already."""

from __future__ import annotations

import asyncio
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
from tiltyard.web._state import arena_of

if TYPE_CHECKING:
    from polars import DataFrame  # what `leaderboard` makes: here it is only handed on

MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "arrow": "application/vnd.apache.arrow.stream",
}
FOR_EVER = "public, max-age=31536000, immutable"


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
    """Answers as they were written last, by address: each is written once for all who ask.

    Args:
        most_bytes: that are kept.
    """

    def __init__(self, *, most_bytes: int = 64_000_000) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[tuple[str, str], tuple[object, Body]] = OrderedDict()
        self._bytes = 0

    async def of(self, address: tuple[str, str], stamp: object, told: Told) -> Body:
        """What is said at an address.

        Args:
            address: with its words; and the format.
            stamp: what the answer depends on beside these; another one, and it is written anew.
            told: what is said, if it must be written.
        """
        kept = self._kept.get(address)
        if kept is not None and kept[0] == stamp:
            self._kept.move_to_end(address)
            return kept[1]
        body = await asyncio.to_thread(Body.of, told, address[1])
        self._drop(address)
        self._kept[address] = (stamp, body)
        self._bytes += len(body.content)
        while self._bytes > self._most_bytes:
            self._drop(next(iter(self._kept)))
        return body

    def _drop(self, address: tuple[str, str]) -> None:
        if address in self._kept:
            self._bytes -= len(self._kept.pop(address)[1].content)


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


async def respond_kept(request: Request, told: Told, stamp: object) -> Response:
    """The answer as it was written last, unless the stamp is another since."""
    url = request.url
    bodies: Bodies = request.app.state.bodies
    body = await bodies.of((f"{url.path}?{url.query}", kind_of(request)), stamp, told)
    return respond_body(request, body)


async def respond_told(request: Request, told: Told, *, for_ever: bool = False) -> Response:
    """The answer, written anew: in a thread, for it may be large."""
    body = await asyncio.to_thread(Body.of, told, kind_of(request))
    return respond_body(request, body, for_ever=for_ever)


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
