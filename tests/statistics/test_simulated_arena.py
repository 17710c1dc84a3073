"""The votes that the benchmarks and the simulations draw are what their description says."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.rank.simulated import (  # noqa: E402 -- lies outside the package
    EFFECTS,
    HOT_PROMPTS,
    OPENED_AT,
    WEEK_SECONDS,
    Arena,
    Votes,
    draw_arena,
    draw_votes,
)
from tiltyard.ratings.comparisons import BOTH_BAD, TIE, WORTH  # noqa: E402 -- as above

N = 60_000


def arena_and_votes(seed: int = 1) -> tuple[Arena, Votes]:
    rng = np.random.default_rng(seed)
    arena = draw_arena(60, rng)
    return arena, draw_votes(arena, N, rng)


@pytest.fixture(scope="module")
def drawn() -> tuple[Arena, Votes]:
    return arena_and_votes()


def test_a_vote_is_worth_its_probability_on_average(drawn: tuple[Arena, Votes]) -> None:
    _, votes = drawn
    surprise = WORTH[votes.outcome] - votes.probability
    assert abs(surprise.mean()) < 4 * surprise.std() / np.sqrt(N)


def test_a_fifth_of_the_votes_have_no_winner(drawn: tuple[Arena, Votes]) -> None:
    _, votes = drawn
    assert 0.17 < np.isin(votes.outcome, [TIE, BOTH_BAD]).mean() < 0.23


def test_45_per_cent_of_those_are_both_bad(drawn: tuple[Arena, Votes]) -> None:
    _, votes = drawn
    bad, tied = (votes.outcome == BOTH_BAD).sum(), (votes.outcome == TIE).sum()
    assert bad / (bad + tied) == pytest.approx(0.45, abs=0.02)


def test_the_log_odds_are_strengths_and_the_planted_effects(drawn: tuple[Arena, Votes]) -> None:
    arena, votes = drawn
    odds = np.log(votes.probability / (1 - votes.probability))
    rest = odds - (arena.strength[votes.a] - arena.strength[votes.b])
    found = np.linalg.lstsq(votes.style / votes.style.std(axis=0), rest, rcond=None)[0]
    np.testing.assert_allclose(found, EFFECTS, rtol=1e-4)


def test_nobody_meets_a_model_that_is_not_there(drawn: tuple[Arena, Votes]) -> None:
    arena, votes = drawn
    week = np.floor((votes.voted_at - OPENED_AT) / WEEK_SECONDS)
    for side in (votes.a, votes.b):
        assert (arena.entered[side] <= week).all()
        assert (week < arena.left[side]).all()


def test_votes_are_in_order_of_time(drawn: tuple[Arena, Votes]) -> None:
    _, votes = drawn
    assert (np.diff(votes.voted_at) >= 0).all()


def test_one_vote_in_twenty_is_on_a_prompt_that_everybody_tries(
    drawn: tuple[Arena, Votes],
) -> None:
    _, votes = drawn
    assert (votes.prompt < HOT_PROMPTS).mean() == pytest.approx(0.05, abs=0.005)


def test_some_pairs_meet_a_hundred_times_as_often_as_the_middle_one() -> None:
    rng = np.random.default_rng(3)
    votes = draw_votes(draw_arena(200, rng), 200_000, rng)
    low, high = np.minimum(votes.a, votes.b), np.maximum(votes.a, votes.b)
    met = np.unique(low * 200 + high, return_counts=True)[1]
    assert met.max() > 100 * np.median(met)


def test_the_same_seed_draws_the_same_votes(drawn: tuple[Arena, Votes]) -> None:
    _, votes = drawn
    _, again = arena_and_votes()
    np.testing.assert_array_equal(votes.outcome, again.outcome)


def test_another_seed_draws_others(drawn: tuple[Arena, Votes]) -> None:
    _, votes = drawn
    _, other = arena_and_votes(seed=2)
    assert (votes.outcome != other.outcome).mean() > 0.3
