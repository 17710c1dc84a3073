"""Promises about a whole board against known truths, at real size with ``-m slow``.

The bounds of a share are about four standard errors of the simulation wide.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from ratings.boards import strengths, votes
from tiltyard import ratings
from tiltyard.ratings import Counts, Estimate
from tiltyard.ratings.bootstrap import bootstrap
from tiltyard.ratings.comparisons import Bools, Floats
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.multiplicity import Adjustment
from tiltyard.ratings.ranks import by_overlap, tied_blocks

METHOD = ratings.load("bradley_terry")


def fitted(rng: np.random.Generator, truth: Floats, n: int) -> Estimate:
    return METHOD.fit(votes(rng, truth, n), rng=rng)


def held(estimate: Estimate, truth: Floats, adjustment: Adjustment) -> bool:
    """Whether the intervals of all models hold their truths."""
    ends = estimate.interval(centre=0, adjustment=adjustment, rng=np.random.default_rng(0))
    low, high = ends.T / SCALE
    return bool(((low <= truth) & (truth <= high)).all())


def joint_coverage(models: int, n: int, adjustment: Adjustment, *, boards: int) -> float:
    rng = np.random.default_rng(1)
    found = []
    for _ in range(boards):
        truth = strengths(rng, models)
        found.append(held(fitted(rng, truth, n), truth, adjustment))
    return float(np.mean(found))


def test_intervals_of_all_models_hold_together_as_often_as_promised() -> None:
    assert 0.89 < joint_coverage(10, 5_000, "max_t", boards=150) <= 1


def test_intervals_of_one_model_at_a_time_do_not_hold_together() -> None:
    assert joint_coverage(10, 5_000, "none", boards=60) < 0.85


@pytest.mark.slow
def test_simulated_intervals_of_20_models_hold_together_on_95_per_cent_of_boards() -> None:
    assert 0.93 < joint_coverage(20, 20_000, "max_t", boards=1_500) < 0.972


@pytest.mark.slow
@pytest.mark.parametrize("adjustment", ["max_t", "sidak", "bonferroni"])
def test_intervals_of_200_models_hold_together_on_95_per_cent_of_boards(
    adjustment: Adjustment,
) -> None:
    assert joint_coverage(200, 1_000_000, adjustment, boards=150) > 0.88


def false_claims(adjustment: Adjustment, *, boards: int, models: int = 20) -> float:
    """The share of boards of equal models that claim anything."""
    rng, found = np.random.default_rng(2), []
    for _ in range(boards):
        estimate = fitted(rng, np.zeros(models), 500 * models)
        best = estimate.rank_range(rng=np.random.default_rng(0), adjustment=adjustment)[:, 0]
        found.append(best.max() > 1)
    return float(np.mean(found))


@pytest.mark.slow
@pytest.mark.parametrize("adjustment", ["sidak", "bonferroni", "holm"])
def test_other_adjustments_claim_falsely_on_at_most_5_per_cent_of_boards(
    adjustment: Adjustment,
) -> None:
    assert false_claims(adjustment, boards=800) < 0.08


@pytest.mark.slow
def test_blocks_of_an_arena_are_hardly_ever_cut_falsely() -> None:
    """A cut is false if somebody below it is truly at least as strong as somebody above."""
    rng, wrong = np.random.default_rng(3), []
    for _ in range(400):
        truth = np.repeat([0.5, 0.0, -0.5], 5)
        estimate = fitted(rng, truth, 5_000)
        blocks = tied_blocks(estimate, rng=np.random.default_rng(0))
        levels = [truth[[estimate.index(name) for name in block]] for block in blocks]
        wrong.append(any(upper.min() <= lower.max() for upper, lower in pairwise(levels)))
    assert np.mean(wrong) < 0.08


@pytest.mark.slow
def test_the_rule_of_overlap_claims_falsely_on_every_board_of_200_equal_models() -> None:
    rng = np.random.default_rng(4)
    boards = [fitted(rng, np.zeros(200), 1_000_000) for _ in range(10)]
    assert all((by_overlap(board) > 1).sum() > 10 for board in boards)


def covered(n: int, *, boards: int, models: int = 10) -> Bools:
    """Whether each percentile interval held its truth."""
    rng, found = np.random.default_rng(5), []
    for _ in range(boards):
        truth = strengths(rng, models)
        drawn = bootstrap(Counts.of(votes(rng, truth, n)), rng=rng, replicates=400)
        low, high = drawn.interval(centre=0).T / SCALE
        found.append((low <= truth) & (truth <= high))
    return np.array(found)


@pytest.mark.slow
def test_bootstrap_intervals_cover_between_93_and_96_per_cent() -> None:
    assert 0.93 < covered(3_000, boards=400).mean() < 0.96
