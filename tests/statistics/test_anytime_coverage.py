"""Boards that are watched after every batch of votes, against known truths."""

from __future__ import annotations

import numpy as np
import pytest

from ratings.boards import strengths, votes
from tiltyard import ratings
from tiltyard.ratings import Counts, anytime
from tiltyard.ratings.comparisons import Bools, Floats
from tiltyard.ratings.estimate import SCALE

METHOD = ratings.load("bradley_terry")
MODELS, FIRST, BATCH = 5, 500, 250


def holds(ends: Floats, truth: Floats) -> Bools:
    low, high = ends.T / SCALE
    return np.asarray((low <= truth) & (truth <= high))


def watched(*, looks: int, seed: int) -> tuple[Bools, Bools, bool]:
    """Whether each model's interval held at all looks: ours, the fixed one; and all ranks."""
    rng = np.random.default_rng(seed)
    truth = strengths(rng, MODELS)
    above = (truth[:, None] < truth).sum(axis=1)
    always, fixed, ranks = np.ones(MODELS, bool), np.ones(MODELS, bool), True
    counts = Counts.of(votes(rng, truth, FIRST, evenness=0.5))
    for _ in range(looks):
        estimate = METHOD.fit(counts, rng=rng)
        always &= holds(anytime.interval(estimate, centre=0), truth)
        fixed &= holds(estimate.interval(centre=0), truth)
        best, worst = anytime.rank_range(estimate).T
        ranks &= bool(((best <= 1 + above) & (1 + above <= worst)).all())
        counts = counts + Counts.of(votes(rng, truth, BATCH, evenness=0.5))
    return always, fixed, ranks


def test_watched_intervals_hold_where_those_of_one_look_fail() -> None:
    found = [watched(looks=15, seed=seed) for seed in range(16)]
    assert np.mean([one[0] for one in found]) > 0.94
    assert np.mean([one[1] for one in found]) < 0.9


@pytest.mark.slow
def test_intervals_watched_200_times_hold_throughout_with_95_per_cent() -> None:
    found = [watched(looks=200, seed=seed) for seed in range(300)]
    assert np.mean([one[0] for one in found]) > 0.95
    assert np.mean([one[1] for one in found]) < 0.75
    assert np.mean([one[2] for one in found]) > 0.95
