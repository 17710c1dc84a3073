"""The best of several equal variants, by drawing votes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tiltyard.errors import ConfigurationError
from tiltyard.ratings.best_of import Found, Trial, simulate
from tiltyard.ratings.selection import (
    pool_standard_error,
    remaining_bias,
    selection_bias,
    winner_coverage,
)

TRIAL = Trial(variants=10, votes=1_000, fresh=500)
TIMES = 4_000


def found(seed: int = 1, *, times: int = TIMES, **changes: Any) -> Found:
    """What came of a trial like `TRIAL`."""
    return simulate(replace(TRIAL, **changes), np.random.default_rng(seed), repetitions=times)


@pytest.mark.parametrize(
    ("variants", "votes"), [(1, 1_000), (2, 200), (10, 1_000), (27, 3_000), (50, 1_000)]
)
def test_the_bias_is_that_of_the_closed_form(variants: int, votes: int) -> None:
    error = pool_standard_error(votes)
    expected = selection_bias(variants, error)
    noise = 4 * error / TIMES**0.5
    made = found(variants=variants, votes=votes).old.bias
    assert made == pytest.approx(expected, abs=noise + 0.02 * expected)


@pytest.mark.parametrize("variants", [2, 5, 20, 50])
def test_the_usual_interval_holds_as_often_as_the_closed_form_says(variants: int) -> None:
    # Votes are whole, so that shares of wins and their intervals come in steps.
    made = found(variants=variants, votes=3_000).old.holds
    assert made == pytest.approx(winner_coverage(variants), abs=0.03)


def test_the_wide_interval_holds_at_the_level() -> None:
    assert found(variants=27).old.wide_holds >= 0.965  # one-sided misses alone: 97.5 %


def test_fresh_votes_have_no_bias_and_hold_at_their_level() -> None:
    made = found(variants=27).fresh
    assert abs(made.bias) < 4 * pool_standard_error(TRIAL.fresh) / TIMES**0.5
    assert made.holds == pytest.approx(0.95, abs=0.015)


def test_pooling_leaves_the_bias_that_the_closed_form_says() -> None:
    made = found()
    expected = made.old.bias * remaining_bias(TRIAL.votes, TRIAL.fresh)
    assert made.pooled.bias == pytest.approx(expected, abs=0.5)


def test_the_error_of_a_rating_is_that_of_the_closed_form() -> None:
    assert found(times=200).error == pytest.approx(pool_standard_error(1_000), rel=0.01)


def test_ties_make_ratings_surer() -> None:
    made = found(times=200, ties=0.3).error
    assert made == pytest.approx(pool_standard_error(1_000, ties=0.3), rel=0.02)


def test_uneven_opponents_tell_less() -> None:
    assert found(times=200, spread=200.0).error > 1.05 * found(times=200).error


def test_the_published_figure_with_ties_and_uneven_opponents_comes_out() -> None:
    """50 variants of 3,000 votes, 30 % ties, opponents 100 points apart: 12.8 points."""
    made = found(variants=50, votes=3_000, ties=0.3, spread=100.0, times=800)
    assert made.old.bias == pytest.approx(12.8, abs=0.4)


def test_another_level_is_held_too() -> None:
    made = found(level=0.8)
    assert made.fresh.holds == pytest.approx(0.8, abs=0.03)
    assert made.old.holds == pytest.approx(winner_coverage(10, level=0.8), abs=0.05)


def test_the_same_seed_gives_the_same_numbers() -> None:
    assert found(7, times=100) == found(7, times=100) != found(8, times=100)


def test_progress_is_told_up_to_the_end() -> None:
    seen: list[int] = []
    trial = replace(TRIAL, spread=50.0)
    simulate(trial, np.random.default_rng(0), repetitions=12_000, told=seen.append)
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == 12_000


@pytest.mark.parametrize(
    "changes",
    [
        {"variants": 0},
        {"votes": 19},
        {"fresh": 0},
        {"ties": 1.0},
        {"ties": -0.1},
        {"spread": -1.0},
        {"spread": float("nan")},
        {"level": 1.0},
    ],
)
def test_a_trial_that_makes_no_sense_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        replace(TRIAL, **changes)


def test_no_repetitions_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="1 repetition or more, not 0"):
        found(times=0)
