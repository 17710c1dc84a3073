"""Votes made up from known strengths, shaped like those of a real arena."""

from __future__ import annotations

import numpy as np

from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import A_WON, B_WON, GRADED, TIE, Floats

Generator = np.random.Generator

_OUTCOMES = {1.0: A_WON, 0.5: TIE, 0.0: B_WON}


def rows(*battles: tuple[str, str, float, float]) -> Comparisons:
    """Comparisons from (left, right, score of the left, how many); 0.5 is a tie."""
    models = tuple(sorted({name for left, right, _, _ in battles for name in (left, right)}))
    return Comparisons(
        models=models,
        a=np.array([models.index(left) for left, _, _, _ in battles], dtype=np.int16),
        b=np.array([models.index(right) for _, right, _, _ in battles], dtype=np.int16),
        outcome=np.array([_OUTCOMES.get(score, GRADED) for _, _, score, _ in battles]),
        score=np.array([score for _, _, score, _ in battles], dtype=np.float64),
        count=np.array([many for _, _, _, many in battles], dtype=np.float64),
    )


def strengths(rng: Generator, models: int, *, spread: float = 0.55) -> Floats:
    """True strengths, mean zero."""
    drawn = rng.normal(0, spread, models)
    return np.asarray(drawn - drawn.mean())


def votes(rng: Generator, truth: Floats, n: int, *, evenness: float = 0.9) -> Comparisons:
    """``n`` votes, pooled; some models are much more popular, and about a fifth of votes tie.

    A tie has probability 0.9 p (1 - p), and the rest is such that the expected score is exactly p.
    """
    m = len(truth)
    popular = np.exp(rng.normal(0, evenness, m))
    a, b = np.nonzero(~np.eye(m, dtype=bool))  # every ordered pair: sides are random
    chance = popular[a] * popular[b]
    each = rng.multinomial(n, chance / chance.sum())
    p = 1 / (1 + np.exp(truth[b] - truth[a]))
    tie = 0.9 * p * (1 - p)
    counts = rng.multinomial(each, np.column_stack([p - tie / 2, tie, 1 - p - tie / 2]))
    pair, kind = np.nonzero(counts)
    return Comparisons(
        models=tuple(f"model-{index:03}" for index in range(m)),
        a=a[pair],
        b=b[pair],
        outcome=np.array([A_WON, TIE, B_WON])[kind],
        count=counts[pair, kind].astype(np.float64),
    )
