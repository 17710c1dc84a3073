from __future__ import annotations

import numpy as np
import pytest

from ratings.boards import rows
from ratings.single import board, honest
from tiltyard import ratings
from tiltyard.errors import DataError
from tiltyard.ratings import Counts
from tiltyard.ratings.comparisons import BOTH_BAD, TIE
from tiltyard.ratings.tie_probabilities import (
    ThreeWay,
    chances,
    fit_three_way,
    terms,
    three_columns,
    three_outcomes,
)

ETA = np.array([-3.0, -0.2, 0.0, 1.7])


def test_the_three_outcomes_are_all_there_is() -> None:
    np.testing.assert_allclose(chances(ETA, 0.3).sum(axis=1), 1)


def test_a_win_against_a_loss_has_the_odds_of_the_difference() -> None:
    won, lost, _ = chances(ETA, 0.3).T
    np.testing.assert_allclose(np.log(won / lost), ETA)


def test_equals_tie_as_often_as_nu_says() -> None:
    assert chances(np.zeros(1), np.log(0.5))[0, 2] == pytest.approx(0.5 / 2.5)


def test_without_ties_it_is_bradley_terry() -> None:
    np.testing.assert_allclose(chances(ETA, -np.inf)[:, 0], 1 / (1 + np.exp(-ETA)))


def test_derivatives_are_those_of_the_value() -> None:
    won = np.array([[3.0, 1.0, 2.0], [0.0, 4.0, 1.0], [2.0, 2.0, 0.0], [5.0, 1.0, 7.0]])
    h = 1e-5
    here = terms(ETA, 0.3, won)
    up, down = terms(ETA + h, 0.3, won), terms(ETA - h, 0.3, won)
    more, less = terms(ETA, 0.3 + h, won), terms(ETA, 0.3 - h, won)
    found = [here.on_eta, here.on_nu, -here.eta_eta, -here.eta_nu, -here.nu_nu]
    numeric = [
        (up.value - down.value) / (2 * h),
        (more.value - less.value) / (2 * h),
        (up.on_eta - down.on_eta) / (2 * h),
        (more.on_eta - less.on_eta) / (2 * h),
        (more.on_nu - less.on_nu) / (2 * h),
    ]
    np.testing.assert_allclose(found, numeric, atol=1e-8)


def test_both_bad_is_a_tie() -> None:
    assert three_outcomes(np.array([0, 1, TIE, BOTH_BAD])).tolist() == [0, 1, TIE, TIE]


def test_graded_votes_are_refused() -> None:
    with pytest.raises(DataError, match="graded votes have no winner"):
        three_columns(Counts.of(rows(("a", "b", 0.7, 2))))


def test_two_models_have_the_closed_form() -> None:
    """6 wins, 3 ties, 2 losses: the fitted shares are the shares."""
    counts = Counts.of(rows(("a", "b", 1.0, 6), ("a", "b", 0.0, 2), ("a", "b", 0.5, 3)))
    fitted = fit_three_way(counts, ridge=1e-12)
    expected = np.array([[6, 2, 3]]) / 11
    np.testing.assert_allclose(fitted.chances(np.array([0]), np.array([1])), expected, atol=1e-9)


def test_the_method_davidson_finds_the_same() -> None:
    rng = np.random.default_rng(1)
    votes = honest(rng, board(rng, 12), 50, 400)
    ours = fit_three_way(Counts.of(votes), ridge=1e-12)
    theirs = ThreeWay.of(ratings.load("davidson").fit(votes, rng=rng))
    np.testing.assert_allclose(ours.strength, theirs.strength, atol=1e-7)
    assert ours.log_nu == pytest.approx(theirs.log_nu, abs=1e-7)


def test_an_estimate_without_ties_is_refused() -> None:
    estimate = ratings.load("bradley_terry").fit(
        rows(("a", "b", 1.0, 2), ("a", "b", 0.0, 1)), rng=np.random.default_rng(0)
    )
    with pytest.raises(DataError, match="'davidson'"):
        ThreeWay.of(estimate)


def test_a_planted_board_is_found_again() -> None:
    rng = np.random.default_rng(2)
    truth = board(rng, 10)
    fitted = fit_three_way(Counts.of(honest(rng, truth, 1, 200_000)))
    np.testing.assert_allclose(fitted.strength, truth.strength, atol=0.05)
    assert fitted.log_nu == pytest.approx(truth.log_nu, abs=0.02)


def test_an_undefeated_model_has_a_finite_strength_under_the_prior() -> None:
    fitted = fit_three_way(Counts.of(rows(("a", "b", 1.0, 30))))
    assert 2 < fitted.strength[0] - fitted.strength[1] < 10
