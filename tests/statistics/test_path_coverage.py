"""Smoothed paths against known ones: quickly here, at full size with ``-m slow``."""

from __future__ import annotations

import numpy as np
import pytest

from ratings.single import wandering
from tiltyard.ratings.path import smoothed


def covered(seed: int, boards: int, *, tau: float, votes: int = 15_000) -> float:
    """The share of 95 % intervals that held the truth, over all models and weeks."""
    rng = np.random.default_rng(seed)
    shares = []
    for _ in range(boards):
        made, truth = wandering(rng, 12, 20, votes, tau=tau)
        path = smoothed(made, width_days=7)
        shares.append(np.mean(np.abs(path.strength - truth) < 1.96 * path.errors()))
    return float(np.mean(shares))


def test_intervals_of_a_path_hold_the_truth() -> None:
    assert 0.92 < covered(1, 5, tau=0.02) < 0.98


@pytest.mark.slow
@pytest.mark.parametrize("tau", [0.01, 0.02, 0.05])
def test_intervals_of_a_path_cover_between_94_and_96_per_cent(tau: float) -> None:
    assert 0.935 < covered(2, 100, tau=tau) < 0.965
