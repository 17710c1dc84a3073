"""The board of a question: ``/leaderboard``."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from tiltyard.errors import BoardError
from tiltyard.leaderboard import (
    OF_MODELS,
    Board,
    Boards,
    Query,
    can_check,
    control_title,
    moved,
    portrait,
    said_of_order,
    with_exclusions,
    worth,
)
from tiltyard.web._state import asides_of, boards_of
from tiltyard.web.board_pages._asked import address, asked, moment_of, render
from tiltyard.web.board_pages._board_charts import MOST_MET, pictures
from tiltyard.web.board_pages._persuaded import persuaded
from tiltyard.web.board_pages._rows import rows
from tiltyard.web.board_pages._shown import Shown, shown, tidied

router = APIRouter(include_in_schema=False)
_READ = ["GET", "HEAD"]


@router.api_route("/leaderboard", methods=_READ)
async def leaderboard(request: Request) -> Response:
    """The board as last computed, or what is wrong with the question."""
    page = await shown(request)
    if (elsewhere := tidied(request, page)) is not None:
        return elsewhere
    try:
        board = await boards_of(request).board(await asked(request))
    except BoardError as error:
        return _refused(request, page, str(error))
    all_votes = with_exclusions(board.query, page.source.votes)
    other = None if all_votes is None else boards_of(request).soon(all_votes)
    return render(
        request,
        "leaderboard.html",
        boards=[board],
        state=partial(_seen, boards_of(request), all_votes),
        seen=moment_of(other),
        board=board,
        rows=rows,
        has_all=all_votes is not None,
        moves=moved(board, other) if isinstance(other, Board) else None,
        order_told=said_of_order(board),
        control=control_title(board.query),
        worths=[worth(one) for one in board.coefficients],
        can_check=can_check(page.source.votes),
        of_models=control_title(replace(board.query, control=_of_models(board))),
        **page.context("/leaderboard"),
    )


@router.api_route("/leaderboard/charts", methods=_READ)
async def board_charts(request: Request) -> Response:
    """The same board in pictures."""
    page = await shown(request)
    if (elsewhere := tidied(request, page)) is not None:
        return elsewhere
    try:
        query = await asked(request)
        board = await boards_of(request).board(query, whole=True)
        told = await asides_of(request).get(
            ("portrait", query, board.computed_at),
            page.source.version,
            partial(portrait, board, page.source, most=MOST_MET),
        )
        persuasion = await persuaded(request, page, query)
    except BoardError as error:
        return _refused(request, page, str(error))
    return render(
        request,
        "leaderboard_charts.html",
        boards=[board],
        board=board,
        pictures=pictures(board, told) if board.rows else [],
        persuasion=persuasion,
        control=control_title(board.query),
        **page.context("/leaderboard/charts"),
    )


@router.api_route("/leaderboard/compare", methods=_READ)
async def compare(request: Request) -> Response:
    """The page of the two models that were ticked."""
    page = await shown(request)
    names = [name for name in request.query_params.getlist("models") if name]
    if len(names) != 2:
        raise BoardError(f"two models can be compared, and {len(names)} are ticked")
    words = {name: text for name, text in page.words.items() if name != "models"}
    return RedirectResponse(address("/pair", {"a": names[0], "b": names[1], **words}), 303)


def _seen(boards: Boards, query: Query | None) -> object:
    """What tells the board of all votes from the one before; for pages that show who moves."""
    return None if query is None else moment_of(boards.soon(query))


def _of_models(board: Board) -> tuple[str, ...]:
    """What is held equal that differs between models and not between their answers."""
    return tuple(one for one in board.query.control if one in OF_MODELS)


def _refused(request: Request, page: Shown, message: str) -> Response:
    """The form as it was sent, and what is wrong with it."""
    return render(
        request,
        "leaderboard.html",
        status_code=422,
        board=None,
        message=message[:1].upper() + message[1:],
        **page.context("/leaderboard"),
    )
