"""What every rating method must do, ours and those of other packages."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import DataError, NotIdentifiedError, UnknownNameError
from tiltyard.ratings import Comparisons, Counts, Estimate, Features, Method
from tiltyard.ratings.comparisons import BOTH_BAD, TIE

# Methods that say of themselves that votes are taken one after the other.
KEEPS_ORDER = {"elo"}


@pytest.fixture(params=ratings.names())
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def method(name: str) -> Method:
    return ratings.load(name)


@pytest.fixture
def orderless(name: str) -> Method:
    if name in KEEPS_ORDER:
        pytest.skip("the order of votes is what this method is about")
    return ratings.load(name)


@pytest.fixture(scope="module")
def board() -> Comparisons:
    """Single votes of which all is known that a method may ask for; some say both were bad."""
    rng = np.random.default_rng(0)
    pooled = votes(rng, strengths(rng, 10), 10_000)
    single = each_alone(pooled)
    n = len(single)
    single = single.rows(rng.permutation(n))
    bad = (single.outcome == TIE) & (rng.random(n) < 0.4)
    return replace(
        single,
        outcome=np.where(bad, BOTH_BAD, single.outcome).astype(np.uint8),
        weight=rng.uniform(0.5, 2, n),
        clusters={"voter": rng.integers(0, 2_000, n), "prompt": rng.integers(0, 3_000, n)},
        features=Features(("length",), rng.normal(size=(n, 1)).astype(np.float32)),
        voted_at=np.arange(n, dtype=np.float64),
    )


def fit(method: Method, board: Comparisons | Counts) -> Estimate:
    return method.fit(board, rng=np.random.default_rng(1))


def each_alone(pooled: Comparisons) -> Comparisons:
    """Rows that stand for several votes as so many rows: some methods take one after the other."""
    assert pooled.count is not None
    return replace(pooled, count=None).rows(
        np.repeat(np.arange(len(pooled)), pooled.count.astype(int))
    )


def and_both_bad(board: Comparisons) -> Comparisons:
    """Single votes, and one more of each row, that both were bad: some methods need such votes."""
    single, n = each_alone(board), len(board)
    return replace(
        board,
        a=np.append(single.a, board.a),
        b=np.append(single.b, board.b),
        outcome=np.append(single.outcome, np.full(n, BOTH_BAD)),
        score=None,
        count=None,
    )


def has_mean_zero(estimate: Estimate) -> bool:
    return not estimate.is_grounded and estimate.anchor is None


def test_bradley_terry_is_there() -> None:
    assert "bradley_terry" in ratings.names()


def test_an_unknown_method_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'bradley_terry'"):
        ratings.load("bradly_terry")


def test_every_model_is_estimated_in_its_order(method: Method, board: Comparisons) -> None:
    assert fit(method, board).models == board.models


def test_strengths_have_mean_zero_unless_zero_has_a_meaning(
    method: Method, board: Comparisons
) -> None:
    estimate = fit(method, board)
    assert not has_mean_zero(estimate) or abs(estimate.strength.mean()) < 1e-9


def test_the_covariance_is_one(method: Method, board: Comparisons) -> None:
    covariance = fit(method, board).covariance
    np.testing.assert_allclose(covariance, covariance.T, rtol=0, atol=1e-15)
    assert covariance.diagonal().min() > 0
    assert np.linalg.eigvalsh(covariance).min() > -1e-9


def test_strengths_of_mean_zero_err_by_zero_on_average(method: Method, board: Comparisons) -> None:
    estimate = fit(method, board)
    sums = estimate.covariance.sum(axis=0)
    assert not has_mean_zero(estimate) or np.abs(sums).max() < 1e-9


def test_the_answer_depends_on_nothing_but_the_arguments(
    method: Method, board: Comparisons
) -> None:
    one, other = fit(method, board), fit(method, board)
    assert one.strength.tolist() == other.strength.tolist()
    assert one.covariance.tolist() == other.covariance.tolist()


def test_it_does_not_change_the_votes(method: Method, board: Comparisons) -> None:
    def columns() -> list[list[float]]:
        known = (board.a, board.b, board.outcome, board.weight, board.voted_at)
        return [column.tolist() for column in known if column is not None]

    before = columns()
    fit(method, board)
    assert columns() == before


def test_which_side_a_model_sat_on_does_not_matter(method: Method, board: Comparisons) -> None:
    one, other = fit(method, board), fit(method, board.swapped())
    np.testing.assert_allclose(other.strength, one.strength, atol=1e-8)
    np.testing.assert_allclose(other.covariance, one.covariance, atol=1e-8)


def test_what_models_are_called_does_not_matter(method: Method, board: Comparisons) -> None:
    renamed = replace(board, models=tuple(f"other-{name}" for name in board.models))
    one, other = fit(method, board), fit(method, renamed)
    assert other.models == renamed.models
    assert other.strength.tolist() == one.strength.tolist()


def test_the_order_of_models_does_not_matter(method: Method, board: Comparisons) -> None:
    order = np.random.default_rng(2).permutation(len(board.models))
    place = np.argsort(order).astype(board.a.dtype)
    shuffled = replace(
        board,
        models=tuple(board.models[index] for index in order),
        a=place[board.a],
        b=place[board.b],
    )
    one, other = fit(method, board), fit(method, shuffled)
    np.testing.assert_allclose(other.strength, one.strength[order], atol=1e-8)
    np.testing.assert_allclose(other.covariance, one.covariance[np.ix_(order, order)], atol=1e-8)


def test_the_order_of_votes_does_not_matter(orderless: Method, board: Comparisons) -> None:
    shuffled = board.rows(np.random.default_rng(3).permutation(len(board)))
    one, other = fit(orderless, board), fit(orderless, shuffled)
    np.testing.assert_allclose(other.strength, one.strength, atol=1e-8)


@pytest.mark.parametrize("times", [2.0, 1e-30, 1e30])
def test_weights_have_no_unit(method: Method, board: Comparisons, times: float) -> None:
    assert board.weight is not None
    one, other = fit(method, board), fit(method, replace(board, weight=times * board.weight))
    np.testing.assert_allclose(other.strength, one.strength, atol=1e-8)
    np.testing.assert_allclose(other.covariance, one.covariance, rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("options", [{"errors": "information"}, {"ridge": 3.0}])
def test_they_have_none_for_textbook_errors_and_priors(
    name: str, method: Method, board: Comparisons, options: dict[str, Any]
) -> None:
    if not options.keys() <= {field.name for field in fields(method)}:  # type: ignore[arg-type] # each is one
        pytest.skip("it has no such option")
    assert board.weight is not None
    chosen = ratings.load(name, **options)
    one, other = (fit(chosen, replace(board, weight=k * board.weight)) for k in (1, 2))
    np.testing.assert_allclose(other.covariance, one.covariance, rtol=1e-9, atol=1e-12)


def test_clusters_of_one_vote_each_are_the_sandwich(
    name: str, method: Method, board: Comparisons
) -> None:
    if "cluster" not in {field.name for field in fields(method)}:  # type: ignore[arg-type] # each is one
        pytest.skip("it has no clusters")
    few = board.rows(np.arange(400))
    alone = replace(few, weight=None, clusters={"voter": np.arange(400)})
    clustered = fit(ratings.load(name, cluster=("voter",)), alone).covariance
    plain = fit(method, alone).covariance
    np.testing.assert_allclose(clustered.diagonal(), plain.diagonal(), rtol=1 / 399)


def test_pooled_votes_are_the_same_votes_or_refused(method: Method, board: Comparisons) -> None:
    try:
        pooled = fit(method, Counts.of(board))
    except DataError:
        return
    single = fit(method, board)
    np.testing.assert_allclose(pooled.strength, single.strength, atol=1e-8)
    np.testing.assert_allclose(pooled.covariance, single.covariance, atol=1e-8)


def test_who_wins_more_is_stronger(method: Method) -> None:
    mostly = and_both_bad(rows(("a", "b", 1.0, 9), ("a", "b", 0.0, 3)))
    strong, weak = fit(method, mostly).strength
    assert strong > weak


def test_models_that_only_tie_are_equal_or_not_told_apart(method: Method) -> None:
    ties = each_alone(rows(("a", "b", 0.5, 2), ("b", "c", 0.5, 2)))
    try:
        estimate = fit(method, ties)
    except NotIdentifiedError:
        return
    np.testing.assert_allclose(estimate.strength, estimate.strength[0], atol=1e-12)
    assert estimate.rank_range(rng=np.random.default_rng(0)).tolist() == [[1, 3]] * 3


def test_models_that_beat_each_other_in_a_circle_are_equal(orderless: Method) -> None:
    circle = and_both_bad(rows(("a", "b", 1.0, 5), ("b", "c", 1.0, 5), ("c", "a", 1.0, 5)))
    estimate = fit(orderless, circle)
    np.testing.assert_allclose(estimate.strength, estimate.strength[0], atol=1e-9)
    assert estimate.rank_range(rng=np.random.default_rng(0)).tolist() == [[1, 3]] * 3


def test_no_votes_are_refused(method: Method) -> None:
    with pytest.raises(NotIdentifiedError):
        fit(method, Comparisons.from_tallies([]))


def test_it_says_what_it_does_and_what_it_makes_of_ties(method: Method) -> None:
    assert method.title
    assert method.about.endswith(".")
    assert method.ties.endswith(".")


def test_whether_it_needs_rows_is_whether_it_refuses_counts(
    method: Method, board: Comparisons
) -> None:
    refusal = pytest.raises(DataError) if method.needs_rows else nullcontext()
    with refusal:
        fit(method, Counts.of(board))
