"""Boards as they were published, and what became of them since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel

from tiltyard.errors import BoardError
from tiltyard.leaderboard import (
    CHANGES,
    HISTORY,
    PUBLISHED,
    SNAPSHOTS,
    Snapshot,
    Snapshots,
    canonical,
    table,
)
from tiltyard.web._state import arena_of, asides_of, boards_of
from tiltyard.web.board_api._answer import Told, respond_told
from tiltyard.web.board_api._asked import (
    AskedChanges,
    AskedHistory,
    AskedPublished,
    Nothing,
    OfSource,
    number_of,
    words_of,
)
from tiltyard.web.board_api._public import public
from tiltyard.web.board_api._published_views import (
    ChangesView,
    HistoryView,
    SnapshotPageView,
    SnapshotView,
)
from tiltyard.web.board_api._views import PublishedBoardView
from tiltyard.web.errors import respond
from tiltyard.web.schemas import ErrorView

router = APIRouter()
T = TypeVar("T")
Number = Annotated[int, Path(description="The snapshot's number", examples=[1], ge=1)]
_MISSING: dict[str, Any] = {
    "responses": {404: {"model": ErrorView, "description": "There is no such snapshot"}}
}


@public(router, "/snapshots", list[SnapshotView])
async def published(request: Request, _asked: Annotated[OfSource, Query()]) -> Response:
    """What was published, the latest first; of one source alone if it is named."""
    source = words_of(request, OfSource).get("source")
    if source is not None:
        source = boards_of(request).query({"source": source}).source
    found = await _aside(request, partial(_room(request).list, source))
    rows = [_row(one) for one in found]
    return await respond_told(request, Told(lambda: rows, lambda: table(rows, SNAPSHOTS)))


@public(router, "/snapshots/{number}", SnapshotPageView, tables=False, **_MISSING)
async def snapshot(request: Request, number: Number) -> Response:
    """All of a snapshot but its boards: what it was made of, byte by byte as it lies on disk."""
    words_of(request, Nothing)
    found = await _known(request, number)
    if found is None:
        return _missing(request, number)
    told = Told(lambda: canonical(found.as_dict()).encode())
    return await respond_told(request, told, for_ever=True)


@public(router, "/snapshots/{number}/leaderboard", PublishedBoardView, **_MISSING)
async def published_board(
    request: Request, number: Number, _asked: Annotated[AskedPublished, Query()]
) -> Response:
    """A board as it was published, byte by byte: its sha256 is the one that the snapshot names."""
    words = _words(request, AskedPublished)
    if await _known(request, number) is None:
        return _missing(request, number)
    board = await _aside(request, partial(_room(request).board, number, words))
    told = Told(lambda: canonical(board).encode(), lambda: table(_published_rows(board), PUBLISHED))
    return await respond_told(request, told, for_ever=True)


@public(router, "/snapshots/{number}/changes", ChangesView, **_MISSING)
async def changes(
    request: Request, number: Number, _asked: Annotated[AskedChanges, Query()]
) -> Response:
    """What became of a board since an earlier snapshot, for every model and in words."""
    words = _words(request, AskedChanges)
    found = await _known(request, number)
    if found is None:
        return _missing(request, number)
    old = number_of(words, "since", 1) if "since" in words else await _before(request, found)
    rest = {name: text for name, text in words.items() if name != "since"}
    told = (await _aside(request, partial(_room(request).changes, old, number, rest))).as_dict()
    rows = [
        {
            **one,
            "rating_before": one["before"] and one["before"]["rating"],
            "rating_after": one["after"] and one["after"]["rating"],
        }
        for one in told["models"]
    ]
    # Not for ever: another version may find other words for what became of it.
    return await respond_told(request, Told(lambda: told, lambda: table(rows, CHANGES)))


@public(router, "/history", HistoryView)
async def history(request: Request, _asked: Annotated[AskedHistory, Query()]) -> Response:
    """A board through the snapshots that have it: where every model stood, the earliest first."""
    words = _words(request, AskedHistory)
    if "source" in words:
        boards_of(request).query({"source": words["source"]})
    asked = {name: text for name, text in words.items() if name != "model"}
    found = await _aside(request, partial(_room(request).history, asked, words.get("model")))
    told = found.as_dict()
    taken_at = {moment.snapshot: moment.taken_at for moment in found.moments}
    rows = [
        {"model": name, **one, "taken_at": taken_at[one["snapshot"]]}
        for name, moments in told["models"].items()
        for one in moments
    ]
    return await respond_told(request, Told(lambda: told, lambda: table(rows, HISTORY)))


def _room(request: Request) -> Snapshots:
    return arena_of(request).snapshots


def _words(request: Request, known: type[BaseModel]) -> dict[str, str]:
    """The words of an address without how the answer is to be written."""
    return {name: text for name, text in words_of(request, known).items() if name != "format"}


async def _aside(request: Request, make: Callable[[], T]) -> T:
    asides = asides_of(request)
    return await asides.once(make)


async def _known(request: Request, number: int) -> Snapshot | None:
    """A snapshot, if there is one of that number.

    Raises:
        BoardError: it was changed or damaged; the message names the file.
    """
    room = _room(request)
    if number not in await _aside(request, room.numbers):
        return None
    return await _aside(request, partial(room.load, number))


async def _before(request: Request, later: Snapshot) -> int:
    """The number of the snapshot of the same source before this one.

    Raises:
        BoardError: it is the first.
    """
    of_source = await _aside(request, partial(_room(request).list, later.source))
    earlier = [one.number for one in of_source if one.number < later.number]
    if not earlier:
        raise BoardError(f"snapshot {later.number} is the first of its source: none is before it")
    return earlier[0]


def _missing(request: Request, number: int) -> Response:
    return respond(request, 404, "not_found", f"there is no snapshot {number}")


def _row(one: Snapshot) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in SNAPSHOTS if name != "boards"}
    return {**row, "boards": len(one.boards)}


def _published_rows(board: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each model, ranked or not; cards hold days as text."""
    for row in (*board["rows"], *board["unranked"]):
        card = dict(row["model"])
        day = card.pop("released_on")
        yield {
            **card,
            **row,
            "model": card["name"],
            "unranked": row.get("reason"),
            "released_on": date.fromisoformat(day) if day else None,
        }
