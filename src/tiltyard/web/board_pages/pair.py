"""Two models and their battles: ``/pair?a=NAME&b=NAME``, and the words of a slice."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from tiltyard.analysis import HeadToHead
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.leaderboard import (
    SMALLEST_FACET,
    Board,
    Query,
    Source,
    battles,
    control_title,
    nameable,
    pair,
    reasons,
    title_of,
)
from tiltyard.web._state import boards_of
from tiltyard.web.board_pages._asked import address, asked, render, words_of
from tiltyard.web.board_pages._facts import Facts, board_or_why, in_thread, label_words, missing
from tiltyard.web.board_pages._model_charts import contrast_chart, label_chart

router = APIRouter(include_in_schema=False)

# Words of the address that are this page's own.
OWN = ("a", "b", "label", "winner", "after")
_BATTLES = 10
# With more models than this, a list to choose from is no help.
_MOST_OFFERED = 400
_YES_OR_NO = {"false", "true"}


@router.api_route("/pair", methods=["GET", "HEAD"])
async def pair_page(request: Request) -> Response:
    """What the votes say of two models, and battles to read."""
    query = await asked(request, *OWN)
    given = words_of(request)
    one, other = given.get("a"), given.get("b")
    source = boards_of(request).source(query.source)
    form = _form(request, source, query, given)
    if one is None or other is None:
        return render(request, "pair_choice.html", wrong="", **form)
    if (answer := missing(request, source, one, other)) is not None:
        return answer
    if one == other:
        wrong = f"{one} cannot meet itself: choose two models."
        return render(request, "pair_choice.html", wrong=wrong, status_code=422, **form)
    facts = Facts(request, source)
    narrowed = {name: given[name] for name in ("label", "winner", "after") if name in given}
    page = await in_thread(
        partial(battles, source, query, models=[one, other], limit=_BATTLES, **narrowed)
    )
    board, why = await board_or_why(request, query, whole=True)
    told = await _told(facts, source, board, why, (query, one, other))
    return render(
        request,
        "pair.html",
        slice=title_of(query),
        battles=page,
        narrowed=narrowed,
        offered_labels=_labels_of(source, query),
        label_title=label_words,
        **told,
        **_addresses(query, form["words"], given, page.after),
        **form,
        boards=[] if board is None else [board],
        state=facts.state,
        seen=facts.seen,
    )


def _form(request: Request, source: Source, query: Query, given: dict[str, str]) -> dict[str, Any]:
    """What the forms of the page take."""
    offered = nameable(source)
    return {
        "query": query,
        "words": query.words(boards_of(request).usual),
        "one": given.get("a"),
        "other": given.get("b"),
        "source": source,
        "offered": offered if len(offered) <= _MOST_OFFERED else [],
    }


async def _told(
    facts: Facts, source: Source, board: Board | None, why: str, asked: tuple[Query, str, str]
) -> dict[str, Any]:
    """What the votes and the board say of the two."""
    query, one, other = asked
    told = await facts.get(("pair", one, other, query), partial(pair, source, query, one, other))
    verdict, why = _verdict(board, one, other) if board is not None else (None, why)
    return {
        "pair": told,
        "verdict": verdict,
        "why": why,
        "held": control_title(query),
        "reasons": reasons(told),
        "labels": label_chart(told, query.level),
        "contrasts": contrast_chart(told, query.level),
        "smallest": SMALLEST_FACET,
    }


def _verdict(board: Board, one: str, other: str) -> tuple[HeadToHead | None, str]:
    """What the engine says of the two; none, and why, if it says nothing."""
    if board.ranking is None:
        gap = "These ratings are somebody else’s: without votes nothing more is known of the two."
        return None, gap
    try:
        return board.ranking.compare(one, other), ""
    except (ConfigurationError, DataError) as error:
        return None, str(error)


def _addresses(
    query: Query, words: dict[str, str], given: dict[str, str], after: str | None
) -> dict[str, Any]:
    """Where the links of the page lead."""
    two = {name: given[name] for name in ("a", "b")}
    own = {name: given[name] for name in OWN if name in given}
    slice = {name: text for name, text in words.items() if name != "models"}
    return {
        "older": after and address("/pair", own | {"after": after} | words) + "#battles",
        "all_battles": address("/pair", two | words) + "#battles",
        "swapped": address("/pair", {"a": two["b"], "b": two["a"]} | words),
        "board_address": address("/leaderboard", words),
        "model_address": lambda name: address(f"/models/{quote(name)}", slice),
    }


def _labels_of(source: Source, query: Query) -> list[str]:
    """Labels that battles can be chosen by, by their titles; counts are none."""
    found = []
    for name, values in source.labels().items():
        if set(values) <= _YES_OR_NO:
            found.append(name)
        else:
            found += [f"{name}:{value}" for value in values if not value.isdigit()]
    return sorted((one for one in found if one not in query.category), key=label_words)
