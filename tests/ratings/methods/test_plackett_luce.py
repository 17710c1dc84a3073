from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import choix
import numpy as np
import pytest
from scipy.optimize import minimize

from ratings.boards import strengths, votes
from tiltyard import ratings
from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings import Estimate
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.methods.plackett_luce import PlackettLuce
from tiltyard.ratings.rankings import Rankings

M = 6
TRUTH = np.array([1.0, 0.5, 0.2, -0.3, -0.5, -0.9])


def fit(rankings: Rankings, errors: str = "sandwich") -> Estimate:
    return PlackettLuce(errors=errors).fit_rankings(rankings)


def drawn(seed: int, n: int = 400, sizes: tuple[int, int] = (2, 6)) -> Rankings:
    """Rankings of some models each: the order of strengths with Gumbel noise (Yellott 1977)."""
    rng = np.random.default_rng(seed)
    listed = []
    for size in rng.integers(sizes[0], sizes[1] + 1, n):
        models = rng.choice(M, size, replace=False)
        listed.append(models[np.argsort(-(TRUTH[models] + rng.gumbel(size=size)))])
    return of(listed)


def of(listed: list[np.ndarray]) -> Rankings:
    starts = np.cumsum([0, *map(len, listed)])
    return Rankings(tuple("abcdef"), np.concatenate(listed), starts)


def listed(rankings: Rankings) -> list[tuple[int, ...]]:
    items, starts = rankings.items.tolist(), rankings.starts
    return [tuple(items[i:j]) for i, j in pairwise(starts.tolist())]


def log_likelihood(rankings: Rankings, strength: Floats) -> float:
    total = 0.0
    for ranking in listed(rankings):
        worth = np.exp(strength[list(ranking)])
        total += sum(np.log(worth[j] / worth[j:].sum()) for j in range(len(worth)))
    return total


@pytest.mark.parametrize("seed", range(3))
def test_choix_finds_the_same(seed: int) -> None:
    rankings = drawn(seed)
    theirs = choix.ilsr_rankings(M, listed(rankings), tol=1e-10)
    np.testing.assert_allclose(fit(rankings).strength, theirs - theirs.mean(), atol=1e-6)


def test_a_general_optimiser_finds_the_same() -> None:
    rankings = drawn(5, 100)

    def loss(strength: Floats) -> float:
        return -log_likelihood(rankings, strength)

    theirs = minimize(loss, np.zeros(M), tol=1e-10).x
    np.testing.assert_allclose(fit(rankings).strength, theirs - theirs.mean(), atol=1e-5)


def test_textbook_errors_are_those_of_the_second_derivative() -> None:
    rankings = drawn(6, 60)
    at, h = fit(rankings).strength, 1e-3
    steps = h * np.eye(M)
    hessian = np.array(
        [
            [
                (
                    log_likelihood(rankings, at + i + j)
                    - log_likelihood(rankings, at + i - j)
                    - log_likelihood(rankings, at - i + j)
                    + log_likelihood(rankings, at - i - j)
                )
                / (4 * h * h)
                for j in steps
            ]
            for i in steps
        ]
    )
    found = fit(rankings, errors="information").covariance
    np.testing.assert_allclose(found, np.linalg.pinv(-hessian, rcond=1e-4), atol=1e-4)


def test_rankings_of_two_are_bradley_terry_to_the_errors() -> None:
    rankings = drawn(7, sizes=(2, 2))
    found = fit(rankings)
    plain = ratings.load("bradley_terry").fit(rankings.pairs(), rng=np.random.default_rng(0))
    np.testing.assert_allclose(found.strength, plain.strength, atol=1e-9)
    np.testing.assert_allclose(found.covariance, plain.covariance, atol=1e-9)


def test_votes_are_fitted_as_by_bradley_terry() -> None:
    rng = np.random.default_rng(8)
    board = votes(rng, strengths(rng, 6), 2_000)
    one = ratings.load("plackett_luce").fit(board, rng=rng)
    other = ratings.load("bradley_terry").fit(board, rng=rng)
    assert one.strength.tolist() == other.strength.tolist()
    assert one.covariance.tolist() == other.covariance.tolist()


def test_every_order_once_tells_nobody_apart() -> None:
    every = of([np.array(order) for order in permutations(range(4))])
    four = replace(every, models=tuple("abcd"))
    np.testing.assert_allclose(fit(four).strength, 0, atol=1e-12)


