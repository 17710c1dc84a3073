"""Votes drawn at random, as tables of a board take them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from tiltyard.leaderboard import VotesSource, VoteTable
from tiltyard.records import ModelCard

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
STYLE = ("tokens", "headers", "lists", "bold")


def drawn(n: int, *, first: int = 0, models: int = 8) -> pl.DataFrame:
    """Votes a minute apart, numbered from ``first`` on; ``m00`` is the best of the models.

    A longer answer is preferred; a third is on code, a tenth in French, and of one in fifty the
    right answer is a refusal.
    """
    rng = np.random.default_rng([first, models])
    strength = np.linspace(1, -1, models)
    a = rng.integers(0, models, n)
    b = (a + rng.integers(1, models, n)) % models
    style = {
        f"{name}_{side}": rng.integers(0, 300, n).astype(float) for name in STYLE for side in "ab"
    }
    longer = (style["tokens_a"] - style["tokens_b"]) / 300
    is_won = rng.random(n) < 1 / (1 + np.exp(strength[b] - strength[a] - longer))
    winner = np.where(is_won, "model_a", "model_b")
    winner[rng.random(n) < 0.2] = "tie"
    numbers = range(first, first + n)
    return pl.DataFrame(
        {
            "id": [f"vote {number}" for number in numbers],
            "battle": [f"battle {number}" for number in numbers],
            "model_a": [f"m{place:02}" for place in a],
            "model_b": [f"m{place:02}" for place in b],
            "winner": winner,
            "voter": [f"voter {number % 41}" for number in numbers],
            "voted_at": [BEGAN + timedelta(minutes=number) for number in numbers],
            "consent": [number % 2 == 0 for number in numbers],
            "images": [0] * n,
            "coding": rng.random(n) < 1 / 3,
            "language": rng.choice(["en", "fr"], n, p=[0.9, 0.1]),
            "refusal_a": [False] * n,
            "refusal_b": rng.random(n) < 0.02,
            **style,
        },
        schema_overrides={"voted_at": pl.Datetime("us", "UTC")},
    )


def source(folder: Path | None, *frames: pl.DataFrame, hidden: str = "") -> VotesSource:
    """Votes in a table, in memory if there is no folder."""
    table = VoteTable(folder)
    for frame in frames:
        table.append(frame)
    cards = {"m00": ModelCard("m00", organisation="Grove", price_out_usd=2.5)}
    if hidden:
        cards[hidden] = ModelCard(hidden, listed=False)
    return VotesSource("", "Arena", "live", table, cards)
