"""Single votes drawn from models that say how a vote may end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, OUTCOMES, TIE, Codes, Floats
from tiltyard.ratings.outcomes import LogProbabilities

CODES = np.array([A_WON, B_WON, TIE, BOTH_BAD], dtype=np.uint8)


def drawn(
    rng: np.random.Generator,
    log_probabilities: LogProbabilities,
    strength: Floats,
    threshold: float,
    n: int,
) -> Comparisons:
    """``n`` votes; some models are more popular than others, and sides are random."""
    m = len(strength)
    popular = np.exp(rng.normal(0, 0.7, m))
    a = rng.choice(m, n, p=popular / popular.sum())
    b = (a + rng.integers(1, m, n)) % m
    points = np.stack([strength[a], strength[b], np.full(n, threshold)])
    chances = np.column_stack([np.exp(term.value) for term in log_probabilities(points)])
    return board(a, b, _chosen(rng, chances), m)


def board(a: Codes, b: Codes, outcome: Codes, m: int) -> Comparisons:
    """Votes between ``m`` models with names."""
    return Comparisons(
        models=tuple(f"model-{index:03}" for index in range(m)),
        a=a.astype(np.int16),
        b=b.astype(np.int16),
        outcome=outcome,
    )


def tallied(*rows: tuple[str, str, Sequence[float]]) -> Comparisons:
    """From (left, right, how often: left won, right won, tie, both bad)."""
    each = [
        (left, right, winner.value, count)
        for left, right, counts in rows
        for winner, count in zip(OUTCOMES, [*counts, *[0.0] * (4 - len(counts))], strict=True)
        if count
    ]
    left, right, winner, count = zip(*each, strict=True)
    return Comparisons.from_columns(left, right, winner, count=np.array(count, dtype=np.float64))


def _chosen(rng: np.random.Generator, chances: Floats) -> Codes:
    place = (rng.random(len(chances))[:, None] > chances.cumsum(axis=1)).sum(axis=1)
    return np.asarray(CODES[np.minimum(place, chances.shape[1] - 1)])
