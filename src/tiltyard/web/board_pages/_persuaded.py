"""Wrong answers that win, as the page of charts shows them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from fastapi import Request

from tiltyard.charts import Bar, Bars
from tiltyard.leaderboard import (
    ENOUGH,
    Persuasion,
    Persuasive,
    Query,
    can_check,
    persuasion_of,
)
from tiltyard.web._state import asides_of
from tiltyard.web.board_pages._shown import Links, Shown

# How a slice is rated plays no part in who was right.
_OF_RATING = ("control", "method")


@dataclass(frozen=True, slots=True)
class Persuaded:
    """What the section takes.

    Attributes:
        found: all numbers.
        chart: of the models with enough votes; None if no model has.
        links: for downloads.
    """

    found: Persuasion
    chart: Bars | None
    links: Links


async def persuaded(request: Request, page: Shown, query: Query) -> Persuaded | None:
    """The section about a slice; None where it is not known which answers are right.

    Raises:
        BoardError: there is no such slice.
    """
    source = page.source
    if not can_check(source.votes):
        return None
    asked = replace(query, control=(), method="bradley_terry")
    key = ("persuasion", asked)
    found = await asides_of(request).get(key, source.version, partial(persuasion_of, source, asked))
    words = {name: text for name, text in page.words.items() if name not in _OF_RATING}
    return Persuaded(found, chart(found, query.level), Links(words))


def chart(found: Persuasion, level: float) -> Bars | None:
    """How often each model won though it was wrong; None if no model has votes enough."""
    marks = tuple(_bar(one) for one in found.models if one.is_known)
    if not marks:
        return None
    few = len(found.models) - len(marks)
    return Bars(
        title="Won though wrong",
        axis="Share won, of votes on its wrong answers against right ones",
        marks=marks,
        level=level,
        line=found.fooled.rate if found.fooled else None,
        noun="model",
        notes=(
            "The line is the share of all models together.",
            *([f"{few} with fewer than {ENOUGH} such votes not drawn."] if few else []),
        ),
    )


def _bar(one: Persuasive) -> Bar:
    share = one.won_though_wrong
    if share is None:
        return Bar(one.model, None)
    return Bar(one.model, share.rate, share.lower, share.upper, round(share.votes))
