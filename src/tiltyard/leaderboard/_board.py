"""One board: computed from counted votes, then never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np

from tiltyard import ratings
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard._record import Record, count
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.connectivity import largest_component, why_unranked
from tiltyard.records import ModelCard, Tally


@dataclass(frozen=True, slots=True)
class Row:
    """A ranked model.

    Rating, ``low`` and ``high`` are in points, around 1000 for the mean of all rows; the interval
    is at the board's level for this model alone. The ranks are the best and worst that the votes
    allow, and hold for all rows at once. Votes are all that the model took part in.
    """

    card: ModelCard
    rating: float
    low: float
    high: float
    rank_best: int
    rank_worst: int
    votes: int
    wins: int
    losses: int
    ties: int
    both_bad: int


@dataclass(frozen=True, slots=True)
class Unranked:
    """A model that the votes cannot place yet; ``reason`` says why, for people."""

    card: ModelCard
    votes: int
    reason: str


@dataclass(frozen=True, slots=True)
class Board:
    """A leaderboard: rows from the highest rating down, the unranked by votes.

    ``votes`` are all that were cast, those on models not shown among them.
    """

    computed_at: datetime
    votes: int
    method: str
    level: float
    rows: tuple[Row, ...]
    unranked: tuple[Unranked, ...]


def build(  # noqa: PLR0913 -- each is a choice of whoever publishes
    tallies: Iterable[Tally],
    cards: Iterable[ModelCard],
    *,
    computed_at: datetime,
    level: float = 0.95,
    seed: int = 0,
    method: str = "bradley_terry",
) -> Board:
    """The board of these votes; the same arguments give the same board.

    Ranks the largest group of models that the votes connect. A model with votes but no card is
    shown by its name, as retired. One that is not listed takes part in the fit and is not shown,
    neither in a row nor in anybody's rank.

    Raises:
        DataError: a tally does not make sense.
        RatingError: the method found no answer.
        UnknownNameError: there is no such method.
        ConfigurationError: the method needs single votes, which tallies are not.
    """
    _require_pooled(method)
    tallies = list(tallies)
    counts = Counts.of(Comparisons.from_tallies(tallies))
    records = count(tallies)
    shown = _shown(cards)
    rng = np.random.default_rng(seed)
    estimate = _fit(counts, shown, method=method, rng=rng)
    return Board(
        computed_at=computed_at,
        votes=sum(tally.count for tally in tallies),
        method=method,
        level=level,
        rows=_rows(estimate, shown, records, level=level, rng=rng),
        unranked=_unranked(counts, shown, records, ranked=set(estimate.models)),
    )


def _require_pooled(method: str) -> None:
    if ratings.load(method).needs_rows:
        able = [name for name in ratings.names() if not ratings.load(name).needs_rows]
        raise ConfigurationError(
            f"method {method!r} needs single votes, and the board of an arena is computed from "
            f"counts: choose one of {', '.join(able)}"
        )


def as_dict(board: Board) -> dict[str, Any]:
    """The board in plain types, as the API gives it: numbers unrounded, times as ISO 8601."""
    return {
        "computed_at": board.computed_at.isoformat(),
        "votes": board.votes,
        "method": board.method,
        "level": board.level,
        "rows": [_plain(row) for row in board.rows],
        "unranked": [_plain(left_out) for left_out in board.unranked],
    }


def _plain(entry: Row | Unranked) -> dict[str, Any]:
    fields = asdict(entry)
    card = fields.pop("card")
    del card["listed"]  # only listed models are on a board
    if card["released_on"] is not None:
        card["released_on"] = card["released_on"].isoformat()
    return {"model": card, **fields}


def _shown(cards: Iterable[ModelCard]) -> dict[str, ModelCard]:
    """The cards of the models that the board may name, by name.

    A model without a card was taken out of the settings; it may have been hidden, so that it is
    fitted but not named.
    """
    return {card.name: card for card in cards if card.listed}


def _fit(
    counts: Counts,
    shown: Mapping[str, ModelCard],
    *,
    method: str,
    rng: np.random.Generator,
) -> Estimate:
    """Strengths of the shown models among those that can be rated; none if fewer than two can."""
    fit = ratings.load(method).fit
    connected = largest_component(counts)
    ranked = [name for name in connected.models if name in shown]
    if len(ranked) < 2:
        return Estimate((), np.zeros(0), np.zeros((0, 0)))
    return fit(connected, rng=rng).among(ranked)


def _rows(
    estimate: Estimate,
    shown: Mapping[str, ModelCard],
    records: Mapping[str, Record],
    *,
    level: float,
    rng: np.random.Generator,
) -> tuple[Row, ...]:
    if not estimate.models:
        return ()
    columns = np.column_stack(
        [
            estimate.ratings(),
            estimate.interval(level=level),
            estimate.rank_range(rng=rng, level=level),
        ]
    )
    rows = [
        _row(shown[name], records[name], numbers)
        for name, numbers in zip(estimate.models, columns.tolist(), strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.rating, row.card.name)))


def _row(card: ModelCard, record: Record, numbers: Sequence[float]) -> Row:
    rating, low, high, best, worst = numbers
    return Row(
        card=card,
        rating=rating,
        low=low,
        high=high,
        rank_best=int(best),
        rank_worst=int(worst),
        votes=record.votes,
        wins=record.wins,
        losses=record.losses,
        ties=record.ties,
        both_bad=record.both_bad,
    )


def _unranked(
    counts: Counts,
    shown: Mapping[str, ModelCard],
    records: Mapping[str, Record],
    *,
    ranked: set[str],
) -> tuple[Unranked, ...]:
    reasons = why_unranked(counts, ranked)
    left_out = [
        Unranked(card, records.get(name, Record()).votes, reasons.get(name, "No votes yet"))
        for name, card in shown.items()
        if name not in ranked
    ]
    return tuple(sorted(left_out, key=lambda one: (-one.votes, one.card.name)))
