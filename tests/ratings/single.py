"""Single votes made up from known truths: of voters, of days, and of games."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import Codes, Floats
from tiltyard.ratings.games import Games
from tiltyard.ratings.history import DAY
from tiltyard.ratings.tie_probabilities import ThreeWay, chances

Generator = np.random.Generator


def board(rng: Generator, models: int, *, ties: float = 0.3, spread: float = 0.55) -> ThreeWay:
    """True strengths; equals tie so often."""
    strength = rng.normal(0, spread, models)
    names = tuple(f"model-{index:03}" for index in range(models))
    return ThreeWay(names, strength - strength.mean(), float(np.log(2 * ties / (1 - ties))))


def pairs(rng: Generator, models: int, n: int) -> tuple[Codes, Codes]:
    """Two different models for each vote."""
    a = rng.integers(0, models, n)
    return a, (a + rng.integers(1, models, n)) % models


def drawn(rng: Generator, chance: Floats) -> Codes:
    """An outcome for each row of probabilities."""
    upto = chance.cumsum(axis=1)[:, :2]
    outcome = (rng.random(len(chance))[:, None] > upto).sum(axis=1)
    return np.asarray(outcome.astype(np.uint8))


def honest(rng: Generator, truth: ThreeWay, voters: int, each: int) -> Comparisons:
    """Voters who vote as the board says, one after the other."""
    a, b = pairs(rng, len(truth.models), voters * each)
    who = np.repeat(np.arange(voters), each)
    outcome = drawn(rng, truth.chances(a, b))
    return Comparisons(truth.models, a, b, outcome, clusters={"voter": who})


def random_clicks(rng: Generator, votes: Comparisons) -> Comparisons:
    """The same battles, with any button pressed."""
    return replace(votes, outcome=rng.integers(0, 3, len(votes)).astype(np.uint8))


def on_one_model(
    rng: Generator, truth: ThreeWay, n: int, *, rise: float = 0.0, model: int = 0
) -> Comparisons:
    """Votes that all have one model in them, which is ``rise`` log-odds better than the board."""
    met = rng.integers(0, len(truth.models) - 1, n)
    met = np.where(met >= model, met + 1, met)
    is_left = rng.random(n) < 0.5
    eta = truth.strength[model] + rise - truth.strength[met]
    seen = drawn(rng, chances(eta, truth.log_nu))
    outcome = np.where(is_left, seen, np.array([1, 0, 2])[seen]).astype(np.uint8)
    a, b = np.where(is_left, model, met), np.where(is_left, met, model)
    return Comparisons(truth.models, a, b, outcome)


def wandering(
    rng: Generator, models: int, weeks: int, n: int, *, tau: float
) -> tuple[Comparisons, Floats]:
    """Votes over some weeks, and the strengths in each: ``tau`` is for the root of a day.

    The expected worth of a vote is exactly that of Bradley–Terry; about a fifth of votes tie.
    """
    steps = rng.normal(0, tau * np.sqrt(7), (weeks, models))
    steps[0] = rng.normal(0, 0.55, models)
    strength = steps.cumsum(axis=0)
    week = rng.integers(0, weeks, n)
    a, b = pairs(rng, models, n)
    p = 1 / (1 + np.exp(strength[week, b] - strength[week, a]))
    tie = 0.9 * p * (1 - p)
    outcome = drawn(rng, np.column_stack([p - tie / 2, 1 - p - tie / 2, tie]))
    names = tuple(f"model-{index:03}" for index in range(models))
    at = (week + rng.random(n)) * 7 * DAY
    votes = Comparisons(names, a, b, outcome, voted_at=at)
    return votes, strength - strength.mean(axis=1, keepdims=True)


def played(
    rng: Generator,
    sizes: tuple[int, int, int],
    n: int,
    *,
    spread: tuple[float, float, float] = (1.0, 0.6, 0.8),
    mean: float = -0.5,
) -> tuple[Games, list[Floats]]:
    """Single attempts, and the true effects of players, models and targets, each of mean zero."""
    effects = [rng.normal(0, wide, size) for wide, size in zip(spread, sizes, strict=True)]
    player, model, target = codes = [rng.integers(0, size, n) for size in sizes]
    eta = mean + sum(
        sign * effect[code] for sign, effect, code in zip((1, -1, -1), effects, codes, strict=True)
    )
    won = (rng.random(n) < 1 / (1 + np.exp(-eta))).astype(np.float64)
    players, models, targets = (
        tuple(f"{role}-{index:04}" for index in range(size))
        for role, size in zip(("player", "model", "target"), sizes, strict=True)
    )
    games = Games(players, models, targets, player, model, target, won)
    return games, [effect - effect.mean() for effect in effects]
