"""What votes there are: ``/data``."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from tiltyard.errors import BoardError
from tiltyard.leaderboard import Overview, Source, overview, title_of
from tiltyard.web.board_pages import _data_charts as charts
from tiltyard.web.board_pages._asked import address, boards_of, render, words_of
from tiltyard.web.board_pages._definitions import account, meant
from tiltyard.web.board_pages._facts import asides_of

router = APIRouter(include_in_schema=False)


@router.api_route("/data", methods=["GET", "HEAD"])
async def data(request: Request) -> Response:
    """The votes of a source; of an imported one, what was published."""
    source = asked_source(request)
    told = await _overview(request, source)
    came = await account(request, source)
    choices = await boards_of(request).choices(source.name)
    return render(
        request,
        "data.html",
        source=source,
        sources=boards_of(request).sources,
        notes=source.notes,
        told=told,
        charts=_charts(told) if told is not None and told.votes else None,
        definitions=meant(came.definitions),
        came=came,
        published=[(title_of(one), address("/leaderboard", one.words())) for one in choices.slices],
    )


def asked_source(request: Request, *besides: str) -> Source:
    """The source that the address names.

    Args:
        request: with the words.
        *besides: what else it may say.

    Raises:
        BoardError: there is no such source, or the address says something else.
    """
    words = words_of(request)
    for name in words:
        if name not in ("source", *besides):
            raise BoardError(f"this page can be asked for a source, and not for {name!r}")
    boards = boards_of(request)
    return boards.source(boards.query({k: words[k] for k in words if k == "source"}).source)


async def _overview(request: Request, source: Source) -> Overview | None:
    votes = source.votes
    if votes is None:
        return None
    hidden = [name for name, card in source.cards.items() if not card.listed]
    make = partial(overview, votes, hidden)
    return await asides_of(request).get(("overview", source.name), source.version, make)


def _charts(told: Overview) -> dict[str, Any]:
    """The charts by the names that the template knows them by."""
    return {
        "timeline": charts.timeline(told),
        "outcomes": charts.outcomes(told),
        "language": charts.values(told.language) if told.language else None,
        "categories": charts.categories(told),
        "valued": [charts.values(label) for label in told.labels if not label.is_yes_or_no],
    }
