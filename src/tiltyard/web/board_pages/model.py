"""One model: ``/models/NAME``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from tiltyard import ratings
from tiltyard.leaderboard import (
    Board,
    History,
    Placing,
    Query,
    Source,
    battles,
    expected,
    field_of,
    model,
    placings,
    title_of,
)
from tiltyard.records import ModelCard
from tiltyard.web._state import arena_of, asides_of, boards_of
from tiltyard.web.board_pages._asked import address, asked, moment_of, render
from tiltyard.web.board_pages._facts import Facts, board_or_why, in_thread, label_words, missing
from tiltyard.web.board_pages._model_charts import history_chart, rating_chart, style_chart

router = APIRouter(include_in_schema=False)

# So many battles are shown.
_SAMPLES = 3


@router.api_route("/models/{name:path}", methods=["GET", "HEAD"])
async def model_page(request: Request, name: str) -> Response:
    """All that is known of a model."""
    query = await asked(request)
    boards = boards_of(request)
    source = boards.source(query.source)
    if (answer := missing(request, source, name)) is not None:
        return answer
    words = query.words(boards.usual)
    columns = [one for one in (await boards.choices(source.name)).columns(query) if one != query]
    facts = Facts(
        request,
        source,
        arena_of(request).snapshots.stamp,
        lambda: tuple(moment_of(boards.soon(one)) for one in columns),
    )
    samples = await in_thread(partial(battles, source, query, models=[name], limit=_SAMPLES))
    rated = await _rated(request, query, columns, name)
    told = await _counted(facts, source, query, name)
    return render(
        request,
        "model.html",
        query=query,
        source=source,
        card=source.cards.get(name, ModelCard(name, active=False)),
        is_watched=source.kind == "live" and _is_served(request, name),
        slice=title_of(query),
        samples=samples,
        history=history_chart(name, await _history(request, query, name)),
        title_of=title_of,
        label_title=label_words,
        board_address=lambda one: address("/leaderboard", one.words(boards.usual)),
        pair_address=lambda other: address("/pair", {"a": name, "b": other} | words),
        **told,
        **rated,
        boards=[] if rated["board"] is None else [rated["board"]],
        state=facts.state,
        seen=facts.seen,
    )


def _is_served(request: Request, name: str) -> bool:
    """Whether the arena has this model, and a page on whether its endpoint changed."""
    return any(card.listed and card.name == name for card in arena_of(request).cards)


async def _counted(facts: Facts, source: Source, query: Query, name: str) -> dict[str, Any]:
    """What the votes say of the model."""
    field = await facts.get(("field", source.name), partial(field_of, source))
    told = await facts.get(("model", name, query), partial(model, source, query, name, field))
    return {"model": told, "fingerprint": style_chart(told)}


async def _rated(
    request: Request, query: Query, columns: Sequence[Query], name: str
) -> dict[str, Any]:
    """What the boards say of the model; those that are not there yet are begun."""
    boards = boards_of(request)
    by_method = getattr(ratings.load(query.method), "worth", None) is not None
    board, why = await board_or_why(request, query, whole=by_method)
    placed = placings(name, board, [(one, boards.soon(one)) for one in columns])
    return {
        "board": board,
        "why": why,
        "row": board.row(name) if board is not None else None,
        "unranked": _reason(board, name),
        "placings": placed,
        "better": _surest(placed, 1),
        "worse": _surest(placed, -1),
        "chart": rating_chart(name, board, placed),
        "expected": expected(board, name) if board is not None else {},
    }


async def _history(request: Request, query: Query, name: str) -> History | None:
    """What the snapshots said of the model; none if there are none."""
    arena = arena_of(request)
    latest = await in_thread(partial(arena.snapshots.latest, query.source))
    if latest is None:
        return None
    words = {"source": query.source} | query.words(arena.boards.usual)
    return await asides_of(request).get(
        ("history", name, query, latest.number),
        latest.number,
        partial(arena.snapshots.history, words, name),
    )


def _reason(board: Board | None, name: str) -> str:
    """Why a model is not ranked."""
    left_out = board.unranked if board is not None else ()
    return next((one.reason for one in left_out if one.card.name == name), "no votes yet")


def _surest(placed: tuple[Placing, ...], sign: int) -> list[Placing]:
    """The categories where a model is surely better (1) or worse (-1), the greatest gain first."""
    sure = [one for one in placed if one.gain and one.gain.is_sure and one.gain.points * sign > 0]
    return sorted(sure, key=lambda one: -sign * (one.gain.points if one.gain else 0))
