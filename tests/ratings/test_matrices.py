from __future__ import annotations

import numpy as np
import pytest
from scipy.special import logit

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.ratings import Comparisons, Estimate, matrices
from tiltyard.ratings.comparisons import BOTH_BAD, TIE

METHOD = ratings.load("bradley_terry")


def fit(board: Comparisons) -> Estimate:
    return METHOD.fit(board, rng=np.random.default_rng(0))


@pytest.fixture
def few() -> Comparisons:
    """a and b met six times, b and c four; a and c never did."""
    return Comparisons.from_columns(
        ["a", "a", "b", "a", "b", "a", "b", "c", "c", "b"],
        ["b", "b", "a", "b", "a", "b", "c", "b", "b", "c"],
        [
            "model_a", "model_a", "model_b", "tie", "both_bad", "model_b",
            "model_a", "model_b", "model_a", "model_a",
        ],
    )  # fmt: skip


def test_observed_win_rates_are_shares_of_the_votes(few: Comparisons) -> None:
    assert matrices.observed(few)[0, 1] == pytest.approx(4 / 6)


def test_observed_win_rates_of_two_models_add_up_to_one(few: Comparisons) -> None:
    rate = matrices.observed(few)
    assert rate[1, 2] + rate[2, 1] == pytest.approx(1)


def test_models_that_never_met_have_no_observed_win_rate(few: Comparisons) -> None:
    assert np.isnan(matrices.observed(few)[0, 2])


def test_no_model_meets_itself(few: Comparisons) -> None:
    assert np.isnan(matrices.observed(few).diagonal()).all()


def test_votes_of_pairs_are_counted_from_both_sides(few: Comparisons) -> None:
    assert matrices.votes_of_pairs(few).tolist() == [[0, 6, 0], [6, 0, 4], [0, 4, 0]]


def test_ties_and_both_bad_are_told_apart(few: Comparisons) -> None:
    assert matrices.share_of(few, [TIE])[0, 1] == pytest.approx(1 / 6)


def test_ties_and_both_bad_can_be_put_together(few: Comparisons) -> None:
    assert matrices.share_of(few, [TIE, BOTH_BAD])[1, 0] == pytest.approx(2 / 6)


def test_predicted_win_rates_are_those_of_the_strengths() -> None:
    estimate = Estimate(("a", "b"), np.array([np.log(3) / 2, -np.log(3) / 2]), np.zeros((2, 2)))
    assert matrices.predicted(estimate)[0, 1] == pytest.approx(0.75)


def test_predicted_win_rates_are_there_for_models_that_never_met(few: Comparisons) -> None:
    rate = matrices.predicted(fit(few))
    chained = logit(rate[0, 1]) + logit(rate[1, 2])
    assert logit(rate[0, 2]) == pytest.approx(chained)


def test_residuals_have_opposite_signs_from_the_two_sides() -> None:
    rng = np.random.default_rng(1)
    board = votes(rng, strengths(rng, 6), 3_000)
    size = matrices.residuals(board, fit(board))
    np.testing.assert_allclose(size, -size.T)


def test_a_model_that_beats_one_rival_out_of_order_stands_out() -> None:
    """d loses to a and b, and beats c, which beats them: three pairs do not fit."""
    board = rows(
        ("a", "b", 0.5, 100), ("c", "a", 1.0, 75), ("c", "a", 0.0, 25), ("c", "b", 1.0, 75),
        ("c", "b", 0.0, 25), ("a", "d", 1.0, 75), ("a", "d", 0.0, 25), ("b", "d", 1.0, 75),
        ("b", "d", 0.0, 25), ("d", "c", 1.0, 90), ("d", "c", 0.0, 10),
    )  # fmt: skip
    size = matrices.residuals(board, fit(board))
    assert np.nanargmax(size) == 4 * 3 + 2
