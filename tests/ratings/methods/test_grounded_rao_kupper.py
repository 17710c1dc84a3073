from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from ratings.three_ways import drawn, tallied
from tiltyard import ratings
from tiltyard.errors import NotIdentifiedError
from tiltyard.ratings import Comparisons, Estimate
from tiltyard.ratings.comparisons import BOTH_BAD, TIE, Floats
from tiltyard.ratings.methods.grounded_rao_kupper import log_probabilities

TRUTH = np.array([1.3, 0.7, 0.4, -0.4])
METHOD = ratings.load("grounded_rao_kupper")


def fit(votes: Comparisons) -> Estimate:
    return METHOD.fit(votes, rng=np.random.default_rng(0))


def threshold(estimate: Estimate) -> float:
    assert estimate.coefficients is not None
    return float(estimate.coefficients.value[0])


def votes(seed: int, n: int = 4_000) -> Comparisons:
    return drawn(np.random.default_rng(seed), log_probabilities, TRUTH, 0.5, n)


def chances(one: float, other: float, log_t: float) -> Floats:
    terms = log_probabilities(np.array([[one], [other], [log_t]]))
    return np.array([np.exp(term.value[0]) for term in terms])


def test_the_four_outcomes_are_as_their_formulas_say() -> None:
    one, other, t = 2.0, 0.5, 1.7
    win, loss, bad = one / (one + t * other + 1), other / (other + t * one + 1), 1 / 3.5
    found = chances(np.log(one), np.log(other), np.log(t))
    np.testing.assert_allclose(found, [win, loss, 1 - win - loss - bad, bad])


def test_it_is_what_three_gumbel_utilities_say() -> None:
    """Two answers and a bar: to win is to be above the bar, and above the other by ``log t``."""
    rng = np.random.default_rng(0)
    one, other, bar = rng.gumbel(size=(3, 400_000)) + np.array([[0.4], [-0.3], [0.0]])
    won = (one > other + 0.6) & (one > bar)
    lost = (other > one + 0.6) & (other > bar)
    bad = (bar > one) & (bar > other)
    seen = [won.mean(), lost.mean(), (~(won | lost | bad)).mean(), bad.mean()]
    np.testing.assert_allclose(chances(0.4, -0.3, 0.6), seen, atol=0.004)


def test_without_a_threshold_nothing_ties() -> None:
    assert chances(0.4, -0.3, 0.0)[2] == 0


def test_two_equal_models_are_fitted_in_closed_form() -> None:
    """``π = (n/b - 1) / 2`` from both bad, and ``t`` from the wins."""
    x, z, b = 30, 25, 15
    n = 2 * x + z + b
    found = fit(tallied(("a", "b", (x, x, z, b))))
    pi = (n / b - 1) / 2
    np.testing.assert_allclose(found.strength, np.log(pi))
    assert threshold(found) == pytest.approx(np.log((n * pi / x - pi - 1) / pi))


def test_two_models_are_fitted_exactly() -> None:
    """Four shares and three parameters."""
    found = fit(tallied(("a", "b", (45, 20, 25, 10))))
    one, other = found.strength
    np.testing.assert_allclose(
        chances(one, other, threshold(found)), [0.45, 0.2, 0.25, 0.1], atol=1e-9
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_general_optimiser_finds_the_same(seed: int) -> None:
    board = votes(seed)

    def loss(point: Floats) -> float:
        one, other = np.exp(point[board.a]), np.exp(point[board.b])
        t = np.exp(point[-1])
        won, lost = one / (one + t * other + 1), other / (other + t * one + 1)
        bad = 1 / (1 + one + other)
        whole = np.column_stack([won, lost, 1 - won - lost - bad, bad])
        return float(-np.log(whole[np.arange(len(board)), board.outcome]).sum())

    theirs = minimize(loss, [0, 0, 0, 0, 0.3], options={"gtol": 1e-6}).x
    found = fit(board)
    np.testing.assert_allclose(found.strength, theirs[:4], atol=1e-6)
    assert threshold(found) == pytest.approx(theirs[4], abs=1e-6)


def test_the_level_is_found() -> None:
    found = fit(votes(6, 200_000))
    assert found.is_grounded
    np.testing.assert_allclose(found.strength, TRUTH, atol=0.04)
    assert threshold(found) == pytest.approx(0.5, abs=0.02)


def test_better_answers_all_round_raise_every_strength() -> None:
    good = fit(tallied(("a", "b", (40, 30, 25, 5)))).strength
    poor = fit(tallied(("a", "b", (40, 30, 25, 50)))).strength
    assert (good > poor).all()


def test_strengths_have_a_level_and_so_an_error_of_it() -> None:
    covariance = fit(votes(1)).covariance
    assert covariance.mean() > 1e-4


def test_a_model_that_never_lost_is_held_by_votes_that_both_were_bad() -> None:
    board = tallied(("a", "b", (20, 0, 5, 5)), ("b", "c", (10, 10, 5, 5)))
    a, b, c = fit(board).strength
    assert a > max(b, c)


def test_models_that_never_met_are_joined_by_the_bar() -> None:
    board = tallied(("a", "b", (20, 10, 5, 5)), ("c", "d", (20, 10, 5, 50)))
    a, _, c, _ = fit(board).strength
    assert a > c


def test_without_votes_that_both_were_bad_there_is_no_floor() -> None:
    with pytest.raises(NotIdentifiedError, match="no floor"):
        fit(tallied(("a", "b", (3, 2, 2))))


def test_a_model_that_only_lost_is_named() -> None:
    with pytest.raises(NotIdentifiedError, match=r"1 of 3 models are not held .*: 'c'"):
        fit(tallied(("a", "b", (3, 2, 2, 1)), ("a", "c", (5,))))


def test_a_model_that_was_never_bad_nor_lost_is_named() -> None:
    with pytest.raises(NotIdentifiedError, match=r"1 of 3 models are not held .*: 'c'"):
        fit(tallied(("a", "b", (3, 2, 2, 1)), ("c", "a", (5,))))


def test_wins_that_fit_ever_wider_thresholds_are_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="do not hold the threshold"):
        fit(tallied(("a", "b", (3, 0, 2, 1))))


def test_without_ties_it_is_a_choice_among_two_and_the_bar() -> None:
    """A multinomial logit: ``π = x/b`` for two models in closed form."""
    found = fit(tallied(("a", "b", (40, 20, 0, 10))))
    np.testing.assert_allclose(found.strength, [np.log(4), np.log(2)])
    assert found.coefficients is None
    assert found.notes == ("no vote is a tie, so none is expected",)


def test_without_ties_clusters_of_one_vote_are_as_independent() -> None:
    board = votes(3)
    board = board.rows(board.outcome != TIE)
    single = replace(board, clusters={"voter": np.arange(len(board))})
    clustered = ratings.load("grounded_rao_kupper", cluster=("voter",))
    np.testing.assert_allclose(
        clustered.fit(single, rng=np.random.default_rng(0)).covariance,
        fit(board).covariance,
        rtol=0.02,
        atol=1e-5,
    )


def test_strengths_far_apart_and_a_wide_threshold_are_found() -> None:
    rng = np.random.default_rng(7)
    truth = np.array([-4.0, -2.0, 0.0, 3.0, -5.0])
    board = drawn(rng, log_probabilities, truth, 2.5, 50_000)
    assert (board.outcome == BOTH_BAD).mean() > 0.3
    np.testing.assert_allclose(fit(board).strength, truth, atol=0.25)
