"""What every rating method must do, ours and those of other packages."""

from __future__ import annotations

import numpy as np
import pytest

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import NotIdentifiedError, UnknownNameError
from tiltyard.ratings import Comparisons, Estimate, Method


@pytest.fixture(params=ratings.names())
def method(request: pytest.FixtureRequest) -> Method:
    return ratings.load(request.param)


@pytest.fixture
def board() -> Comparisons:
    rng = np.random.default_rng(0)
    return votes(rng, strengths(rng, 10), 10_000)


def fit(method: Method, board: Comparisons) -> Estimate:
    return method.fit(board, rng=np.random.default_rng(1))


def test_bradley_terry_is_there() -> None:
    assert "bradley_terry" in ratings.names()


def test_an_unknown_method_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'bradley_terry'"):
        ratings.load("bradly_terry")


def test_every_model_is_estimated_in_its_order(method: Method, board: Comparisons) -> None:
    assert fit(method, board).models == board.models


def test_strengths_have_mean_zero(method: Method, board: Comparisons) -> None:
    assert fit(method, board).strength.mean() == pytest.approx(0, abs=1e-9)


def test_the_covariance_is_one(method: Method, board: Comparisons) -> None:
    covariance = fit(method, board).covariance
    np.testing.assert_allclose(covariance, covariance.T)
    np.testing.assert_allclose(covariance.sum(axis=0), 0, atol=1e-9)
    assert np.linalg.eigvalsh(covariance).min() > -1e-9


def test_the_answer_depends_on_nothing_but_the_arguments(
    method: Method, board: Comparisons
) -> None:
    one, other = fit(method, board), fit(method, board)
    assert one.strength.tolist() == other.strength.tolist()
    assert one.covariance.tolist() == other.covariance.tolist()


def test_it_does_not_change_the_votes(method: Method, board: Comparisons) -> None:
    before = [board.a.copy(), board.b.copy(), board.score.copy(), board.weight.copy()]
    fit(method, board)
    after = [board.a, board.b, board.score, board.weight]
    assert [column.tolist() for column in after] == [column.tolist() for column in before]


def test_which_side_a_model_sat_on_does_not_matter(method: Method, board: Comparisons) -> None:
    other_way = Comparisons(board.models, board.b, board.a, 1 - board.score, board.weight)
    np.testing.assert_allclose(
        fit(method, other_way).strength, fit(method, board).strength, atol=1e-8
    )


def test_who_wins_more_is_stronger(method: Method) -> None:
    strong, weak = fit(method, rows(("a", "b", 1.0, 9), ("a", "b", 0.0, 3))).strength
    assert strong > weak


def test_models_that_only_tie_are_equal(method: Method) -> None:
    estimate = fit(method, rows(("a", "b", 0.5, 2), ("b", "c", 0.5, 2)))
    np.testing.assert_allclose(estimate.strength, 0, atol=1e-12)
    assert estimate.rank_range(rng=np.random.default_rng(0)).tolist() == [[1, 3]] * 3


def test_no_votes_are_refused(method: Method) -> None:
    with pytest.raises(NotIdentifiedError):
        fit(method, Comparisons.from_tallies([]))
