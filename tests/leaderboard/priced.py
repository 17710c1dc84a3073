"""Votes on invented models with prices and sizes, and what they were measured to take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np
import polars as pl

from tiltyard.leaderboard import Board, Query, Votes, VoteTable, compute
from tiltyard.leaderboard._compute import Ground
from tiltyard.leaderboard._encoded import FACTS
from tiltyard.records import ModelCard

NOW = datetime(2026, 3, 2, tzinfo=UTC)
NAMES = ("ash", "birch", "cedar", "elm", "fir", "hazel", "oak", "pine")
# From the best to the worst; the fifth is good for its price.
STRENGTHS = (1.2, 0.9, 0.6, 0.3, 0.2, -0.4, -1.0, -1.8)
PRICES = (40.0, 24.0, 10.0, 6.0, 0.2, 1.0, 0.5, 0.3)
SIZES = (4e11, 1e11, 2e11, 7e10, 8e9, 3e10, 7e9, 1e9)
CARDS = {
    name: ModelCard(name, price_in_usd=price / 2, price_out_usd=2.5 * price, parameters=int(size))
    for name, price, size in zip(NAMES, PRICES, SIZES, strict=True)
}


def drawn(n: int = 3_000, seed: int = 1) -> pl.DataFrame:
    """Votes by the strengths above, every tenth a tie; costs and times of all answers."""
    rng = np.random.default_rng(seed)
    a = rng.integers(0, len(NAMES), n)
    b = (a + rng.integers(1, len(NAMES), n)) % len(NAMES)
    strength, price = np.array(STRENGTHS), np.array(PRICES)
    is_won = rng.random(n) < 1 / (1 + np.exp(strength[b] - strength[a]))
    winner = np.where(is_won, "model_a", "model_b")
    winner[rng.random(n) < 0.1] = "tie"
    names = np.array(NAMES)
    seconds = {f"seconds_{side}": rng.lognormal(1, 0.5, n) for side in ("a", "b")}
    tokens = {f"tokens_{side}": rng.lognormal(5, 0.5, n) for side in ("a", "b")}
    sides = (("a", a), ("b", b))
    cost = {f"cost_usd_{side}": price[one] * tokens[f"tokens_{side}"] / 1e6 for side, one in sides}
    return frame(
        {"model_a": names[a], "model_b": names[b], "winner": winner, **cost, **seconds, **tokens}
    )


def frame(columns: Mapping[str, Any]) -> pl.DataFrame:
    """Votes with these columns; what else a vote has is the same for all."""
    given = pl.DataFrame(dict(columns))
    plain: dict[str, Any] = {"voter": "ada", "voted_at": NOW, "consent": None, "images": 0}
    facts = {name: pl.lit(value, dtype=FACTS[name]) for name, value in plain.items()}
    place = pl.int_range(pl.len()).cast(pl.String)
    return given.with_columns(id="v" + place, battle="b" + place, **facts)


def votes(given: pl.DataFrame) -> Votes:
    """These votes, in a table."""
    table = VoteTable()
    table.append(given)
    return table.votes


def board(given: pl.DataFrame, cards: Mapping[str, ModelCard] = CARDS, **asked: Any) -> Board:
    """The board of these votes."""
    return compute(Query(**asked), Ground("live", votes(given), cards), computed_at=NOW)
