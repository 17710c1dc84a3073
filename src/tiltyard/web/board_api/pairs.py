"""Pairs of models: how often who beat whom, and their battles to read."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from tiltyard.errors import BoardError, ConfigurationError, UnknownNameError
from tiltyard.leaderboard import (
    PAIRS,
    ShownBattle,
    Source,
    battles,
    pair_counts,
    require_models,
    table,
    title_of,
)
from tiltyard.web._state import asides_of, boards_of
from tiltyard.web.board_api._answer import Told, respond_kept, respond_told
from tiltyard.web.board_api._asked import (
    AskedBattles,
    AskedPairs,
    OfPair,
    number_of,
    query_of,
    words_of,
)
from tiltyard.web.board_api._pair_views import PairsView, ReleasedBattlesView
from tiltyard.web.board_api._public import public

router = APIRouter()


@public(router, "/pairs", PairsView)
async def pairs(request: Request, _asked: Annotated[AskedPairs, Query()]) -> Response:
    """How the battles of every two models of a slice ended; `a`, or `a` and `b`, for fewer."""
    query = query_of(request, AskedPairs)
    source = boards_of(request).source(query.source)
    named = _named(request, AskedPairs, source)
    asides = asides_of(request)
    counts = await asides.get(("pairs", query), source.version, partial(pair_counts, source, query))
    told = Told(
        lambda: {
            "source": query.source,
            "kind": source.kind,
            "title": title_of(query),
            "query": query.words(),
            "not_shown": counts.not_shown,
            "pairs": counts.rows(*named),
        },
        lambda: table(counts.rows(*named), PAIRS),
    )
    return await respond_kept(request, told, counts)


@public(router, "/battles", ReleasedBattlesView, tables=False)
async def released(request: Request, _asked: Annotated[AskedBattles, Query()]) -> Response:
    """Battles of a slice to read, the newest votes first.

    Only those whose voters knew beforehand that they may be published, or that the licence of a
    dataset allows to show. Personal data that rules find is replaced by marks such as `[EMAIL]`.
    Nothing says who voted.
    """
    query = query_of(request, AskedBattles)
    words = words_of(request, AskedBattles)
    source = boards_of(request).source(query.source)
    asides = asides_of(request)
    page = await asides.once(
        partial(
            battles,
            source,
            query,
            models=_named(request, AskedBattles, source),
            winner=words.get("winner"),
            after=words.get("after"),
            limit=number_of(words, "limit", 10),
        )
    )
    content = {
        "source": query.source,
        "kind": source.kind,
        "battles": [_battle(one) for one in page.battles],
        "after": page.after,
    }
    return await respond_told(request, Told(lambda: content))


def _named(request: Request, known: type[OfPair], source: Source) -> tuple[str, ...]:
    """The models that ``a`` and ``b`` name.

    Raises:
        BoardError: there is no such model, or ``b`` stands alone.
    """
    words = words_of(request, known)
    if "b" in words and "a" not in words:
        raise BoardError("b is there without a: name one model as a, or two as a and b")
    names = tuple(words[side] for side in ("a", "b") if side in words)
    try:
        require_models(source, *names)
    except (UnknownNameError, ConfigurationError) as error:
        raise BoardError(str(error)) from error
    return names


def _battle(one: ShownBattle) -> dict[str, Any]:
    return {
        "id": one.id,
        "model_a": one.models[0],
        "model_b": one.models[1],
        "winner": one.winner.value,
        "voted_at": one.voted_at,
        "labels": one.labels,
        "turns": [
            {"prompt": turn.prompt, "answer_a": turn.answer_a, "answer_b": turn.answer_b}
            for turn in one.conversation.turns
        ],
    }
