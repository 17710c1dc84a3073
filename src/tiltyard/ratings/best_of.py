"""The winner's curse by simulation: many variants are tried, and the one that seems best is shown.

`selection` has the closed forms, for votes without ties on opponents that are all as good. Here
votes are drawn and ratings fitted, so that ties, uneven opponents, and what is done at release can
be looked at too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import expit, ndtri

from tiltyard.errors import ConfigurationError
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.multiplicity import alone, bonferroni

# Opponents that are not all as good: so many, at the quantiles of a normal distribution.
OPPONENTS = 20
# Fits of so many cells at once take some tens of megabytes.
_BLOCK = 1_000_000
_STEPS = 30
_CLOSE = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is simulated.

    Attributes:
        variants: how many are tested, all as good as the average opponent.
        votes: on each of them, before one is chosen.
        fresh: on the chosen one, after its release.
        ties: the share of votes on equal models that tie; uneven models tie less.
        spread: standard deviation of the opponents' ratings, in points; they are known.
        level: of all intervals.
    """

    variants: int
    votes: int
    fresh: int = 1_000
    ties: float = 0.0
    spread: float = 0.0
    level: float = 0.95

    def __post_init__(self) -> None:
        if self.variants < 1 or min(self.votes, self.fresh) < OPPONENTS:
            raise ConfigurationError(
                f"there must be 1 variant or more, and {OPPONENTS} votes or more on each: there "
                f"are {self.variants}, with {self.votes} and {self.fresh} votes"
            )
        if not 0 <= self.ties < 1 or not 0 <= self.spread <= 1_000 or not 0 < self.level < 1:
            raise ConfigurationError(
                "ties must be in [0, 1), the spread in [0, 1000] points and the level in (0, 1); "
                f"they are {self.ties}, {self.spread} and {self.level}"
            )


class Judged(NamedTuple):
    """One way to rate the chosen variant.

    Attributes:
        bias: how much too high it is on average, in points.
        holds: the share of usual intervals that hold the truth; ``wide_holds`` of those that are
            as wide as all variants' together need (Bonferroni).
    """

    bias: float
    holds: float
    wide_holds: float


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a trial: rated by the ``old`` votes it was chosen by, ``fresh`` ones, or both.

    ``error`` is the standard error of one variant's rating by its old votes, in points, averaged.
    """

    trial: Trial
    repetitions: int
    error: float
    old: Judged
    fresh: Judged
    pooled: Judged


def simulate(
    trial: Trial,
    rng: np.random.Generator,
    *,
    repetitions: int = 10_000,
    told: Callable[[int], None] | None = None,
) -> Found:
    """What becomes of the best of several equal variants, over many repetitions.

    Args:
        trial: what is simulated.
        rng: draws the votes.
        repetitions: how often; a share p has a standard error of ``√(p (1 - p) / repetitions)``.
        told: is called with the number of repetitions that are done.

    Raises:
        ConfigurationError: there are no repetitions.
    """
    if repetitions < 1:
        raise ConfigurationError(f"there must be 1 repetition or more, not {repetitions}")
    pool = _pool(trial)
    block = max(1, _BLOCK // (trial.variants * len(pool)))
    parts = []
    for begin in range(0, repetitions, block):
        size = min(block, repetitions - begin)
        parts.append(_block(trial, pool, size, rng))
        if told is not None:
            told(begin + size)
    rates = [_Rates(*(np.concatenate(one) for one in zip(*each, strict=True))) for each in
             zip(*(part[:3] for part in parts), strict=True)]  # fmt: skip
    old, fresh, pooled = (_judged(one, trial) for one in rates)
    error = float(np.average([part[3] for part in parts], weights=[len(p[0][0]) for p in parts]))
    return Found(trial, repetitions, error * float(SCALE), old, fresh, pooled)


class _Rates(NamedTuple):
    """Strengths and their standard errors, by repetition; the truth is 0."""

    strength: Floats
    error: Floats


class _Votes(NamedTuple):
    """Votes won, tied and lost, by opponent along the last axis."""

    won: Floats
    tied: Floats
    lost: Floats

    def and_(self, other: _Votes) -> _Votes:
        return _Votes(*(one + another for one, another in zip(self, other, strict=True)))


def _pool(trial: Trial) -> Floats:
    """Strengths of the opponents, with mean zero."""
    if not trial.spread:
        return np.zeros(1)
    normal = ndtri((np.arange(OPPONENTS) + 0.5) / OPPONENTS)
    return np.asarray(normal / normal.std() * (trial.spread / float(SCALE)))


def _block(
    trial: Trial, pool: Floats, size: int, rng: np.random.Generator
) -> tuple[_Rates, _Rates, _Rates, float]:
    before = _draw(trial, trial.votes, pool, (size, trial.variants), rng)
    all_rates = _fit(before, pool)
    best = all_rates.strength.argmax(axis=1)[:, None]
    old = _Rates(*(np.take_along_axis(one, best, axis=1)[:, 0] for one in all_rates))
    kept = _Votes(*(np.take_along_axis(one, best[:, :, None], axis=1)[:, 0] for one in before))
    after = _draw(trial, trial.fresh, pool, (size,), rng)
    mean_error = float(all_rates.error.mean())
    return old, _fit(after, pool), _fit(kept.and_(after), pool), mean_error


def _draw(
    trial: Trial, votes: int, pool: Floats, shape: tuple[int, ...], rng: np.random.Generator
) -> _Votes:
    """Votes on models of strength 0, spread over the opponents as evenly as they go."""
    opponents = len(pool)
    counts = votes // opponents + (np.arange(opponents) < votes % opponents)
    expected = expit(-pool)
    # A tie is half a win, so that the expected score stays that of Bradley and Terry.
    tie = 2 * trial.ties * np.minimum(expected, 1 - expected)
    win = expected - tie / 2
    won = rng.binomial(counts, win, size=(*shape, opponents))
    tied = rng.binomial(counts - won, tie / (1 - win))
    return _Votes(*(one.astype(float) for one in (won, tied, counts - won - tied)))


def _fit(votes: _Votes, pool: Floats) -> _Rates:
    """Strengths against known opponents, by Newton's steps, with sandwich errors."""
    counts = votes.won + votes.tied + votes.lost
    total = counts.sum(axis=-1)
    # Who won or lost everything would be infinitely far away.
    score = np.clip((votes.won + votes.tied / 2).sum(axis=-1), 0.5, total - 0.5)
    strength = np.zeros_like(score)
    for _ in range(_STEPS):
        expected = expit(strength[..., None] - pool)
        bread = (counts * expected * (1 - expected)).sum(axis=-1)
        step = np.clip((score - (counts * expected).sum(axis=-1)) / bread, -1, 1)
        strength += step
        if np.abs(step).max() < _CLOSE:
            break
    expected = expit(strength[..., None] - pool)
    bread = (counts * expected * (1 - expected)).sum(axis=-1)
    surprise = (
        votes.won * (1 - expected) ** 2
        + votes.tied * (0.5 - expected) ** 2
        + votes.lost * expected**2
    )
    return _Rates(strength, np.sqrt(surprise.sum(axis=-1)) / bread)


def _judged(rates: _Rates, trial: Trial) -> Judged:
    away = np.abs(rates.strength) / rates.error
    wide = bonferroni(trial.level, trial.variants)
    return Judged(
        bias=float(rates.strength.mean() * SCALE),
        holds=float((away <= alone(trial.level)).mean()),
        wide_holds=float((away <= wide).mean()),
    )
