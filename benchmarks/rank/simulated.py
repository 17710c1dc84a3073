"""Votes of an arena that never was: models come and go, voters repeat, answers differ in style.

An arena runs for 60 weeks. Three models in ten are there from the first; the others enter at any
time up to week 50. Each stays six weeks and then some, 25 on average. How often a model is drawn is
log-normal, so some pairs meet thousands of times and most hardly ever; traffic grows week by week.
Strengths are normal, and later models are a little stronger. An answer has a length, headers, list
items and bold words: every model has habits (the strong write longer), and every prompt asks for
more or less. What differs between the two answers of a battle, ``(f_a - f_b) / (f_a + f_b + 1)``,
moves the vote by `EFFECTS` for each standard deviation.

A vote is a tie or both bad with probability 0.9 p (1 - p), and otherwise won such that the expected
worth to the left is exactly p, the probability that the log-odds give. One vote in twenty is on one
of 200 prompts that everybody tries. Everything is drawn from one seed.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import expit

from tiltyard.ratings import Comparisons, Features
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, OUTCOMES, TIE

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]
Generator = np.random.Generator

WEEKS, WEEK_SECONDS, OPENED_AT = 60, 7 * 86_400, 1_700_000_000
STYLE = ("length", "headers", "lists", "bold")
EFFECTS = np.array([0.25, 0.024, 0.031, 0.019])  # log-odds for one standard deviation
HOT_PROMPTS, HOT_SHARE = 200, 0.05
VOTES_PER_VOTER = 2.2

# A change of the generator needs a new number, or old files would be taken for new ones.
VERSION = 1


@dataclass(frozen=True, slots=True, eq=False)
class Arena:
    """The truth: what models there are, when, and how good.

    Attributes:
        strength: log-odds, mean zero, shape ``(m,)``.
        entered: the first week of each.
        left: the first week without it.
        popularity: how often each is drawn, relative to the others that are there.
        habits: of each model in each of `STYLE`, standard normal, shape ``(m, 4)``.
    """

    strength: Floats
    entered: Floats
    left: Floats
    popularity: Floats
    habits: Floats

    @property
    def names(self) -> tuple[str, ...]:
        """In alphabetical order, which is that of the codes."""
        return tuple(f"model-{index:04}" for index in range(len(self.strength)))

    def alive(self, week: int) -> NDArray[np.intp]:
        """The models of a week."""
        return np.flatnonzero((self.entered <= week) & (week < self.left))


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Columns of ``n`` votes, in order of time, and the probability behind each."""

    a: Codes
    b: Codes
    outcome: NDArray[np.uint8]
    voter: Codes
    prompt: Codes
    style: NDArray[np.float32]
    voted_at: Floats
    probability: Floats

    def comparisons(self, arena: Arena) -> Comparisons:
        """All columns as the engine takes them."""
        return Comparisons(
            models=arena.names,
            a=self.a.astype(np.int16),
            b=self.b.astype(np.int16),
            outcome=self.outcome,
            clusters={"voter": self.voter, "prompt": self.prompt},
            features=Features(STYLE, self.style),
            voted_at=self.voted_at,
        )


def draw_arena(models: int, rng: Generator) -> Arena:
    """An arena of so many models."""
    at_once = rng.random(models) < 0.3
    at_once[:2] = True  # somebody has to open it
    entered = np.where(at_once, 0, rng.integers(0, 51, models)).astype(np.float64)
    left = entered + 6 + rng.exponential(25, models)
    drawn = rng.normal(0, 1, models)
    strength = 0.55 * drawn + 0.012 * entered
    habits = rng.normal(0, 1, (models, len(STYLE)))
    habits[:, 0] = 0.4 * drawn + np.sqrt(1 - 0.4**2) * habits[:, 0]
    return Arena(
        strength=strength - strength.mean(),
        entered=entered,
        left=left,
        popularity=np.exp(rng.normal(0, 0.9, models)),
        habits=habits,
    )


def draw_pairs(arena: Arena, n: int, rng: Generator) -> tuple[Codes, Codes, Floats]:
    """Who met whom, and when (in weeks), in order of time."""
    traffic = np.array([1.0 + week if len(arena.alive(week)) > 1 else 0.0 for week in range(WEEKS)])
    per_week = rng.multinomial(n, traffic / traffic.sum())
    sides = [_pairs_of_week(arena, week, int(many), rng) for week, many in enumerate(per_week)]
    a, b = (np.concatenate(side) for side in zip(*sides, strict=True))
    time = np.repeat(np.arange(WEEKS), per_week) + rng.random(n)
    return a, b, np.sort(time)


