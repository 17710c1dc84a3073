"""Evidence against made-up voters of many kinds: who is flagged at a capital of 100, and when."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.single import board, drawn, honest, random_clicks
from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import A_WON, B_WON, TIE
from tiltyard.ratings.tie_probabilities import ThreeWay, chances
from tiltyard.ratings.voters import chances_without, e_benjamini_hochberg, voter_evidence

VOTERS, EACH = 2_000, 150


def crowd(seed: int, *, spread: float = 0.55) -> tuple[np.random.Generator, ThreeWay, Comparisons]:
    rng = np.random.default_rng(seed)
    known = board(rng, 30, spread=spread)
    return rng, known, honest(rng, known, VOTERS, EACH)


def flagged(votes: Comparisons, known: ThreeWay, *, by: int, caution: float = 0.04) -> float:
    """The share of voters whose capital was ever 100 within so many votes."""
    found = voter_evidence(votes, known.chances(votes.a, votes.b), caution=caution)
    paths = found.running.reshape(-1, EACH)[:, :by]
    return float((paths.max(axis=1) >= np.log(100)).mean())


def with_taste(
    rng: np.random.Generator, known: ThreeWay, votes: Comparisons, spread: float
) -> Comparisons:
    """Voters who like some models better than the crowd does, by so much log-odds."""
    taste = rng.normal(0, spread, (VOTERS, len(known.models)))
    who = votes.clusters["voter"]
    eta = known.strength[votes.a] + taste[who, votes.a]
    eta -= known.strength[votes.b] + taste[who, votes.b]
    return replace(votes, outcome=drawn(rng, chances(eta, known.log_nu)))


def lifting(
    rng: np.random.Generator, known: ThreeWay, votes: Comparisons, target: int
) -> Comparisons:
    """Who knows 95 % of battles, and votes for a target, down its betters, up its inferiors."""
    is_better = known.strength > known.strength[target]
    for_a = (votes.a == target) | ((votes.b != target) & is_better[votes.b] & ~is_better[votes.a])
    for_b = (votes.b == target) | ((votes.a != target) & is_better[votes.a] & ~is_better[votes.b])
    wanted = np.where(for_a, A_WON, np.where(for_b, B_WON, TIE))
    knows = rng.random(len(votes)) < 0.95
    return replace(votes, outcome=np.where(knows, wanted, votes.outcome))


@pytest.mark.slow
@pytest.mark.parametrize("caution", [0.0, 0.04])
def test_at_most_1_per_cent_of_honest_voters_are_ever_flagged(caution: float) -> None:
    _, known, votes = crowd(1)
    assert flagged(votes, known, by=EACH, caution=caution) <= 0.01


@pytest.mark.slow
def test_it_holds_with_chances_that_are_fitted_to_the_others() -> None:
    rng, _, votes = crowd(2)
    found = voter_evidence(votes, chances_without(votes, rng=rng))
    assert (found.highest >= np.log(100)).mean() <= 0.01


@pytest.mark.slow
@pytest.mark.parametrize(
    ("voters", "each", "spread"), [(20, 20, 0.55), (12, 100, 0.55), (2, 300, 1)]
)
def test_it_holds_on_boards_of_few_votes(voters: int, each: int, spread: float) -> None:
    flags = []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        votes = honest(rng, board(rng, 15, spread=spread), voters, each)
        found = voter_evidence(votes, chances_without(votes, rng=rng))
        flags.append((found.highest >= np.log(100)).mean())
    assert np.mean(flags) <= 0.01


@pytest.mark.slow
@pytest.mark.parametrize(("spread", "most"), [(0.35, 0.01), (0.7, 0.02)])
def test_few_honest_voters_with_a_taste_are_flagged(spread: float, most: float) -> None:
    rng, known, votes = crowd(3)
    assert flagged(with_taste(rng, known, votes, spread), known, by=EACH) <= most


@pytest.mark.slow
def test_everybody_who_always_votes_left_is_flagged_by_20() -> None:
    _, known, votes = crowd(4)
    left = replace(votes, outcome=np.full(len(votes), A_WON))
    assert flagged(left, known, by=20) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("spread", "least"), [(0.8, 0.6), (1.0, 0.85)])
def test_random_clicks_are_flagged_by_150_where_models_differ_enough(
    spread: float, least: float
) -> None:
    rng, known, votes = crowd(5, spread=spread)
    assert flagged(random_clicks(rng, votes), known, by=150) > least


@pytest.mark.slow
def test_a_rigger_of_the_whole_board_is_flagged_by_50() -> None:
    rng, known, votes = crowd(6)
    assert flagged(lifting(rng, known, votes, target=0), known, by=50) >= 0.95


@pytest.mark.slow
def test_the_share_of_honest_among_the_excluded_is_small() -> None:
    rng, known, votes = crowd(7)
    is_rigger = votes.clusters["voter"] % 20 == 0
    rigged = lifting(rng, known, votes, target=0)
    mixed = replace(votes, outcome=np.where(is_rigger, rigged.outcome, votes.outcome))
    found = voter_evidence(mixed, known.chances(votes.a, votes.b))
    excluded = e_benjamini_hochberg(np.exp(found.current), 0.05)
    assert len(excluded) >= 95
    assert np.mean(excluded % 20 != 0) <= 0.05
