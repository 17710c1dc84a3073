from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from tiltyard.errors import ConfigurationError
from tiltyard.ratings import Estimate, ranks
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.differences import times
from tiltyard.ratings.multiplicity import alone
from tiltyard.ratings.ranks import (
    blocks_within,
    by_overlap,
    classical,
    probability_of_best,
    probability_of_top,
    rank_probabilities,
    tied_blocks,
)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def board(*strength: float, error: float = 0.1) -> Estimate:
    m = len(strength)
    covariance = error**2 * (np.eye(m) - 1 / max(m, 1))
    return Estimate(tuple("abcdefghijkl"[:m]), np.array(strength), covariance)


def test_the_classical_rank_counts_models_significantly_above() -> None:
    """Errors of differences are 0.141, so that 0.3 is significant and 0.2 is not."""
    assert classical(board(0.3, 0.1, 0.0)).tolist() == [1, 1, 2]


def test_the_classical_rank_is_the_best_of_the_range_if_pairs_are_not_adjusted() -> None:
    one = board(*np.linspace(1, -1, 12))
    assert classical(one).tolist() == one.rank_range(adjustment="none")[:, 0].tolist()


def test_intervals_may_overlap_where_the_difference_is_significant() -> None:
    one = board(0.3, 0.0, -0.3)
    assert by_overlap(one).tolist() == [1, 1, 2]
    assert classical(one).tolist() == [1, 2, 3]


def test_blocks_are_cut_where_everything_above_is_surely_above_everything_below() -> None:
    assert tied_blocks(board(0.0, 2.1, 2.0, 0.1), rng=rng()) == (("b", "c"), ("d", "a"))


def test_a_chain_of_neighbours_that_cannot_be_told_apart_is_one_block() -> None:
    """Its ends are surely different, and yet there is nowhere to cut it."""
    chain = board(0.6, 0.4, 0.2, 0.0, -0.2, -0.4, -0.6)
    assert chain.rank_range(rng=rng())[-1, 0] > 1
    assert len(tied_blocks(chain, rng=rng())) == 1


def test_a_model_in_the_middle_of_others_keeps_a_block_together() -> None:
    """b is unsure of itself, and nothing lies surely above or below it."""
    strength, error = np.array([1.0, 0.0, -1.0]), np.diag([0.01, 4.0, 0.01])
    blocks = tied_blocks(Estimate(("a", "b", "c"), strength, error), rng=rng())
    assert blocks == (("a", "b", "c"),)


def test_every_model_is_in_one_block() -> None:
    one = board(*np.random.default_rng(1).normal(0, 0.4, 12))
    names = [name for block in tied_blocks(one, rng=rng()) for name in block]
    assert sorted(names) == list(one.models)


def test_models_surely_apart_have_blocks_of_their_own() -> None:
    assert tied_blocks(board(0.0, 1.0, 2.0), rng=rng()) == (("c",), ("b",), ("a",))


def test_no_models_have_no_blocks() -> None:
    assert tied_blocks(board(), rng=rng()) == ()


def test_the_best_of_two_is_known_from_their_difference() -> None:
    found = probability_of_best(board(0.1, 0.0), rng=rng(), draws=40_000)
    assert found == pytest.approx([norm.cdf(1 / np.sqrt(2)), norm.sf(1 / np.sqrt(2))], abs=0.01)


def test_equal_models_are_best_equally_often() -> None:
    found = probability_of_best(board(0, 0, 0, 0), rng=rng(), draws=40_000)
    assert found == pytest.approx([0.25] * 4, abs=0.01)


def test_models_that_are_surely_equal_share_the_first_place() -> None:
    found = probability_of_best(board(1, 1, 0, error=0), rng=rng(), draws=40_000)
    assert found == pytest.approx([0.5, 0.5, 0], abs=0.01)


def test_probabilities_of_ranks_sum_to_one_both_ways() -> None:
    found = rank_probabilities(board(0.2, 0.1, 0.0, -0.3), rng=rng())
    np.testing.assert_allclose([found.sum(axis=0), found.sum(axis=1)], 1)


def test_the_first_rank_is_being_best() -> None:
    one = board(0.2, 0.1, 0.0, -0.3)
    first = rank_probabilities(one, rng=rng())[:, 0]
    assert first.tolist() == probability_of_best(one, rng=rng()).tolist()


def test_columns_are_ranks_and_rows_are_models() -> None:
    expected: Floats = np.array([[0.0, 0, 1], [1, 0, 0], [0, 1, 0]])
    assert rank_probabilities(board(0, 9, 5), rng=rng()).tolist() == expected.tolist()


def test_being_among_the_first_is_having_one_of_their_ranks() -> None:
    one = board(0.2, 0.1, 0.0, -0.3)
    expected = rank_probabilities(one, rng=rng())[:, :2].sum(axis=1)
    assert probability_of_top(one, 2, rng=rng()).tolist() == expected.tolist()


def test_there_is_no_rank_above_the_first() -> None:
    with pytest.raises(ConfigurationError, match="the first 0"):
        probability_of_top(board(0, 0), 0, rng=rng())


def test_no_models_have_no_ranks() -> None:
    assert probability_of_best(board(), rng=rng()).shape == (0,)
    assert rank_probabilities(board(), rng=rng()).shape == (0, 0)


def test_what_is_sure_does_not_depend_on_an_anchor() -> None:
    one = board(*np.random.default_rng(1).normal(0, 0.4, 12))
    assert ranks.classical(one).tolist() == ranks.classical(one.anchored("c")).tolist()


def test_blocks_of_a_reach_are_those_of_its_quantile() -> None:
    one = board(0.0, 2.1, 2.0, 0.1)
    quantile = alone(0.95)
    assert blocks_within(one, times(quantile)) == tied_blocks(one, adjustment="none")
