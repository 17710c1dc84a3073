"""Votes with style, made up from known strengths and coefficients, as an arena's would look."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from tiltyard import ratings
from tiltyard.ratings import Coefficients, Comparisons, Counts, Estimate, Features
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, TIE, Codes, Floats

NAMES = ("length", "headers", "lists", "bold")

# Log-odds for one standard deviation of each: those that were planted.
PLANTED = np.array([0.25, 0.024, 0.031, 0.019])


@dataclass(frozen=True)
class Truth:
    """What votes were made from."""

    strength: Floats
    coefficient: Floats


def styled(
    rng: np.random.Generator,
    *,
    models: int,
    n: int,
    voters: int | None = None,
    taste: float = 0.0,
) -> tuple[Comparisons, Truth]:
    """Single votes on answers whose style depends on the model and on the prompt.

    Stronger models write more (correlation 0.4), so that leaving style out is wrong. Voters come
    as often as log-normal numbers say. Half of them like length by ``taste`` more than the rest
    and half by as much less: on average the chances, and so what is to be found, are the same.
    """
    strength = rng.normal(0, 0.55, models)
    strength -= strength.mean()
    popular = np.exp(rng.normal(0, 0.9, models))
    a = rng.choice(models, n, p=popular / popular.sum())
    b = (a + 1 + rng.integers(0, models - 1, n)) % models
    values = _style(rng, strength, a, b)
    voter = _voters(rng, voters or max(int(n / 2.2), 2), n)
    liking = taste * rng.choice([-1.0, 1.0], int(voter.max()) + 1)
    p = expit(strength[a] - strength[b] + values @ PLANTED)
    p += liking[voter] * values[:, 0] * p * (1 - p)
    votes = Comparisons(
        models=tuple(f"model-{index:03}" for index in range(models)),
        a=a.astype(np.int16),
        b=b.astype(np.int16),
        outcome=_outcome(rng, p),
        clusters={"voter": voter.astype(np.int32), "prompt": rng.integers(0, n // 3 + 1, n)},
        features=Features(NAMES, values.astype(np.float32)),
    )
    return votes, Truth(strength, PLANTED)


def fit(votes: Comparisons | Counts, **options: object) -> Estimate:
    method = ratings.load("contextual_bradley_terry", **options)
    return method.fit(votes, rng=np.random.default_rng(0))


def coefficients(estimate: Estimate) -> Coefficients:
    assert estimate.coefficients is not None
    return estimate.coefficients


def board(seed: int, *, models: int = 8, n: int = 4_000) -> Comparisons:
    return styled(np.random.default_rng(seed), models=models, n=n)[0]


def with_features(votes: Comparisons, **columns: Floats) -> Comparisons:
    """Only these features."""
    values = np.column_stack(list(columns.values())).astype(np.float32)
    return replace(votes, features=Features(tuple(columns), values))


def known(votes: Comparisons) -> Floats:
    """The features' values."""
    assert votes.features is not None
    return votes.features.values.astype(np.float64)


def _style(rng: np.random.Generator, strength: Floats, a: Codes, b: Codes) -> Floats:
    """Differences over sums of what two answers have of each feature, with unit variance."""
    level = 0.6 * rng.normal(size=(len(strength), len(NAMES)))
    level[:, 0] = 0.6 * (0.4 * strength / strength.std() + 0.92 * level[:, 0] / 0.6)
    prompt = rng.normal(0, 0.5, (len(a), len(NAMES)))
    one = np.exp(level[a] + prompt + rng.normal(0, 0.5, prompt.shape))
    other = np.exp(level[b] + prompt + rng.normal(0, 0.5, prompt.shape))
    ratio = (one - other) / (one + other)
    return np.asarray(ratio / np.sqrt((ratio**2).mean(axis=0)))


def _voters(rng: np.random.Generator, voters: int, n: int) -> Codes:
    often = np.exp(rng.normal(0, 1.3, voters))
    return np.asarray(rng.choice(voters, n, p=often / often.sum()))


def _outcome(rng: np.random.Generator, p: Floats) -> Codes:
    """Ties with probability 0.9 p (1 - p), some both bad, and a worth of p on average."""
    tie = 0.9 * p * (1 - p)
    draw = rng.random(len(p))
    decided = np.where(draw < p - tie / 2, A_WON, B_WON)
    is_tie = (draw >= p - tie / 2) & (draw < p + tie / 2)
    tied = np.where(rng.random(len(p)) < 0.45, BOTH_BAD, TIE)
    return np.where(is_tie, tied, decided).astype(np.uint8)
