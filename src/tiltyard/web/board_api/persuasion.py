"""Wrong answers that win, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from tiltyard.leaderboard import PERSUASION, Persuasion, persuasion_of, table, title_of
from tiltyard.ratings.shares import Share
from tiltyard.web._state import asides_of, boards_of
from tiltyard.web.board_api._answer import Told, respond_kept
from tiltyard.web.board_api._asked import AskedShares, query_of
from tiltyard.web.board_api._public import public
from tiltyard.web.board_api._share_views import PersuasionView

router = APIRouter()
_SHARES = ("won_though_wrong", "lost_though_right")


@public(router, "/persuasion", PersuasionView)
async def persuasion(request: Request, _asked: Annotated[AskedShares, Query()]) -> Response:
    """How often wrong answers win in a slice, in all and by model.

    Only of sources whose answers are labelled as correct or not, and of votes where exactly one of
    the two answers is correct. Models with enough votes come first, the most persuasive at the top.
    """
    # How the slice is rated plays no part, whatever the arena's usual board holds equal.
    query = replace(query_of(request, AskedShares), control=(), method="bradley_terry")
    source = boards_of(request).source(query.source)
    asides = asides_of(request)
    key = ("persuasion", query)
    found = await asides.get(key, source.version, partial(persuasion_of, source, query))
    told = Told(
        lambda: {
            "source": query.source,
            "kind": source.kind,
            "title": title_of(query),
            "query": query.words(),
            "level": query.level,
            "checked": found.checked,
            "undecided": found.undecided,
            "fooled": _share(found.fooled),
            "models": list(_rows(found)),
        },
        lambda: table(map(_flat, _rows(found)), PERSUASION),
    )
    return await respond_kept(request, told, found)


def _rows(found: Persuasion) -> Iterator[dict[str, Any]]:
    for one in found.models:
        shares = {name: _share(getattr(one, name)) for name in _SHARES}
        yield {"model": one.model, "is_known": one.is_known, **shares}


def _share(share: Share | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return {"rate": share.rate, "low": share.lower, "high": share.upper, "votes": int(share.votes)}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    flat = {name: row[name] for name in ("model", "is_known")}
    for name in _SHARES:
        share = row[name] or {}
        flat[name] = share.get("rate")
        flat |= {f"{name}_{part}": share.get(part) for part in ("low", "high", "votes")}
    return flat
