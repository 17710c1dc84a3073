"""Models: all of them, and one with its place on every board."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from tiltyard.errors import UnknownNameError
from tiltyard.leaderboard import (
    MODEL_BOARDS,
    Column,
    Source,
    card_dict,
    cards_table,
    columns_of,
    nameable,
    require_models,
    table,
)
from tiltyard.leaderboard import Query as Question
from tiltyard.records import ModelCard
from tiltyard.web._state import boards_of
from tiltyard.web.board_api._answer import Told, respond_kept
from tiltyard.web.board_api._asked import Asked, OfSource, query_of
from tiltyard.web.board_api._public import public
from tiltyard.web.board_api._views import CardView, ModelPageView
from tiltyard.web.board_api.boards import column_dict, place_of, stamp_of
from tiltyard.web.errors import respond
from tiltyard.web.schemas import ErrorView

router = APIRouter()
Name = Annotated[str, Path(description="The model's name", examples=["oak"])]


@public(router, "/models", list[CardView])
async def models(request: Request, _asked: Annotated[OfSource, Query()]) -> Response:
    """The models of a source, in alphabetical order; hidden ones are left out.

    Those of the arena itself if no source is named, even while its usual board is another's.
    """
    query = query_of(request, OfSource)
    source = boards_of(request).source(query.source if "source" in request.query_params else "")
    told = Told(
        lambda: [card_dict(_card(source, name)) for name in nameable(source)],
        lambda: cards_table(_card(source, name) for name in nameable(source)),
    )
    return await respond_kept(request, told, source.version)


@public(
    router,
    "/models/{name:path}",
    ModelPageView,
    responses={404: {"model": ErrorView, "description": "There is no such model"}},
)
async def model(request: Request, name: Name, _asked: Annotated[Asked, Query()]) -> Response:
    """One model: its card, and where it stands overall, in every category and language.

    If no source is named, that of the arena's usual board, or else the arena itself.

    Boards that are not there yet are `pending` and computed in the background: ask again.
    """
    boards = boards_of(request)
    query = _query(request, name)
    source = boards.source(query.source)
    try:
        require_models(source, name)
    except UnknownNameError as error:
        return respond(request, 404, "not_found", str(error))
    base = await boards.board(query)
    columns = columns_of(boards, base, await boards.choices(query.source))
    row = base.row(name)
    told = Told(
        lambda: {
            "source": query.source,
            "kind": base.kind,
            "model": card_dict(_card(source, name)),
            "record": asdict(row.record) if row and row.record else None,
            "boards": list(_places(columns, name)),
        },
        lambda: table(map(_flat, _places(columns, name)), MODEL_BOARDS),
    )
    return await respond_kept(request, told, stamp_of(columns))


def _query(request: Request, name: str) -> Question:
    """The question, of a source that has the model, if none is named."""
    query = query_of(request, Asked)
    usual = boards_of(request).source(query.source)
    is_elsewhere = "source" not in request.query_params and name not in nameable(usual)
    return replace(query, source="") if is_elsewhere else query


def _card(source: Source, name: str) -> ModelCard:
    return source.cards.get(name) or ModelCard(name, active=False)


def _places(columns: tuple[Column, ...], name: str) -> Iterator[dict[str, Any]]:
    for column in columns:
        board = column.board
        left_out = board.unranked if board else ()
        reasons = (one.reason for one in left_out if one.card.name == name)
        place = place_of(board.row(name)) if board else None
        unranked = next(reasons, "no votes") if board and place is None else None
        yield {**column_dict(column), "place": place, "unranked": unranked}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    words = "&".join(f"{key}={value}" for key, value in row["query"].items())
    reason = row["reason"] or row["unranked"]
    return {**(row["place"] or {"votes": None}), "board": row["title"], "words": words,
            "state": row["state"], "reason": reason}  # fmt: skip
