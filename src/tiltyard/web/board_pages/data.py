"""What votes there are: ``/data``."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from tiltyard.errors import BoardError
from tiltyard.leaderboard import TOPIC, Overview, Source, overview, title_of
from tiltyard.pipeline import Plane
from tiltyard.web._state import boards_of
from tiltyard.web.board_pages import _data_charts as charts
from tiltyard.web.board_pages._asked import address, render, words_of
from tiltyard.web.board_pages._definitions import account, meant
from tiltyard.web.board_pages._facts import Facts
from tiltyard.web.board_pages._rows import win_rate

router = APIRouter(include_in_schema=False)


@router.api_route("/data", methods=["GET", "HEAD"])
async def data(request: Request) -> Response:
    """The votes of a source; of an imported one, what was published."""
    source = asked_source(request)
    facts = Facts(request, source)
    told = await _overview(facts, source)
    came = await account(request, source, facts)
    choices = await boards_of(request).choices(source.name)
    return render(
        request,
        "data.html",
        source=source,
        sources=boards_of(request).sources,
        notes=source.notes,
        told=told,
        charts=_charts(told, came.plane) if told is not None and told.votes else None,
        definitions=meant(came.definitions),
        win_rate=win_rate,
        came=came,
        published=[(title_of(one), address("/leaderboard", one.words())) for one in choices.slices],
        boards=[],
        state=facts.state,
        seen=facts.seen,
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


async def _overview(facts: Facts, source: Source) -> Overview | None:
    votes = source.votes
    if votes is None:
        return None
    hidden = [name for name, card in source.cards.items() if not card.listed]
    make = partial(overview, votes, hidden)
    return await facts.get(("overview", source.name), make)


def _charts(told: Overview, plane: Plane | None) -> dict[str, Any]:
    """The charts by the names that the template knows them by."""
    valued = [label for label in told.labels if label.cells and not label.is_yes_or_no]
    mapped = next((one for one in valued if plane is not None and one.name == TOPIC), None)
    return {
        "timeline": charts.timeline(told),
        "outcomes": charts.outcomes(told),
        "language": charts.values(told.language) if told.language else None,
        "categories": charts.categories(told),
        "topics": charts.topics(mapped, plane)
        if mapped is not None and plane is not None
        else None,
        "valued": [charts.values(label) for label in valued if label is not mapped],
    }
