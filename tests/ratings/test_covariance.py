from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.counts import sums
from tiltyard.ratings.covariance import inverse, pinned

METHOD = ratings.load("bradley_terry")
RNG = np.random.default_rng(0)  # it draws nothing


def fit(comparisons: Comparisons) -> Estimate:
    return METHOD.fit(comparisons, rng=RNG)


def textbook(board: Comparisons) -> Floats:
    return ratings.load("bradley_terry", errors="information").fit(board, rng=RNG).covariance


def pairs(board: Comparisons, counts: Counts) -> NDArray[np.intp]:
    """Which pair of the counts each row is of."""
    m = len(board.models)
    key = np.minimum(board.a, board.b) * m + np.maximum(board.a, board.b)
    return np.searchsorted(counts.first * m + counts.second, key)


def variance_of_difference(covariance: Floats) -> float:
    return float(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])


def test_the_inverse_is_the_pseudo_inverse_at_any_size_of_information() -> None:
    rng = np.random.default_rng(1)
    board = Counts.of(votes(rng, strengths(rng, 30), 5_000))
    for size in (1e-6, 1.0, 1e6):
        information = size * board.gram(board.votes.sum(axis=1))
        expected = np.linalg.pinv(information, rcond=1e-10, hermitian=True)
        np.testing.assert_allclose(inverse(information), expected, rtol=1e-8, atol=1e-12 / size)


def test_a_pin_leaves_strengths_that_sum_to_zero_alone() -> None:
    information = Counts.of(rows(("a", "b", 1.0, 3), ("b", "c", 1.0, 2))).gram(np.array([3.0, 2.0]))
    strength = np.array([1.0, 1.0, -2.0])
    np.testing.assert_allclose(pinned(information) @ strength, [0, 6, -6], atol=1e-12)


def test_nothing_known_of_one_model_alone() -> None:
    assert inverse(np.zeros((1, 1))).tolist() == [[0.0]]


def test_two_models_without_ties_have_the_binomial_variance_and_one_vote_less() -> None:
    binomial = 1 / (40 * 0.75 * 0.25)
    found = variance_of_difference(fit(rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 10))).covariance)
    assert found == pytest.approx(binomial * (1 + 1 / 40))


def test_two_models_with_ties_have_the_variance_of_their_scores() -> None:
    board = rows(("a", "b", 1.0, 30), ("a", "b", 0.5, 20), ("a", "b", 0.0, 10))
    p, v = 2 / 3, 2 / 9
    scores = (30 * (1 - p) ** 2 + 20 * (0.5 - p) ** 2 + 10 * p**2) / 60
    found = variance_of_difference(fit(board).covariance)
    assert found == pytest.approx((scores + v / 60) / (60 * v**2))


def test_a_single_tie_is_not_certainty() -> None:
    estimate = fit(rows(("a", "b", 0.5, 1)))
    assert variance_of_difference(estimate.covariance) == pytest.approx(4)


def test_on_a_large_board_it_is_whites_sandwich() -> None:
    rng = np.random.default_rng(2)
    board = votes(rng, strengths(rng, 20), 400_000)
    found, counts = fit(board), Counts.of(board)
    error = board.worth() - expit(found.strength[board.a] - found.strength[board.b])
    bread = textbook(board)
    meat = counts.gram(sums(pairs(board, counts), board.mass() * error**2, len(counts)))
    white = bread @ meat @ bread
    np.testing.assert_allclose(
        np.sqrt(found.covariance.diagonal()), np.sqrt(white.diagonal()), rtol=2e-3
    )


def test_rows_sum_to_zero_and_no_contrast_has_a_negative_variance() -> None:
    rng = np.random.default_rng(3)
    covariance = fit(votes(rng, strengths(rng, 60), 20_000)).covariance
    np.testing.assert_allclose(covariance.sum(axis=0), 0, atol=1e-12)
    assert np.linalg.eigvalsh(covariance).min() > -1e-12
    assert (covariance == covariance.T).all()


def test_standard_errors_match_the_bootstrap() -> None:
    rng = np.random.default_rng(4)
    board = votes(rng, strengths(rng, 12), 10_000)
    n = int(board.votes)

    def refit() -> Floats:
        drawn = rng.multinomial(n, board.mass() / n).astype(np.float64)
        kept = drawn > 0
        return fit(replace(board.rows(kept), count=drawn[kept])).strength

    spread = np.std([refit() for _ in range(250)], axis=0)
    error = np.sqrt(fit(board).covariance.diagonal())
    np.testing.assert_allclose(error, spread, rtol=0.15)
    assert np.mean(error / spread) == pytest.approx(1, abs=0.03)


def test_ties_make_errors_smaller_than_the_textbook_says() -> None:
    rng = np.random.default_rng(5)
    board = votes(rng, strengths(rng, 20), 100_000)
    estimate = fit(board)
    ratio = np.sqrt(estimate.covariance.diagonal() / textbook(board).diagonal())
    assert 0.86 < ratio.mean() < 0.90  # a fifth ties: sqrt(1 - 0.9 / 4) = 0.880
