"""What pictures of a board need beyond its rows: who met whom, and who is worth what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tiltyard.analysis import Ranking
from tiltyard.leaderboard._board import Board
from tiltyard.leaderboard._exchange import Exchange, exchange, places
from tiltyard.leaderboard._held import blended_price
from tiltyard.leaderboard._source import Source
from tiltyard.leaderboard._value import values_of
from tiltyard.ratings.comparisons import A_WON, BOTH_BAD, TIE


@dataclass(frozen=True, slots=True)
class Met:
    """How two models met: the share of votes that the first won, and how many votes."""

    share: float
    votes: int


@dataclass(frozen=True, slots=True)
class Spend:
    """What a model costs in one way.

    Attributes:
        cost: in the unit of `Portrait.spends`.
        chance: the probability that no other model is both better and cheaper.
    """

    cost: float
    chance: float


@dataclass(frozen=True, slots=True)
class Portrait:
    """A board as pictures show it.

    Attributes:
        meetings: by the names of two models, each two once; among the first of the board.
        spends: of each kind of cost that two models at least are known to have, by name:
            ``price`` (US dollars per million tokens, three read for each written), ``parameters``,
            ``seconds`` and ``cost`` (median of a battle).
        exchange: ratings and ranks at every rate of points for prices; None of fewer than two
            models that have one.
    """

    meetings: Mapping[tuple[str, str], Met]
    spends: Mapping[str, Mapping[str, Spend]]
    exchange: Exchange | None = None


def portrait(board: Board, source: Source, *, most: int) -> Portrait:
    """The portrait of a board.

    Args:
        board: with the engine's own answer, unless it is imported.
        source: what it was made of.
        most: of how many models, from the top, meetings are told.
    """
    ranking = board.ranking
    names = [row.card.name for row in board.rows[:most]]
    spends = _spends(board, source)
    return Portrait(
        {} if ranking is None else _meetings(ranking, names),
        spends,
        _exchange(board, spends.get("price", {})),
    )


def _exchange(board: Board, prices: Mapping[str, Spend]) -> Exchange | None:
    priced = {name: one.cost for name, one in prices.items() if one.cost > 0}
    return exchange(board, priced) if len(priced) >= 2 else None


def _meetings(ranking: Ranking, names: list[str]) -> dict[tuple[str, str], Met]:
    counts, told = ranking.counts, set(names)
    shown = [name in told for name in counts.models]
    won = counts.votes[:, A_WON] + (counts.votes[:, TIE] + counts.votes[:, BOTH_BAD]) / 2
    total = counts.votes.sum(axis=1)
    return {
        (counts.models[first], counts.models[second]): Met(worth / votes, round(votes))
        for first, second, worth, votes in zip(
            counts.first.tolist(),
            counts.second.tolist(),
            won.tolist(),
            total.tolist(),
            strict=True,
        )
        if shown[first] and shown[second] and votes
    }


def _spends(board: Board, source: Source) -> dict[str, dict[str, Spend]]:
    found: dict[str, dict[str, Spend]] = {}
    ranked = {row.card.name for row in board.rows}
    for kind, costs in _costs(board, source).items():
        known = {name: cost for name, cost in costs.items() if cost is not None and name in ranked}
        if len(known) >= 2:
            found[kind] = {
                one.model: Spend(one.cost, one.probability) for one in places(board, known)
            }
    return found


def _costs(board: Board, source: Source) -> dict[str, dict[str, float | None]]:
    """What each model costs, of every kind that may be known."""
    if source.votes is None:
        cards = {row.card.name: row.card for row in board.rows}
        return {
            "price": {name: blended_price(card) for name, card in cards.items()},
            "parameters": {name: card.parameters for name, card in cards.items()},
        }
    known = values_of(source.votes, board.query, source.cards)
    return {
        "price": {name: one.price_usd for name, one in known.items()},
        "parameters": {name: one.parameters for name, one in known.items()},
        "seconds": {name: one.seconds.median for name, one in known.items() if one.seconds},
        "cost": {name: one.cost.median for name, one in known.items() if one.cost},
    }
