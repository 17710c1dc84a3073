"""Invented votes of invented models, for boards of any size, and an arena that shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from arenas import scripted, serving_app
from tiltyard.bootstrap import assemble
from tiltyard.leaderboard import Boards, Query, Source, VotesSource, VoteTable
from tiltyard.records import ModelCard
from tiltyard.web.app import create_app

BEGAN = datetime(2026, 1, 5, tzinfo=UTC)
HALVES = (
    "amber", "birch", "cobalt", "dune", "ember", "fjord", "garnet", "heron", "iris", "juniper",
    "kestrel", "larch", "marble", "nimbus", "onyx", "poplar", "quartz", "rowan", "sable", "tulip",
)  # fmt: skip
LABELS = {"coding": 0.3, "math": 0.2, "creative_writing": 0.15, "hard": 0.25, "multi_turn": 0.3}
FIELDS = ("law", "medicine", "software", "arts")
TONGUES = ("en", "fr", "de", "zh", "es")


def cards(m: int) -> list[ModelCard]:
    """So many models; something is not stated of some, and one has a very long name."""
    rng = np.random.default_rng(m)
    names = [f"{HALVES[i % 20]}-{HALVES[(i // 20 + 7) % 20]}-{i}" for i in range(m)]
    if m > 4:
        names[3] = "a-model-with-a-name-that-is-very-very-long/and-then-goes-on-2026-11-preview"
        names[4] = "Ünïcode <b>&amp; 模型"
    return [
        ModelCard(
            name,
            organisation=None if i % 7 == 3 else f"House {HALVES[i % 9].title()}",
            licence=["Apache-2.0", "proprietary", None][i % 3],
            price_in_usd=None if i % 5 == 4 else float(np.round(10 ** rng.uniform(-2, 1), 2)),
            price_out_usd=None if i % 5 == 4 else float(np.round(10 ** rng.uniform(-1, 2), 2)),
            parameters=None if i % 3 else int(10 ** rng.uniform(9, 12)),
            context_length=None if i % 6 == 5 else int(2 ** rng.integers(13, 21)),
            link="https://example.org/" if i % 4 == 0 else None,
            active=i % 11 != 10,
        )
        for i, name in enumerate(names)
    ]


def votes(
    models: Sequence[ModelCard], n: int, *, seed: int = 1, spread: float = 0.8
) -> pl.DataFrame:
    """So many votes, decided by strengths, length and lists."""
    rng = np.random.default_rng(seed)
    m = len(models)
    strength = rng.normal(0, spread, m)
    a = rng.integers(0, m, n)
    b = (a + rng.integers(1, m, n)) % m
    features = {name: rng.lognormal(mean, 1, (2, n)).round() for name, mean in
                {"tokens": 5.5, "headers": 0.3, "lists": 1.2, "bold": 1.0}.items()}  # fmt: skip
    longer = (features["tokens"][0] - features["tokens"][1]) / (features["tokens"].sum(axis=0) + 1)
    lists = (features["lists"][0] - features["lists"][1]) / (features["lists"].sum(axis=0) + 1)
    sure = 1 / (1 + np.exp(-(strength[a] - strength[b] + 0.4 * longer + 0.2 * lists)))
    winner = np.where(rng.random(n) < sure, "model_a", "model_b").astype(object)
    draw = rng.random(n)
    winner[draw < 0.15] = "tie"
    winner[draw > 0.95] = "both_bad"
    names = np.array([card.name for card in models])
    refused = rng.random((2, n)) < 0.03
    return pl.DataFrame(
        {
            "id": [f"v{i}" for i in range(n)],
            "battle": [f"b{i}" for i in range(n)],
            "model_a": names[a],
            "model_b": names[b],
            "winner": pl.Series(winner.tolist(), dtype=pl.String),
            "voter": [f"voter-{i}" for i in rng.integers(0, max(n // 12, 1), n)],
            "voted_at": [BEGAN + timedelta(minutes=float(i) * 60 * 24 * 180 / n) for i in range(n)],
            "consent": [True] * n,
            "images": (rng.random(n) < 0.1).astype(int),
            "language": pl.Series(rng.choice(TONGUES, n, p=[0.5, 0.2, 0.15, 0.1, 0.05]).tolist()),
            "occupation": pl.Series(rng.choice(FIELDS, n).tolist()),
            **{name: rng.random(n) < share for name, share in LABELS.items()},
            **{f"refusal_{side}": refused[i] for i, side in enumerate("ab")},
            **{f"{name}_{side}": both[i] for name, both in features.items()
               for i, side in enumerate("ab")},
        }
    )  # fmt: skip


def checked(frame: pl.DataFrame, *, seed: int = 1) -> pl.DataFrame:
    """The same votes, with who was right; of every tenth it is not known."""
    rng = np.random.default_rng(seed)
    asked, right = rng.random(frame.height) < 0.9, rng.random((2, frame.height)) < 0.5
    known = [pl.when(pl.lit(pl.Series(asked))).then(pl.lit(pl.Series(one))) for one in right]
    return frame.with_columns(correct_a=known[0], correct_b=known[1])


def source(
    models: Sequence[ModelCard], frame: pl.DataFrame | None = None, **more: Any
) -> VotesSource:
    """A source of these models and votes."""
    table = VoteTable()
    if frame is not None:
        table.append(frame)
    told = {"name": "", "title": "Arena", "kind": "live"} | more
    return VotesSource(table=table, cards={card.name: card for card in models}, **told)


@contextmanager
def showing(
    folder: Path,
    sources: Sequence[Source],
    *,
    usual: Query | None = None,
    port: int = 0,
    voters_to_flip: int = 0,
) -> Iterator[str]:
    """The address of an arena that shows boards of these sources."""
    arena = assemble(scripted(folder))
    boards = Boards(sources, usual or Query(), refresh_seconds=0.05, voters_to_flip=voters_to_flip)
    with serving_app(create_app(replace(arena, boards=boards)), port=port) as address:
        yield address
