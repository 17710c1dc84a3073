from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, chisquare, norm

from tiltyard.errors import DataError
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.multinomial import Multinomial

MANY = np.array([1.0, 2, 63, 64, 65, 1000, 0, 5000, 3, 1])


def draws(votes: Floats, many: int, seed: int = 0) -> Floats:
    rng, multinomial = np.random.default_rng(seed), Multinomial.of(votes)
    return np.array([multinomial.draw(rng) for _ in range(many)])


@pytest.mark.parametrize("votes", [MANY, np.array([3.0, 2, 1]), np.full(3000, 1.0)])
def test_as_many_votes_are_drawn_as_there_were(votes: Floats) -> None:
    assert set(draws(votes, 50).sum(axis=1)) == {votes.sum()}


def test_the_moments_are_those_of_the_multinomial() -> None:
    """Mean n p, variance n p (1 - p), covariance - n p q: all within five errors of simulation."""
    found, share = draws(MANY, 4000), MANY / MANY.sum()
    expected = MANY.sum() * (np.diag(share) - np.outer(share, share))
    scale = np.sqrt(np.maximum(MANY.sum() * share, 1))
    np.testing.assert_allclose((found.mean(axis=0) - MANY) / scale, 0, atol=5 / np.sqrt(4000))
    difference = (np.cov(found, rowvar=False) - expected) / np.outer(scale, scale)
    np.testing.assert_allclose(difference, 0, atol=5 * np.sqrt(2 / 4000))


@pytest.mark.parametrize(("votes", "cell"), [(MANY, 1), (MANY, 2), (np.array([3.0, 4, 2]), 0)])
def test_each_cell_is_binomial(votes: Floats, cell: int) -> None:
    found = draws(votes, 5000)[:, cell]
    n, p = votes.sum(), votes[cell] / votes.sum()
    edges = np.arange(binom.ppf(0.02, n, p), binom.ppf(0.98, n, p) + 1)
    expected = np.diff(binom.cdf(np.array([-1, *edges, n]), n, p))
    observed = np.histogram(found, np.array([-0.5, *(edges + 0.5), n + 1]))[0]
    assert chisquare(observed, 5000 * expected).pvalue > 0.001


def test_the_sum_of_some_cells_is_binomial_too() -> None:
    """What tells the multinomial from independent Poisson numbers."""
    found = draws(MANY, 4000)[:, :6].sum(axis=1)
    share = MANY[:6].sum() / MANY.sum()
    expected = MANY.sum() * share * (1 - share)
    assert found.var() == pytest.approx(expected, rel=5 * np.sqrt(2 / 4000))


def test_an_empty_cell_stays_empty() -> None:
    assert not draws(MANY, 200)[:, 6].any()


def test_a_single_cell_gets_all() -> None:
    assert draws(np.array([5000.0]), 3).tolist() == [[5000]] * 3


def test_large_cells_are_sums_of_few_tables() -> None:
    multinomial = Multinomial.of(np.arange(1.0, 100_000, 97))
    assert multinomial.poissons is not None
    assert len(multinomial.poissons.parts) < 80


def test_large_cells_spread_as_much_as_they_should() -> None:
    found = draws(np.array([40_000.0, 60_000]), 3000)[:, 0]
    assert norm.sf(abs(found.mean() - 40_000) / np.sqrt(24_000 / 3000)) > 0.001
    assert found.var() == pytest.approx(24_000, rel=5 * np.sqrt(2 / 3000))


@pytest.mark.parametrize("votes", [np.array([1.5, 2]), np.zeros(3), np.zeros(0)])
def test_votes_that_are_not_whole_are_refused(votes: Floats) -> None:
    with pytest.raises(DataError, match="must be whole"):
        Multinomial.of(votes)
