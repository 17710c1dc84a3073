"""The whole watch on made-up arenas: how often it rings falsely, and how soon it finds a change.

The level that is watched is estimated from votes, as in an arena, with all that goes wrong in that.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest

from drift.talking import spoken_nights
from ratings.single import board, drawn, on_one_model, pairs
from tiltyard.drift._compare import judge, reference_of
from tiltyard.drift._level import WATCH, level_of, path_of
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.tie_probabilities import ThreeWay

MODELS, REFERENCE, YEAR = 30, 2_000, 20_000
# Where 30 % of votes between equals tie, 50 points on the board are as many on the watch's scale.
BOARD_50 = 50 / 0.7


def frozen(rng: np.random.Generator, truth: ThreeWay) -> dict[str, Floats]:
    """Evidence by opponent and outcome, of a level found from 2,000 votes on each model."""
    a, b = pairs(rng, MODELS, REFERENCE * MODELS // 2)
    seen = drawn(rng, truth.chances(a, b))
    met: Counter[tuple[int, int, int]] = Counter(
        zip(a.tolist(), b.tolist(), seen.tolist(), strict=True)
    )
    whole: dict[tuple[str, str], tuple[int, int, int]] = {}
    for left in range(MODELS):
        for right in range(left + 1, MODELS):
            ended = [met[left, right, how] + met[right, left, (1, 0, 2)[how]] for how in range(3)]
            whole[truth.models[left], truth.models[right]] = (ended[0], ended[1], ended[2])
    level = level_of(whole, truth.models[0])
    eta = np.array([level.gaps[name] for name in truth.models[1:]])
    table = WATCH.evidence(eta, level.log_nu)
    return dict(zip(truth.models[1:], table, strict=True))


def rang(seed: int, runs: int, votes: int, *, points: float) -> Floats:
    """How many votes each alarm took, infinity where none rang; every run is another arena."""
    found = []
    for run in range(runs):
        rng = np.random.default_rng([seed, run])
        truth = board(rng, MODELS)
        table = frozen(rng, truth)
        cast = on_one_model(rng, truth, votes, rise=-points / SCALE)
        is_left = cast.a == 0
        rival = np.where(is_left, cast.b, cast.a)
        how = np.where(is_left, cast.outcome, np.array([1, 0, 2])[cast.outcome])
        rows = np.array([table[name] for name in truth.models[1:]])
        path = path_of(rows[rival - 1, how], 0.0)
        over = np.flatnonzero(path >= WATCH.threshold)
        found.append(over[0] + 1 if len(over) else np.inf)
    return np.array(found)


def test_a_drop_of_100_points_rings_and_no_drop_does_not() -> None:
    assert np.isfinite(rang(1, 3, 3_000, points=100 / 0.7)).all()
    assert not np.isfinite(rang(2, 3, 3_000, points=0)).any()


@pytest.mark.slow
def test_at_most_2_per_cent_ring_falsely_within_20_000_votes() -> None:
    share = np.isfinite(rang(3, 1_000, YEAR, points=0)).mean()
    print(f"false alarms within 20,000 votes: {share:.2%}")
    assert share <= 0.02 + 2 * np.sqrt(0.02 * 0.98 / 1_000)


@pytest.mark.slow
def test_a_drop_of_50_points_of_the_board_is_found_within_1_500_votes_at_the_median() -> None:
    median = np.median(rang(4, 400, 8_000, points=BOARD_50))
    print(f"median votes for 50 points of the board: {median:.0f}")
    assert median <= 1_500


@pytest.mark.slow
def test_half_of_all_drops_of_50_points_with_few_ties_are_found_about_as_soon() -> None:
    """Fifty points on the scale of the watch: what a board has where hardly a vote ties."""
    median = np.median(rang(5, 400, 12_000, points=50))
    print(f"median votes for 50 points of the watch's scale: {median:.0f}")
    assert median <= 2_000


def p_values(seed: int, runs: int, *, heat: float) -> Floats:
    """Of nights beside two reference nights, of an endpoint whose temperature is another now."""
    found = []
    for run in range(runs):
        nights = spoken_nights(seed * 10_000 + run, heats=[0.5, 0.5, heat])
        reference = reference_of(nights, nights[-1], 2)
        verdict = judge(nights[-1], reference, version=f"{seed}-{run}", yearly=0.366)
        found.append(verdict.p_value)
    return np.array(found)


def test_an_unchanged_endpoint_is_below_5_per_cent_about_so_often() -> None:
    assert np.mean(p_values(1, 40, heat=0.5) <= 0.05) <= 0.2


@pytest.mark.slow
def test_the_size_of_the_test_of_answers_is_as_stated() -> None:
    p = p_values(2, 1_500, heat=0.5)
    told = {level: float(np.mean(p <= level)) for level in (0.01, 0.05, 0.2)}
    print(f"p-values of unchanged endpoints at or below: {told}")
    for level, share in told.items():
        assert share <= level + 3 * np.sqrt(level * (1 - level) / 1_500)
    assert told[0.2] > 0.15  # nor is it much stricter than stated


@pytest.mark.slow
def test_a_year_of_unchanged_nights_rings_as_seldom_as_stated() -> None:
    """At 36.6 % a year, so that there is something to count: the level is a thousandth a night."""
    rung = 0
    for year in range(12):
        nights = spoken_nights(50_000 + year, heats=[0.5] * 122, prompts=5)
        for night in nights[2:]:
            verdict = judge(night, nights[:2], version=str(year), yearly=0.366)
            rung += verdict.is_other
    print(f"false alarms in 12 times 120 nights at a level of 0.001: {rung}")
    assert rung <= 8


@pytest.mark.slow
@pytest.mark.parametrize(("heat", "least"), [(1.0, 0.9), (0.7, 0.3)])
def test_a_changed_temperature_is_found_in_one_night(heat: float, least: float) -> None:
    p = p_values(3, 60, heat=heat)
    share = float(np.mean(p <= 0.001))
    print(f"temperature 0.5 to {heat}: found in {share:.0%} of nights")
    assert share >= least


def test_nights_are_days_apart() -> None:
    first, second = spoken_nights(1, heats=[0.5, 0.5])
    assert second.day - first.day == timedelta(days=1)
    assert first.day == date(2026, 1, 1)
