"""What models cost: by their price lists, and as it was measured in the battles of a slice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard.leaderboard._held import blended_price
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._slice import chosen
from tiltyard.leaderboard._votes import Votes
from tiltyard.records import ModelCard

COST, SECONDS = "cost_usd", "seconds"


@dataclass(frozen=True, slots=True)
class Spent:
    """What one battle took of one model, over those battles in which it was measured.

    Attributes:
        battles: how many those are, at least one.
        mean: of all, in US dollars or in seconds; what an operator pays.
        median: half of the battles took less; what a reader sees.
    """

    battles: int
    mean: float
    median: float


@dataclass(frozen=True, slots=True)
class Value:
    """What is known of what a model costs.

    Attributes:
        model: its name.
        price_in_usd: for a million tokens that it reads; None if it is not known, here and below.
        price_out_usd: for a million that it writes.
        price_usd: for a million, three read for each one written.
        parameters: how many it has.
        cost: US dollars for its side of a battle.
        seconds: for all its answers in a battle.
    """

    model: str
    price_in_usd: float | None = None
    price_out_usd: float | None = None
    price_usd: float | None = None
    parameters: int | None = None
    cost: Spent | None = None
    seconds: Spent | None = None


def values_of(votes: Votes, query: Query, cards: Mapping[str, ModelCard]) -> dict[str, Value]:
    """What each model costs, by name: those with a card, and those measured in the slice.

    Models that are not listed are not there.

    Args:
        votes: of which.
        query: the slice in which costs are measured; how it is rated plays no part.
        cards: what is known of models.

    Raises:
        UnknownNameError, ConfigurationError: as `chosen`.
    """
    mask = chosen(votes, query)
    cost, seconds = _spent(votes, mask, COST), _spent(votes, mask, SECONDS)
    return {
        name: Value(
            name,
            price_in_usd=card.price_in_usd,
            price_out_usd=card.price_out_usd,
            price_usd=blended_price(card),
            parameters=card.parameters,
            cost=cost.get(name),
            seconds=seconds.get(name),
        )
        for name in dict.fromkeys([*cards, *cost, *seconds])
        for card in [cards.get(name, ModelCard(name))]
        if card.listed
    }


def _spent(votes: Votes, mask: NDArray[np.bool_] | None, measure: str) -> dict[str, Spent]:
    """What battles took, by model; none of those on which it was never measured."""
    if not all(f"{measure}_{side}" in votes.numbers for side in ("a", "b")):
        return {}
    columns = [
        np.concatenate([column if mask is None else column[mask] for column in both])
        for both in (
            (votes.column("a"), votes.column("b")),
            (votes.column(f"{measure}_a"), votes.column(f"{measure}_b")),
        )
    ]
    frame = pl.DataFrame({"model": columns[0], "took": columns[1]})
    took = pl.col("took")
    mean = took.cast(pl.Float64).mean()  # a sum of millions in single precision would drift
    found = (
        frame.filter(took.is_finite())
        .group_by("model")
        .agg(pl.len(), mean.alias("mean"), took.median().alias("median"))
        .sort("model")
    )
    return {votes.models[model]: Spent(*rest) for model, *rest in found.iter_rows()}
