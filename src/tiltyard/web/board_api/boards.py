"""Boards: one of any slice, many side by side, and what can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from tiltyard.leaderboard import (
    LABELS,
    MATRIX,
    SOURCES,
    Board,
    Choices,
    Column,
    Matrix,
    Row,
    as_dict,
    board_table,
    columns_of,
    matrix,
    nameable,
    place_dict,
    table,
)
from tiltyard.web._state import boards_of
from tiltyard.web.board_api._answer import Told, respond_kept, respond_told
from tiltyard.web.board_api._asked import Asked, Formatted, OfSource, query_of, words_of
from tiltyard.web.board_api._public import public
from tiltyard.web.board_api._views import BoardView, LabelsView, MatrixView, SourceView

router = APIRouter()


@public(router, "/leaderboard", BoardView)
async def leaderboard(request: Request, _asked: Annotated[Asked, Query()]) -> Response:
    """The board of a slice: ratings, intervals, ranks, and the models not ranked yet.

    A board that was computed before is given at once; if votes came since, a new one is begun, and
    is there a moment later.
    """
    query = query_of(request, Asked)
    board = await boards_of(request).board(query)
    told = Told(lambda: as_dict(board), lambda: board_table(board))
    return await respond_kept(request, told, board)


@public(router, "/leaderboard/matrix", MatrixView)
async def overview(request: Request, _asked: Annotated[Asked, Query()]) -> Response:
    """Models by boards: where each stands overall, in every category and in every language.

    Boards that are not there yet are `pending` and computed in the background: ask again.
    """
    boards = boards_of(request)
    base = await boards.board(query_of(request, Asked))
    columns = columns_of(boards, base, await boards.choices(base.query.source))
    told = Told(
        lambda: _matrix(base, matrix(columns)),
        lambda: table(_places(matrix(columns)), MATRIX),
    )
    return await respond_kept(request, told, stamp_of(columns))


@public(router, "/sources", list[SourceView])
async def sources(request: Request, _asked: Annotated[Formatted, Query()]) -> Response:
    """What boards can be asked of."""
    words_of(request, Formatted)
    boards = boards_of(request)
    rows = [
        {
            "name": one.name,
            "title": one.title,
            "kind": one.kind,
            "votes": None if one.votes is None else one.votes.rows,
            "models": len(nameable(one)),
            "usual": one.name == boards.usual.source,
        }
        for one in boards.sources.values()
    ]
    return await respond_told(request, Told(lambda: rows, lambda: table(rows, SOURCES)))


@public(router, "/labels", LabelsView)
async def labels(request: Request, _asked: Annotated[OfSource, Query()]) -> Response:
    """What boards of a source can be asked: every word with its values, and how many votes."""
    source = boards_of(request).source(query_of(request, OfSource).source)
    choices = await boards_of(request).choices(source.name)
    told = Told(
        lambda: {
            "source": source.name,
            "kind": source.kind,
            "words": sorted({*choices.words, *(row["word"] for row in _choices(choices))}),
            "values": list(_choices(choices)),
        },
        lambda: table(_choices(choices), LABELS),
    )
    return await respond_kept(request, told, choices)


def column_dict(column: Column) -> dict[str, Any]:
    """A board of several, without what it says of models."""
    board = column.board
    return {
        "title": column.title,
        "query": column.query.words(),
        "state": "failed" if column.reason else "ready" if board else "pending",
        "reason": column.reason or None,
        "votes": board.votes if board else None,
        "ranked": len(board.rows) if board else None,
    }


def place_of(row: Row | None) -> dict[str, Any] | None:
    """Where a model stands; None if it has no rank."""
    return None if row is None else place_dict(row)


def stamp_of(columns: Iterable[Column]) -> tuple[object, ...]:
    """What an answer depends on that shows these boards; compared by what they are."""
    return tuple((one.board, one.reason) for one in columns)


def _matrix(base: Board, found: Matrix) -> dict[str, Any]:
    nowhere = [None] * len(found.lacking)
    return {
        "source": base.query.source,
        "kind": base.kind,
        "boards": [column_dict(one) for one in (*found.columns, *found.lacking)],
        "models": [
            {"model": line.card.name, "places": [*map(place_of, line.rows), *nowhere]}
            for line in found.lines
        ],
    }


def _places(found: Matrix) -> Iterator[dict[str, Any]]:
    for line in found.lines:
        for column, row in zip(found.columns, line.rows, strict=True):
            if (place := place_of(row)) is not None:
                words = "&".join(f"{key}={value}" for key, value in column.query.words().items())
                yield {"board": column.title, "words": words, "model": line.card.name, **place}


def _choices(choices: Choices) -> Iterator[dict[str, Any]]:
    """Every value of every word that has some, with what people call it."""
    grouped = [("category", group, found) for group, found in choices.categories] + [
        ("language", None, choices.languages),
        ("without", None, choices.without),
    ]
    for word, group, found in grouped:
        for one in found:
            yield {
                "word": word,
                "value": one.words,
                "title": one.title,
                "group": group,
                "votes": one.votes,
            }
    for word, names in (("control", choices.controls), ("method", choices.methods)):
        for name in names:
            yield {"word": word, "value": name, "title": name, "group": None, "votes": None}
