"""Drift tests on made-up windows: how often they cry wolf, and what they find.

Points are those of `ThreeWay`; equals tie in 30 % of votes unless said.
"""

from __future__ import annotations

import numpy as np
import pytest

from ratings.single import board, on_one_model
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.cusum import Cusum
from tiltyard.ratings.drift import two_windows
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.tie_probabilities import ThreeWay


def truth(seed: int) -> tuple[np.random.Generator, ThreeWay]:
    rng = np.random.default_rng(seed)
    return rng, board(rng, 30)


def p_values(seed: int, runs: int, votes: int, *, points: float = 0.0) -> Floats:
    """Of tests on the first model, which dropped by so many points."""
    rng, known = truth(seed)
    return np.array([
        two_windows(
            on_one_model(rng, known, votes),
            on_one_model(rng, known, votes, rise=-points / SCALE),
            known.models[0],
            board=known,
        ).p_value
        for _ in range(runs)
    ])  # fmt: skip


def alarms(seed: int, runs: int, votes: int, *, points: float, threshold: float = 8.0) -> Floats:
    """How many votes each alarm took; infinity where none rang."""
    rng, known = truth(seed)
    rule = Cusum(threshold=threshold)
    found = [
        rule.watch(
            on_one_model(rng, known, votes, rise=-points / SCALE), known.models[0], board=known
        ).alarm
        for _ in range(runs)
    ]  # fmt: skip
    return np.array([np.inf if alarm is None else alarm + 1 for alarm in found])


def test_about_one_unchanged_model_in_twenty_is_below_5_per_cent() -> None:
    assert 0.01 < np.mean(p_values(1, 200, 500) < 0.05) < 0.1


@pytest.mark.slow
@pytest.mark.parametrize("votes", [100, 2_000])
def test_one_unchanged_model_in_a_hundred_is_below_1_per_cent(votes: int) -> None:
    """Within four errors of a simulation of 4,000."""
    assert np.mean(p_values(2, 4_000, votes) < 0.01) == pytest.approx(0.01, abs=0.0063)


@pytest.mark.slow
def test_p_values_of_unchanged_models_are_uniform() -> None:
    p = np.sort(p_values(3, 4_000, 500))
    distance = np.abs(p - (np.arange(4_000) + 0.5) / 4_000).max()
    assert distance < 1.63 / np.sqrt(4_000)  # Kolmogorov and Smirnov, 1 %


@pytest.mark.slow
@pytest.mark.parametrize(("points", "votes"), [(100, 460), (50, 1_850), (30, 5_100)])
def test_80_per_cent_of_drops_are_found_with_the_votes_that_the_page_says(
    points: float, votes: int
) -> None:
    assert np.mean(p_values(4, 500, votes, points=points) < 0.01) == pytest.approx(0.8, abs=0.07)


@pytest.mark.slow
def test_at_most_2_per_cent_of_watches_ring_falsely_within_20_000_votes() -> None:
    assert np.isfinite(alarms(5, 1_500, 20_000, points=0)).mean() <= 0.02 + 0.009


@pytest.mark.slow
@pytest.mark.parametrize(("points", "votes"), [(30, 2_600), (50, 1_240), (100, 555)])
def test_half_of_all_drops_are_found_within_so_many_votes(points: float, votes: int) -> None:
    assert np.median(alarms(6, 400, 12_000, points=points)) == pytest.approx(votes, rel=0.12)


@pytest.mark.slow
def test_false_alarms_are_as_rare_as_the_formula_says() -> None:
    """``(e^h - h - 1) / K`` votes from one to the next, with K the mean evidence against."""
    _, known = truth(7)
    chance = known.chances(np.zeros(29, int), np.arange(1, 30))
    eta = known.strength[0] - known.strength[1:]
    against = -(chance * Cusum().evidence(eta, known.log_nu)).sum(axis=1).mean()
    expected = -np.expm1(-20_000 * against / (np.exp(6.0) - 7.0))
    found = np.isfinite(alarms(7, 1_000, 20_000, points=0, threshold=6.0)).mean()
    assert found == pytest.approx(expected, abs=0.05)
