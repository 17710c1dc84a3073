"""All models by all categories: ``/overview``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from tiltyard.errors import BoardError
from tiltyard.leaderboard import Column, Line, Matrix, Query, Row, columns_of, control_title, matrix
from tiltyard.web._state import boards_of
from tiltyard.web.board_pages._asked import asked, moment_of, render, words_of
from tiltyard.web.board_pages._shown import Links, Shown, shown, tidied

router = APIRouter(include_in_schema=False)

_PATH = "/overview"
# What the columns are about is no question to the whole.
_COLUMNS = ("category", "language")
# Shades by how far down a rank is, as a share of the models of its board.
_SHADES = ((0.1, "m1"), (0.25, "m2"), (0.5, "m3"), (1.0, "m4"))


@dataclass(frozen=True, slots=True)
class Shade:
    """A line as the table shows it; cells are made here, for there may be ten thousand."""

    name: str
    address: str
    cells: Markup


@router.api_route(_PATH, methods=["GET", "HEAD"])
async def overview(request: Request) -> Response:
    """The matrix of ranks, of the boards that are there."""
    page = await shown(request, "sort", *_COLUMNS)
    if (elsewhere := tidied(request, page, "sort")) is not None:
        return elsewhere
    room = boards_of(request)
    try:
        base = await room.board(await asked(request, "sort"))
        columns = columns_of(room, base, page.choices)
        found = matrix(columns, sort=words_of(request).get("sort", "all"))
    except BoardError as error:
        return _refused(request, page, str(error))
    queries = [column.query for column in columns[1:]]
    return render(
        request,
        "overview.html",
        boards=[base],
        state=lambda: tuple(moment_of(room.soon(query)) for query in queries),
        control=control_title(base.query),
        waiting=sum(column.board is None for column in found.columns),
        **_told(found, Links(page.words)),
        **page.context(_PATH, without=_COLUMNS),
    )


def _refused(request: Request, page: Shown, message: str) -> Response:
    """The form as it was sent, and what is wrong with it."""
    return render(
        request,
        "overview.html",
        status_code=422,
        matrix=Matrix((), (), (), "all"),
        message=message[:1].upper() + message[1:],
        **page.context(_PATH, without=_COLUMNS),
    )


def _told(found: Matrix, links: Links) -> dict[str, Any]:
    """The matrix, with the addresses of its columns, in their order."""
    addresses = [links.to("/leaderboard", **_words(column.query)) for column in found.columns]
    anchors = [f"column-{place}" for place in range(len(found.columns))]
    return {
        "matrix": found,
        "anchors": anchors,
        "addresses": addresses,
        "sorts": [
            f"{links.to(_PATH, **_sorted_by(column))}#{anchor}"
            for column, anchor in zip(found.columns, anchors, strict=True)
        ],
        "sorted_by": next((one.title for one in found.columns if one.key == found.sort), ""),
        # Made while the page is: outside of the event loop.
        "lines": partial(_shades, found, links, addresses),
    }


def _sorted_by(column: Column) -> dict[str, str]:
    return {} if column.key == "all" else {"sort": column.key}


def _words(query: Query) -> dict[str, str]:
    """What a column asks beyond the whole."""
    words = query.words()
    return {name: words[name] for name in ("category", "language", "without") if name in words}


def _shades(found: Matrix, links: Links, addresses: Sequence[str]) -> list[Shade]:
    begins = [f'"><a href="{escape(address)}" tabindex="-1">' for address in addresses]
    many = [len(column.board.rows) if column.board else 0 for column in found.columns]
    return [
        Shade(
            line.card.name,
            links.model(line.card.name),
            Markup("".join(_cells(line, begins, many))),
        )
        for line in found.lines
    ]


def _cells(line: Line, begins: Sequence[str], many: Sequence[int]) -> Iterator[str]:
    for row, begin, m in zip(line.rows, begins, many, strict=True):
        if row is None:
            yield "<td>–</td>" if m else "<td></td>"
            continue
        best, worst = row.rank_best, row.rank_worst
        ranks = str(best) if best == worst else f"{best}–{worst}"
        first = " mb" if best == 1 else ""
        yield f'<td class="{_shade(row, m)}{first}{begin}{ranks}</a></td>'


def _shade(row: Row, m: int) -> str:
    """By the middle of the range of ranks; the best of few is still the first."""
    middle = (row.rank_best + row.rank_worst) / 2 - 1
    return next(name for share, name in _SHADES if middle < share * m or share == 1)
