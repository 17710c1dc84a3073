"""Intervals of the methods with a threshold, of rankings and of anchored boards, against truths.

The bounds of a share are about four standard errors of the simulation wide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest

from ratings.boards import strengths, votes
from ratings.three_ways import drawn
from tiltyard import ratings
from tiltyard.errors import NotIdentifiedError
from tiltyard.ratings import Comparisons, Estimate, Method
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.methods import davidson, grounded_rao_kupper, rao_kupper
from tiltyard.ratings.methods.anchored_bradley_terry import AnchoredBradleyTerry
from tiltyard.ratings.methods.plackett_luce import PlackettLuce
from tiltyard.ratings.outcomes import LogProbabilities
from tiltyard.ratings.rankings import Rankings

Z = 1.959964


@dataclass(frozen=True)
class Truth:
    """A model of votes, where its strengths lie, and its threshold."""

    log_probabilities: LogProbabilities
    threshold: float
    level: float = 0.0


TRUTHS = {
    "rao_kupper": Truth(rao_kupper.log_probabilities, 0.45),
    "davidson": Truth(davidson.log_probabilities, -0.3),
    "grounded_rao_kupper": Truth(grounded_rao_kupper.log_probabilities, 0.4, level=0.7),
}


def held(estimate: Estimate, truth: Floats) -> Floats:
    """Whether each strength's interval holds the truth, and at the end the threshold's."""
    error = np.sqrt(estimate.covariance.diagonal())
    return np.asarray(np.abs(estimate.strength - truth) <= Z * error)


def threshold_held(estimate: Estimate, threshold: float) -> bool:
    assert estimate.coefficients is not None
    low, high = estimate.coefficients.interval()[0]
    return bool(low <= threshold <= high)


def coverage(name: str, *, models: int, n: int, boards: int, seed: int) -> tuple[float, float]:
    """Shares of intervals of strengths, and of the threshold, that hold the truth."""
    rng, truth = np.random.default_rng(seed), TRUTHS[name]
    method: Method = ratings.load(name)
    strength_held: list[Floats] = []
    threshold_is_held: list[bool] = []
    while len(strength_held) < boards:
        strength = strengths(rng, models) + truth.level
        board = drawn(rng, truth.log_probabilities, strength, truth.threshold, n)
        try:
            estimate = method.fit(board, rng=rng)
        except NotIdentifiedError:
            continue
        strength_held.append(held(estimate, strength))
        threshold_is_held.append(threshold_held(estimate, truth.threshold))
    return float(np.mean(strength_held)), float(np.mean(threshold_is_held))


@pytest.mark.parametrize("name", TRUTHS)
def test_intervals_of_95_per_cent_hold_the_truth(name: str) -> None:
    share, _ = coverage(name, models=8, n=1_000, boards=40, seed=1)
    assert 0.9 < share < 0.99


@pytest.mark.slow
@pytest.mark.parametrize("name", TRUTHS)
def test_intervals_cover_between_94_and_96_per_cent(name: str) -> None:
    share, _ = coverage(name, models=20, n=6_000, boards=1_000, seed=2)
    assert 0.94 < share < 0.96


@pytest.mark.slow
@pytest.mark.parametrize("name", TRUTHS)
def test_the_threshold_is_covered_too(name: str) -> None:
    _, share = coverage(name, models=10, n=3_000, boards=1_000, seed=3)
    assert 0.925 < share < 0.975


@pytest.mark.slow
@pytest.mark.parametrize("name", TRUTHS)
def test_intervals_of_young_boards_are_not_too_narrow(name: str) -> None:
    share, _ = coverage(name, models=8, n=150, boards=1_000, seed=4)
    assert 0.94 < share < 0.985


def repeating(rng: np.random.Generator, truth: Truth, strength: Floats) -> Comparisons:
    """Votes of which every one is said four times by the same voter."""
    once = drawn(rng, truth.log_probabilities, strength, truth.threshold, 1_500)
    four = once.rows(np.repeat(np.arange(len(once)), 4))
    return replace(four, clusters={"voter": np.repeat(np.arange(len(once)), 4)})


def clustered_coverage(name: str, cluster: tuple[str, ...], boards: int) -> float:
    rng, truth = np.random.default_rng(5), TRUTHS[name]
    method = ratings.load(name, cluster=cluster)
    shares = []
    for _ in range(boards):
        strength = strengths(rng, 8) + truth.level
        shares.append(held(method.fit(repeating(rng, truth, strength), rng=rng), strength).mean())
    return float(np.mean(shares))


@pytest.mark.slow
@pytest.mark.parametrize("name", TRUTHS)
def test_voters_who_repeat_themselves_are_covered_when_clustered(name: str) -> None:
    assert 0.93 < clustered_coverage(name, ("voter",), 500) < 0.965


@pytest.mark.slow
@pytest.mark.parametrize("name", TRUTHS)
def test_voters_who_repeat_themselves_are_not_covered_otherwise(name: str) -> None:
    assert clustered_coverage(name, (), 200) < 0.75


def ranked(rng: np.random.Generator) -> float:
    """Four of eight models in each of 400 rankings."""
    truth = strengths(rng, 8)
    listed = [rng.choice(8, 4, replace=False) for _ in range(400)]
    items = np.concatenate(
        [models[np.argsort(-(truth[models] + rng.gumbel(size=4)))] for models in listed]
    )
    rankings = Rankings(tuple("abcdefgh"), items, np.arange(0, 1_601, 4))
    return float(held(PlackettLuce().fit_rankings(rankings), truth).mean())


def carried(rng: np.random.Generator) -> float:
    """A board of six is fitted, then two new models on it by other votes; share of the two."""
    truth = strengths(rng, 8)
    old = tuple(f"model-{index:03}" for index in range(6))
    frozen = ratings.load("bradley_terry").fit(
        votes(rng, truth, 4_000, evenness=0.3).among(old), rng=rng
    )
    anchors = dict(zip(frozen.models, frozen.strength.tolist(), strict=True))
    fresh = votes(rng, truth, 4_000, evenness=0.3)
    estimate = AnchoredBradleyTerry(anchors, frozen.covariance).fit(fresh, rng=rng)
    return float(held(estimate, truth - truth[:6].mean())[6:].mean())


def rated(rng: np.random.Generator) -> float:
    """Win rates, of which the truth is what the schedule of the votes makes of the strengths."""
    truth = strengths(rng, 8)
    board = votes(rng, truth, 3_000, evenness=0.5)
    assert board.count is not None
    p = 1 / (1 + np.exp(truth[board.b] - truth[board.a]))
    won = np.bincount(board.a, board.count * p, 8) + np.bincount(board.b, board.count * (1 - p), 8)
    met = np.bincount(board.a, board.count, 8) + np.bincount(board.b, board.count, 8)
    odds = np.log(won / (met - won))
    return float(held(ratings.load("win_rate").fit(board, rng=rng), odds - odds.mean()).mean())


@pytest.mark.slow
@pytest.mark.parametrize("simulated", [ranked, carried])
def test_rankings_and_new_models_on_frozen_boards_are_covered(
    simulated: Callable[[np.random.Generator], float],
) -> None:
    rng = np.random.default_rng(6)
    assert 0.94 < np.mean([simulated(rng) for _ in range(1_000)]) < 0.96


@pytest.mark.slow
def test_win_rates_are_covered_and_rather_too_well() -> None:
    """Their error includes that of whom a model met, which is given here."""
    rng = np.random.default_rng(7)
    assert 0.94 < np.mean([rated(rng) for _ in range(1_000)]) < 0.975
