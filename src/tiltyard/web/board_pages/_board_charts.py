"""A board in pictures: what `tiltyard.charts` draws of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tiltyard.charts import (
    Chart,
    Form,
    Heatmap,
    Interval,
    Intervals,
    Pair,
    Pareto,
    Point,
    Rank,
    Ranks,
    Rates,
)
from tiltyard.leaderboard import Board, Exchange, Portrait, Spend

# Of so many models, from the top, the heat maps show who met: squares grow with its square, and
# were two thirds of the page at 30, and half at 20.
MOST_MET = 14
_SPENDS: Mapping[str, tuple[str, str, str, Form]] = {
    "price": (
        "Rating and price",
        "price",
        "US dollars for a million tokens, three read for each written",
        "usd",
    ),
    "cost": ("Rating and measured cost", "cost", "US dollars for its side of a battle", "usd"),
    "seconds": ("Rating and time", "time", "Seconds for the answers of a battle", "seconds"),
    "parameters": ("Rating and size", "size", "Parameters", "parameters"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, and what it is called in addresses and files."""

    name: str
    chart: Chart


def pictures(board: Board, portrait: Portrait) -> list[Picture]:
    """The charts of a board, in the order of the page."""
    return [*_rated(board), *_met(board, portrait), *_spent(board, portrait)]


def _rated(board: Board) -> Iterator[Picture]:
    rows = board.rows
    intervals = Intervals(
        title="Ratings",
        marks=tuple(Interval(row.card.name, row.rating, row.low, row.high) for row in rows),
        level=board.level,
        blocks=board.tied_blocks,
    )
    yield Picture("ratings", intervals)
    ranks = tuple(Rank(row.card.name, row.rank_best, row.rank_worst) for row in rows)
    yield Picture(
        "ranks", Ranks(title="Ranks that the votes allow", marks=ranks, level=board.level)
    )


def _met(board: Board, portrait: Portrait) -> Iterator[Picture]:
    if not portrait.meetings:
        return
    names = tuple(row.card.name for row in board.rows)
    pairs = {both: Pair(met.share, met.votes) for both, met in portrait.meetings.items()}
    shares = Heatmap(title="Who beats whom", names=names, pairs=pairs, most=MOST_MET)
    yield Picture("win-rates", shares)
    counts = Heatmap(title="Who met whom", names=names, pairs=pairs, shows="count", most=MOST_MET)
    yield Picture("meetings", counts)


def _spent(board: Board, portrait: Portrait) -> Iterator[Picture]:
    for kind, (title, what, axis, form) in _SPENDS.items():
        if kind in portrait.spends:
            spends = portrait.spends[kind]
            missing = len(board.rows) - len(spends)
            chart = Pareto(
                title=title,
                points=tuple(_points(board, spends)),
                what=what,
                axis=axis,
                form=form,
                level=board.level,
                rates=_rates(portrait.exchange) if kind == "price" else None,
                notes=(f"{missing} of {len(board.rows)} models have no known {what}.",)
                if missing
                else (),
            )
            yield Picture(kind, chart)


def _rates(exchange: Exchange | None) -> Rates | None:
    """What the slider over prices needs."""
    if exchange is None:
        return None
    ranks = {one.model: one.ranks for one in exchange.models}
    return Rates(steps=exchange.steps, median=exchange.median, ranks=ranks)


def _points(board: Board, spends: Mapping[str, Spend]) -> Iterator[Point]:
    for row in board.rows:
        spend = spends.get(row.card.name)
        if spend is not None:
            yield Point(
                row.card.name, row.rating, row.low, row.high, spend.cost, chance=spend.chance
            )