def draw_votes(
    arena: Arena,
    n: int,
    rng: Generator,
    *,
    votes_per_voter: float = VOTES_PER_VOTER,
    activity: float = 1.3,
) -> Votes:
    """So many votes.

    Args:
        arena: where they are cast.
        n: how many.
        rng: draws everything.
        votes_per_voter: the mean.
        activity: how unequal voters are: the standard deviation of log activity.
    """
    a, b, weeks = draw_pairs(arena, n, rng)
    voter = draw_voters(n, rng, votes_per_voter=votes_per_voter, activity=activity)
    is_hot = rng.random(n) < HOT_SHARE
    hot = rng.integers(0, HOT_PROMPTS, n)
    prompt = np.where(is_hot, hot, HOT_PROMPTS + np.arange(n)).astype(np.int32)
    asks = np.where(is_hot, rng.normal(0, 1, HOT_PROMPTS)[hot], rng.normal(0, 1, n))
    style = _style(arena, a, b, asks, rng)
    effect = (style / style.std(axis=0)) @ EFFECTS
    probability = expit(arena.strength[a] - arena.strength[b] + effect)
    return Votes(
        a=a,
        b=b,
        outcome=draw_outcomes(probability, rng),
        voter=voter,
        prompt=prompt,
        style=style,
        voted_at=OPENED_AT + WEEK_SECONDS * weeks,
        probability=probability,
    )


def draw_voters(n: int, rng: Generator, *, votes_per_voter: float, activity: float) -> Codes:
    """Who casts each of ``n`` votes."""
    voters = max(int(n / votes_per_voter), 1)
    return _weighted(np.exp(rng.normal(0, activity, voters)), n, rng).astype(np.int32)


def draw_outcomes(probability: Floats, rng: Generator) -> NDArray[np.uint8]:
    """How votes end that are worth so much to the left on average; a fifth or so have no winner."""
    undecided = 0.9 * probability * (1 - probability)
    chance = rng.random(len(probability))
    won = probability - undecided / 2
    drawn = np.where(rng.random(len(probability)) < 0.45, BOTH_BAD, TIE)
    outcome = np.where(chance < won, A_WON, np.where(chance < won + undecided, drawn, B_WON))
    return outcome.astype(np.uint8)


def written(models: int, n: int, *, seed: int = 20_260_301) -> Path:
    """A Parquet file of such votes, made when it is first asked for.

    Columns: ``model_a``, ``model_b``, ``winner``, ``voter``, ``prompt``, ``voted_at`` and one for
    each of `STYLE`, unstandardised.
    """
    folder = Path(tempfile.gettempdir(), "tiltyard-benchmarks")
    path = folder / f"arena-{VERSION}-{models}-{n}-{seed}.parquet"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        rng = np.random.default_rng(seed)
        arena = draw_arena(models, rng)
        partial = path.with_suffix(f".{os.getpid()}")
        _frame(arena, draw_votes(arena, n, rng)).write_parquet(partial)
        partial.rename(path)
    return path


def _pairs_of_week(arena: Arena, week: int, n: int, rng: Generator) -> tuple[Codes, Codes]:
    """Two different models for each vote of one week, by popularity."""
    alive = arena.alive(week)
    popularity = arena.popularity[alive]
    a, b = _weighted(popularity, n, rng), _weighted(popularity, n, rng)
    while len(same := np.flatnonzero(a == b)):
        b[same] = _weighted(popularity, len(same), rng)
    return alive[a].astype(np.int32), alive[b].astype(np.int32)


def _weighted(weight: Floats, n: int, rng: Generator) -> NDArray[np.intp]:
    """``n`` places, each with probability proportional to its weight."""
    edges = np.cumsum(weight)
    if not n:
        return np.zeros(0, dtype=np.intp)
    drawn = np.searchsorted(edges, rng.random(n) * edges[-1])
    return np.asarray(np.minimum(drawn, len(weight) - 1))


def _style(arena: Arena, a: Codes, b: Codes, asks: Floats, rng: Generator) -> NDArray[np.float32]:
    """What differed between the answers, shape ``(n, 4)``."""
    left, right = (_answers(arena, side, asks, rng) for side in (a, b))
    for f, g in zip(left, right, strict=True):
        # Into the column that is there: a new one of five million rows is not free.
        np.divide(f - g, f + g + 1, out=f)
    return np.column_stack([f.astype(np.float32) for f in left])


def _answers(arena: Arena, model: Codes, asks: Floats, rng: Generator) -> list[Floats]:
    """Length in tokens, and how many headers, list items and bold words, of each answer."""
    habits = arena.habits[model].T
    length = np.exp(5.3 + 0.35 * habits[0] + 0.6 * asks + rng.normal(0, 0.3, len(model)))
    counts = [
        rng.poisson(np.exp(usual + 0.7 * habit + 0.5 * asks)).astype(np.float64)
        for usual, habit in zip((-0.3, 1.0, 1.2), habits[1:], strict=True)
    ]
    return [np.ceil(length), *counts]


def _frame(arena: Arena, votes: Votes) -> pl.DataFrame:
    names = pl.Series(arena.names)
    winners = pl.Series([winner.value for winner in OUTCOMES])
    since_1970 = pl.Series(np.round(votes.voted_at * 1e6).astype(np.int64))
    return pl.DataFrame(
        {
            "model_a": names.gather(votes.a),
            "model_b": names.gather(votes.b),
            "winner": winners.gather(votes.outcome),
            "voter": votes.voter,
            "prompt": votes.prompt,
            "voted_at": since_1970.cast(pl.Datetime("us", "UTC")),
            **dict(zip(STYLE, votes.style.T, strict=True)),
        }
    )