def test_the_truth_is_found() -> None:
    found = fit(drawn(9, 6_000))
    np.testing.assert_allclose(found.strength, TRUTH, atol=0.08)


def test_the_sandwich_is_near_the_information_if_the_model_is_right() -> None:
    rankings = drawn(10, 6_000)
    ours = fit(rankings).covariance.diagonal()
    np.testing.assert_allclose(
        ours, fit(rankings, errors="information").covariance.diagonal(), rtol=0.1
    )


def test_counts_are_as_many_rankings() -> None:
    rankings = drawn(11, 50)
    counted = replace(rankings, count=np.full(50, 3.0))
    thrice = of([np.array(one) for one in listed(rankings) for _ in range(3)])
    one, other = fit(counted), fit(thrice)
    np.testing.assert_allclose(one.strength, other.strength, atol=1e-9)
    np.testing.assert_allclose(one.covariance, other.covariance, atol=1e-9)


def test_twice_the_weight_for_all_changes_nothing() -> None:
    rankings = drawn(12)
    weight = np.random.default_rng(0).uniform(0.5, 2, len(rankings))
    one = fit(replace(rankings, weight=weight))
    other = fit(replace(rankings, weight=2 * weight))
    np.testing.assert_allclose(other.strength, one.strength, atol=1e-9)
    np.testing.assert_allclose(other.covariance, one.covariance, atol=1e-9)


def test_rankings_that_are_clusters_of_their_own_are_as_independent() -> None:
    rankings = drawn(13, 3_000)
    alone = replace(rankings, clusters={"voter": np.arange(3_000)})
    clustered = PlackettLuce(cluster=("voter",)).fit_rankings(alone).covariance
    np.testing.assert_allclose(
        clustered.diagonal(), fit(rankings).covariance.diagonal(), rtol=1 / 2_999
    )


def test_a_voter_who_says_everything_thrice_counts_once() -> None:
    rankings = drawn(14, 300)
    once = replace(rankings, clusters={"voter": np.arange(300)})
    thrice = replace(
        of([np.array(one) for one in listed(rankings) for _ in range(3)]),
        clusters={"voter": np.repeat(np.arange(300), 3)},
    )
    method = PlackettLuce(cluster=("voter",))
    ours, expected = (method.fit_rankings(each).covariance for each in (thrice, once))
    # But for the share that leverage hides of single rankings, of which there are more.
    np.testing.assert_allclose(ours.diagonal(), expected.diagonal(), rtol=0.015)


def test_clusters_that_the_rankings_do_not_have_are_refused() -> None:
    with pytest.raises(DataError, match="'voter'"):
        PlackettLuce(cluster=("voter",)).fit_rankings(drawn(1, 20))


def test_a_model_that_was_always_first_is_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="'a' only won"):
        fit(Rankings.from_names([["a", "b", "c"], ["a", "c", "b"]]))


def test_groups_that_no_ranking_joins_are_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="never met"):
        fit(Rankings.from_names([["a", "b"], ["b", "a"], ["c", "d"], ["d", "c"]]))


def test_no_rankings_are_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="no votes"):
        fit(Rankings.from_names([]))


def test_one_model_is_at_zero() -> None:
    alone = Rankings(("a",), np.array([], dtype=int), np.array([0]))
    assert fit(alone).strength.tolist() == [0]


def test_strengths_far_apart_do_not_overflow() -> None:
    lopsided = Rankings.from_names([["a", "b", "c"], ["c", "b", "a"]])
    a, b, c = fit(replace(lopsided, count=np.array([1e5, 1.0]))).strength
    assert a - b > 10
    assert b - c > 10


@pytest.mark.parametrize("errors", ["sandwich", "information"])
@pytest.mark.parametrize("times", [2.0, 1e-30, 1e30])
def test_weights_of_rankings_have_no_unit(errors: str, times: float) -> None:
    rankings = drawn(15, 300)
    weight = np.random.default_rng(0).uniform(0.5, 2, 300)
    one, other = (fit(replace(rankings, weight=k * weight), errors=errors) for k in (1.0, times))
    np.testing.assert_allclose(other.strength, one.strength, atol=1e-8)
    np.testing.assert_allclose(other.covariance, one.covariance, rtol=1e-8, atol=1e-12)
