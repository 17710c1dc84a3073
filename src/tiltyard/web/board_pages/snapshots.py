"""Boards as they were published: ``/snapshots``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from fastapi import APIRouter, HTTPException, Request, Response

from tiltyard import charts
from tiltyard.errors import BoardError
from tiltyard.leaderboard import Boards, History, Snapshot, Snapshots, control_title
from tiltyard.web._state import arena_of, boards_of
from tiltyard.web.board_pages._asked import address, render, words_of
from tiltyard.web.board_pages._facts import in_thread

router = APIRouter(include_in_schema=False)
_READ = ["GET", "HEAD"]
_DIGITS = 9


@router.api_route("/snapshots", methods=_READ)
async def snapshots(request: Request) -> Response:
    """All snapshots of a source, and how the models of a board stood in them."""
    words = words_of(request)
    boards = boards_of(request)
    source = boards.source(boards.query(words).source)
    room = snapshots_of(request)
    stamp = room.stamp()
    found = await in_thread(partial(room.list, source.name))
    history = await in_thread(partial(room.history, words)) if found else None
    return render(
        request,
        "snapshots.html",
        source=source,
        sources={name: one for name, one in boards.sources.items() if one.votes is not None},
        snapshots=found,
        words=words,
        title=history.moments[-1].title if history and history.moments else "",
        chart_of=_chart(history) if history and history.moments else None,
        smallest=room.smallest,
        links=_links(found[0], "/snapshots") if found else [],
        boards=[],
        state=partial(_state, room, boards),
        seen=_state(room, boards, stamp),
    )


@router.api_route("/snapshots/{number:int}", methods=_READ)
async def snapshot(request: Request, number: int) -> Response:
    """A snapshot, and one of its boards to the last digit."""
    words = words_of(request)
    room = snapshots_of(request)
    stamp = room.stamp()
    shown = await _load(room, number)
    published = await in_thread(partial(shown.board, words))
    board = await in_thread(partial(room.read, number, published))
    return render(
        request,
        "snapshot.html",
        source=shown,  # says of what kind its votes are, as a source does
        snapshot=shown,
        published=published,
        board=board,
        held=control_title(published.query),
        live=address("/leaderboard", published.query.words(boards_of(request).usual)),
        configured=_configured(shown),
        links=_links(shown, f"/snapshots/{number}"),
        before=await _before(room, shown),
        boards=[],
        state=room.stamp,
        seen=stamp,
    )


@router.api_route("/snapshots/{number:int}/changes", methods=_READ)
async def changes(request: Request, number: int) -> Response:
    """What became of a board since the snapshot before, or since the one that is named."""
    words = words_of(request)
    room = snapshots_of(request)
    stamp = room.stamp()
    shown = await _load(room, number)
    since = await _since(room, shown, words.pop("since", None))
    if since is None:
        raise HTTPException(404)
    return render(
        request,
        "changes.html",
        source=shown,
        snapshot=shown,
        since=await _load(room, since),
        changes=await in_thread(partial(room.changes, since, number, words)),
        others=[one for one in await _of_source(room, shown) if one.number < number],
        links=_links(shown, f"/snapshots/{number}/changes", since=str(since)),
        boards=[],
        state=room.stamp,
        seen=stamp,
    )


def _state(room: Snapshots, boards: Boards, stamp: int | None = None) -> object:
    """What the list of snapshots depends on: them, and which sources have votes."""
    with_votes = [name for name, one in boards.sources.items() if one.votes is not None]
    return (room.stamp() if stamp is None else stamp), with_votes


def snapshots_of(request: Request) -> Snapshots:
    """The snapshots of the arena."""
    return arena_of(request).snapshots


async def _load(room: Snapshots, number: int) -> Snapshot:
    """A snapshot; a page that is not there, if there is none of that number.

    Raises:
        BoardError: it was changed or damaged; the message names the file.
    """
    if number not in await in_thread(room.numbers):
        raise HTTPException(404)
    return await in_thread(partial(room.load, number))


async def _before(room: Snapshots, shown: Snapshot) -> int | None:
    """The number of the snapshot of the same votes before this one."""
    earlier = (one.number for one in await _of_source(room, shown) if one.number < shown.number)
    return next(earlier, None)


async def _of_source(room: Snapshots, shown: Snapshot) -> tuple[Snapshot, ...]:
    """All snapshots of the same votes, the latest first."""
    return await in_thread(partial(room.list, shown.source))


async def _since(room: Snapshots, shown: Snapshot, text: str | None) -> int | None:
    if text is None:
        return await _before(room, shown)
    # No text is turned to a number that is longer than a number can be.
    if not text.isdecimal() or len(text) > _DIGITS or int(text) >= shown.number:
        raise BoardError(f"since is {text!r}: name a snapshot before {shown.number} by its number")
    return (await _load(room, int(text))).number


def _links(shown: Snapshot, path: str, **more: str) -> list[tuple[str, str, str]]:
    """Every board of a snapshot: its title, what is held equal, and its address on a page."""
    found = []
    for one in shown.boards:
        words = one.query.words(shown.usual)
        kept = {"source": shown.source} if path == "/snapshots" and shown.source else {}
        words.pop("source", None)
        held = ", ".join(one.query.control)
        found.append((one.title, held, address(path, {**kept, **words, **more})))
    return found


def _configured(shown: Snapshot) -> list[tuple[str, str]]:
    """What was decided, as name and value; labels and other tables by how many they are."""
    return [
        (name.replace("_", " ").capitalize(), _written(value))
        for name, value in shown.configuration.items()
    ]


def _written(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{len(value)}: {', '.join(map(str, value))}" if value else "none"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return "not set" if value is None else str(value)


def _chart(history: History) -> charts.History:
    """Ratings through the snapshots, of the models that lead now in colours."""
    return charts.History(
        title=f"{history.moments[-1].title}: ratings through the snapshots",
        lines=tuple(
            charts.Line(
                name,
                tuple(
                    charts.Moment(one.taken_at, held.rating, held.low, held.high)
                    for one, held in history.course(name)
                ),
            )
            for name in history.models
        ),
    )
