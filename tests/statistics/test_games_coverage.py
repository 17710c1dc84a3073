"""Joint games from known effects: spreads, intervals; quickly here, fully with ``-m slow``."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from ratings.single import played
from tiltyard.ratings.games import ROLES, fit_games


def covered(seed: int, runs: int, sizes: tuple[int, int, int], n: int) -> dict[str, float]:
    """For each role, the share of 95 % intervals that held the truth."""
    rng = np.random.default_rng(seed)
    shares: dict[str, list[float]] = {role: [] for role in ROLES}
    for _ in range(runs):
        games, truth = played(rng, sizes, n)
        found = fit_games(games)
        for role, effect in zip(ROLES, truth, strict=True):
            estimate = found.estimate(role)
            reach = ndtri(0.975) * np.sqrt(estimate.covariance.diagonal())
            shares[role].append(float(np.mean(np.abs(estimate.strength - effect) < reach)))
    return {role: float(np.mean(share)) for role, share in shares.items()}


def test_intervals_of_players_hold_the_truth() -> None:
    assert 0.92 < covered(1, 4, (100, 10, 20), 3_000)["player"] < 0.98


@pytest.mark.slow
def test_intervals_of_all_roles_cover_between_93_and_97_per_cent() -> None:
    shares = covered(2, 100, (300, 20, 40), 9_000)
    assert min(shares.values()) > 0.93
    assert max(shares.values()) < 0.97


@pytest.mark.slow
def test_intervals_of_players_with_ten_attempts_cover_too() -> None:
    assert 0.93 < covered(3, 40, (1_000, 15, 20), 10_000)["player"] < 0.97
