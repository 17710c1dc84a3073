"""Plans that are carried out, against known truths."""

from __future__ import annotations

import numpy as np
import pytest

from ratings.boards import Generator, votes
from tiltyard import ratings
from tiltyard.ratings import Counts, Estimate, planning
from tiltyard.ratings.estimate import SCALE

METHOD = ratings.load("bradley_terry")
TRUTH = np.array([15, -15, 80, -80, 0]) / SCALE


def fit(counts: Counts) -> Estimate:
    return METHOD.fit(counts, rng=np.random.default_rng(0))


def succeeded(rng: Generator) -> bool:
    """Whether the interval of a plan for a gap of 30 points leaves out zero, once carried out."""
    counts = Counts.of(votes(rng, TRUTH, 2_000))
    plan = planning.to_separate(fit(counts), counts, "model-000", "model-001", gap=30.0)
    more = Counts.of(votes(rng, TRUTH[:2], int(plan.votes)))
    low, _ = fit(counts + more).difference("model-000", "model-001").interval()
    return low > 0


def test_most_plans_succeed() -> None:
    rng = np.random.default_rng(0)
    assert 0.6 < np.mean([succeeded(rng) for _ in range(60)]) < 0.97


@pytest.mark.slow
def test_plans_succeed_as_often_as_their_power_says() -> None:
    rng = np.random.default_rng(1)
    assert np.mean([succeeded(rng) for _ in range(4_000)]) == pytest.approx(0.8, abs=0.027)
