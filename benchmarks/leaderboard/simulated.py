"""Simulated votes with labels and style, many enough to be slow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl

from tiltyard.leaderboard import VoteTable

MODELS = 200
SINCE = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 400
# Yes-or-no labels, and how often each is yes.
LABELS = {f"label_{number:02}": 0.02 + 0.03 * number for number in range(12)}
LANGUAGES = {f"l{number}": 1 / (number + 1) for number in range(30)}
PIECE = 250_000
STYLE = {"tokens": 5.5, "headers": 0.5, "lists": 1.5, "bold": 1.0}


def fill(table: VoteTable, votes: int, *, models: int = MODELS) -> None:
    """Append that many votes, spread evenly over `DAYS`."""
    for begin in range(0, votes, PIECE):
        n = min(PIECE, votes - begin)
        span = timedelta(days=DAYS) / votes
        table.append(frame(begin, n, SINCE + begin * span, n * span, models=models))


def frame(
    first: int, n: int, since: datetime, span: timedelta, *, models: int = MODELS
) -> pl.DataFrame:
    """So many votes as a table takes them, numbered from ``first``, evenly spread over a time."""
    rng = np.random.default_rng(first)
    strength = np.random.default_rng(0).normal(0, 0.6, models)
    a = rng.integers(0, models, n)
    b = (a + rng.integers(1, models, n)) % models
    style = {name: rng.poisson(np.exp(mean), (2, n)) for name, mean in STYLE.items()}
    longer = np.sign(style["tokens"][0] - style["tokens"][1])
    p = 1 / (1 + np.exp(strength[b] - strength[a] - 0.3 * longer))
    drawn = rng.random(n)
    outcome = np.where(drawn < 0.8 * p, 0, np.where(drawn < 0.8, 1, np.where(drawn < 0.92, 2, 3)))
    names = pl.Series([f"organisation-{code % 17}/model-{code:03}" for code in range(models)])
    winners = pl.Series(["model_a", "model_b", "tie", "both_bad"])
    shares = np.array(list(LANGUAGES.values()))
    languages = pl.Series(list(LANGUAGES))
    numbers = np.arange(first, first + n)
    at = since.timestamp() * 1e6 + np.arange(n) * (span.total_seconds() * 1e6 / n)
    columns = {
        "id": pl.Series(numbers).cast(pl.String).str.zfill(22),
        "battle": pl.Series(numbers).cast(pl.String).str.zfill(24),
        "model_a": names.gather(a),
        "model_b": names.gather(b),
        "winner": winners.gather(outcome),
        "voter": pl.Series(rng.integers(0, 300_000, n)).cast(pl.String),
        "voted_at": pl.Series(at.astype(np.int64)).cast(pl.Datetime("us", "UTC")),
        "consent": pl.Series(np.ones(n, dtype=bool)),
        "images": pl.Series((rng.random(n) < 0.05).astype(np.int64)),
        "language": languages.gather(rng.choice(len(shares), n, p=shares / shares.sum())),
    }
    for name, share in LABELS.items():
        columns[name] = pl.Series(rng.random(n) < share)
    for name, both in style.items():
        for side, values in zip("ab", both, strict=True):
            columns[f"{name}_{side}"] = pl.Series(values.astype(np.float32))
    return pl.DataFrame(columns)
