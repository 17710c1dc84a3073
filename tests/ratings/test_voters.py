from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.single import board, honest, random_clicks
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, TIE, Floats
from tiltyard.ratings.voters import (
    LEARNING,
    chances_without,
    e_benjamini_hochberg,
    voter_evidence,
)

FLAG = np.log(100)


def by_hand(votes: Comparisons, chance: Floats, caution: float) -> float:
    """One voter's capital, vote for vote, as the definition says."""
    capital = np.zeros(4)
    taste = np.zeros(len(votes.models))
    for a, b, outcome, p in zip(votes.a, votes.b, votes.outcome, chance, strict=True):
        tilted = p * np.exp((taste[a] - taste[b]) * np.array([1, -1, 0]))
        bets = [np.full(3, 1 / 3), np.array([0.96, 0.02, 0.02]), np.array([0.02, 0.96, 0.02]),
                tilted / tilted.sum()]  # fmt: skip
        capital += [np.log(q[outcome] / p[outcome]) - caution for q in bets]
        surprise = {A_WON: 1.0, B_WON: 0.0, TIE: 0.5}[outcome] - p[0] - p[2] / 2
        taste[a] += LEARNING * surprise
        taste[b] -= LEARNING * surprise
    return float(np.log(np.exp(capital).mean()))


def crowd(seed: int, voters: int, each: int) -> tuple[Comparisons, Floats]:
    """Honest voters among 30 models, and how likely their votes were."""
    rng = np.random.default_rng(seed)
    truth = board(rng, 30)
    votes = honest(rng, truth, voters, each)
    return votes, truth.chances(votes.a, votes.b)


def test_the_capital_is_what_the_definition_gives_vote_for_vote() -> None:
    rng = np.random.default_rng(1)
    truth = board(rng, 4)
    votes = honest(rng, truth, 1, 40)
    chance = truth.chances(votes.a, votes.b)
    found = voter_evidence(votes, chance, caution=0.01)
    assert found.current[0] == pytest.approx(by_hand(votes, chance, 0.01))


def test_the_first_vote_multiplies_by_the_mean_of_the_bets() -> None:
    votes = Comparisons(
        ("x", "y"),
        np.array([0]),
        np.array([1]),
        np.array([A_WON]),
        clusters={"voter": np.array([7])},
    )
    found = voter_evidence(votes, np.array([[0.5, 0.3, 0.2]]), caution=0.0)
    bets = np.array([1 / 3 / 0.5, 0.96 / 0.5, 0.02 / 0.5, 1.0])
    assert np.exp(found.running[0]) == pytest.approx(bets.mean())


def test_a_fair_vote_is_worth_one_on_average() -> None:
    """The capital is a martingale: over all outcomes of a vote, its mean is what it was."""
    chance = np.array([0.5, 0.3, 0.2])
    outcomes = np.array([A_WON, B_WON, TIE])
    votes = Comparisons(
        ("x", "y"), np.zeros(3, int), np.ones(3, int), outcomes, clusters={"voter": np.arange(3)}
    )
    found = voter_evidence(votes, np.tile(chance, (3, 1)), caution=0.0)
    assert np.exp(found.current) @ chance == pytest.approx(1)


def test_other_voters_do_not_matter() -> None:
    votes, chance = crowd(2, 20, 30)
    mine = votes.clusters["voter"] == 7
    alone = voter_evidence(votes.rows(mine), chance[mine])
    assert voter_evidence(votes, chance).current[7] == pytest.approx(alone.current[0])


def test_votes_are_taken_in_the_order_of_their_times() -> None:
    votes, chance = crowd(3, 5, 40)
    timed = replace(votes, voted_at=np.arange(len(votes), dtype=np.float64))
    order = np.random.default_rng(0).permutation(len(votes))
    found = voter_evidence(timed.rows(order), chance[order])
    np.testing.assert_allclose(found.running, voter_evidence(votes, chance).running[order])


def test_both_bad_is_a_tie() -> None:
    votes, chance = crowd(4, 5, 40)
    bad = replace(votes, outcome=np.where(votes.outcome == TIE, BOTH_BAD, votes.outcome))
    np.testing.assert_array_equal(
        voter_evidence(bad, chance).current, voter_evidence(votes, chance).current
    )


def test_the_last_capital_is_the_current_one() -> None:
    votes, chance = crowd(5, 6, 25)
    found = voter_evidence(votes, chance)
    np.testing.assert_array_equal(found.running.reshape(6, 25)[:, -1], found.current)


def test_the_highest_capital_is_the_peak_of_the_path_and_at_least_the_stake() -> None:
    votes, chance = crowd(5, 6, 25)
    found = voter_evidence(votes, chance)
    peak = np.maximum(found.running.reshape(6, 25).max(axis=1), 0)
    np.testing.assert_array_equal(found.highest, peak)


def test_no_more_than_one_honest_voter_in_a_hundred_is_ever_flagged() -> None:
    """Ville's inequality, without caution and with probabilities that are right."""
    votes, chance = crowd(6, 2_000, 100)
    flagged = voter_evidence(votes, chance, caution=0.0).highest >= FLAG
    assert flagged.mean() <= 0.01 + 3 * np.sqrt(0.01 * 0.99 / 2_000)


