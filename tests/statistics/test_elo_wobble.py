"""Elo's ratings for ever after, against their covariance in closed form."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from tiltyard.ratings._kernel.elo import elo
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.methods.elo import wobble

TRUTH = np.array([0.6, 0.3, 0.0, -0.2, -0.7])
K = 8.0


def followed(*, tied: float = 0.0, seed: int = 1, n: int = 1_500_000) -> Floats:
    """Strengths seen every 400 votes, long after the start, less the truth.

    Args:
        tied: the share ``tied · 4 p (1 - p)`` of votes are ties, so that expectations stay.
        seed: of the draws.
        n: votes.
    """
    rng = np.random.default_rng(seed)
    popular = np.array([0.4, 0.3, 0.15, 0.1, 0.05])
    a = rng.choice(5, n, p=popular)
    b = (a + rng.integers(1, 5, n)) % 5
    p = expit(TRUTH[a] - TRUTH[b])
    tie = tied * 4 * p * (1 - p)
    draw = rng.random(n)
    worth = np.where(draw < p - tie / 2, 1.0, np.where(draw < p + tie / 2, 0.5, 0.0))
    strength, seen = TRUTH, []
    for begin in range(0, n, 400):
        part = slice(begin, begin + 400)
        strength = elo(a[part], b[part], worth[part], None, K / SCALE, strength)
        seen.append(strength - TRUTH)
    return np.array(seen[50:])


def test_ratings_scatter_as_said_whoever_meets_whom() -> None:
    np.testing.assert_allclose(np.cov(followed().T), wobble(K, 5), atol=0.08 * K / SCALE / 2)


def test_ratings_scatter_around_the_truth() -> None:
    np.testing.assert_allclose(followed().mean(axis=0), 0, atol=0.02)


def test_with_ties_ratings_scatter_less() -> None:
    """Ties spread by a share of ``tied`` less than wins and losses."""
    scatter = np.trace(np.cov(followed(tied=0.3, seed=2).T)) / np.trace(wobble(K, 5))
    assert abs(scatter - 0.7) < 0.06