def test_who_always_votes_left_is_caught_within_20_votes() -> None:
    votes, chance = crowd(7, 200, 20)
    left = replace(votes, outcome=np.full(len(votes), A_WON))
    assert (voter_evidence(left, chance).highest >= FLAG).all()


def test_who_always_votes_right_is_caught_within_20_votes() -> None:
    votes, chance = crowd(7, 200, 20)
    right = replace(votes, outcome=np.full(len(votes), B_WON))
    assert (voter_evidence(right, chance).highest >= FLAG).all()


def test_most_who_click_at_random_are_caught_where_models_differ() -> None:
    rng = np.random.default_rng(8)
    truth = board(rng, 30, spread=1.0)
    votes = random_clicks(rng, honest(rng, truth, 300, 150))
    found = voter_evidence(votes, truth.chances(votes.a, votes.b))
    assert (found.highest >= FLAG).mean() > 0.9


def test_who_favours_one_model_whenever_it_is_there_is_caught() -> None:
    votes, chance = crowd(9, 100, 300)
    outcome = np.where(votes.a == 0, A_WON, np.where(votes.b == 0, B_WON, votes.outcome))
    rigged = replace(votes, outcome=outcome)
    meets = (votes.a == 0) | (votes.b == 0)
    found = voter_evidence(rigged.rows(meets), chance[meets])
    assert (found.highest >= FLAG).mean() > 0.9


def test_chances_without_a_voter_do_not_change_with_what_the_voter_said() -> None:
    votes, _ = crowd(10, 40, 50)
    mine = votes.clusters["voter"] == 3
    other = replace(votes, outcome=np.where(mine, B_WON, votes.outcome))
    one, two = (chances_without(v, rng=np.random.default_rng(0)) for v in (votes, other))
    np.testing.assert_array_equal(one[mine], two[mine])


def test_chances_without_a_voter_are_near_the_true_ones() -> None:
    votes, chance = crowd(11, 500, 100)
    found = chances_without(votes, rng=np.random.default_rng(0))
    np.testing.assert_allclose(found, chance, atol=0.05)


def test_a_model_that_one_voter_alone_met_has_chances_all_the_same() -> None:
    votes, _ = crowd(12, 40, 50)
    models = (*votes.models, "seen-once")
    a = np.where(np.arange(len(votes)) == 0, len(votes.models), votes.a)
    found = chances_without(replace(votes, models=models, a=a), rng=np.random.default_rng(0))
    np.testing.assert_allclose(found.sum(axis=1), 1)


def test_evidence_needs_a_voter() -> None:
    votes, chance = crowd(13, 2, 5)
    with pytest.raises(DataError, match="'voter'"):
        voter_evidence(replace(votes, clusters={}), chance)


def test_pooled_votes_are_refused() -> None:
    votes, chance = crowd(13, 2, 5)
    with pytest.raises(DataError, match="row 0 counts 3 votes"):
        voter_evidence(replace(votes, count=np.full(10, 3.0)), chance)


def test_chances_that_are_no_probabilities_are_refused() -> None:
    votes, chance = crowd(13, 2, 5)
    with pytest.raises(DataError, match="3 outcomes for each of the 10 votes"):
        voter_evidence(votes, 2 * chance)


def test_negative_caution_is_refused() -> None:
    votes, chance = crowd(13, 2, 5)
    with pytest.raises(ConfigurationError, match="0 or more, not"):
        voter_evidence(votes, chance, caution=-0.1)


def test_one_group_is_refused() -> None:
    votes, _ = crowd(13, 2, 5)
    with pytest.raises(ConfigurationError, match="2 groups or more, not 1"):
        chances_without(votes, rng=np.random.default_rng(0), groups=1)


def test_no_votes_are_no_evidence() -> None:
    votes, chance = crowd(13, 2, 5)
    none = np.zeros(0, dtype=int)
    assert len(voter_evidence(votes.rows(none), chance[none]).current) == 0


@pytest.mark.parametrize(
    ("e", "excluded"),
    [
        ([100.0, 1.0, 1.0, 1.0], [0]),  # needs 4 / 0.05 = 80 for the first
        ([79.0, 1.0, 1.0, 1.0], []),
        ([1.0, 45.0, 60.0, 2.0], [2, 1]),  # needs 40 each of two, though neither reaches 80
        ([np.inf, 0.0], [0]),
        ([20.0] * 4, [0, 1, 2, 3]),  # needs 20 each of four
        ([], []),
    ],
)
def test_voters_are_excluded_as_the_definition_says(e: list[float], excluded: list[int]) -> None:
    assert e_benjamini_hochberg(np.array(e), 0.05).tolist() == excluded


def test_missing_evidence_is_refused() -> None:
    with pytest.raises(DataError, match="evidence 1 is nan"):
        e_benjamini_hochberg(np.array([1.0, np.nan]), 0.05)


def test_an_impossible_alpha_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="it is 5"):
        e_benjamini_hochberg(np.ones(2), 5)
