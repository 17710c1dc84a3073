from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import DataError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.residuals import Residuals, strength_of

METHOD = ratings.load("bradley_terry")


def fit(board: Comparisons | Counts) -> Estimate:
    return METHOD.fit(board, rng=np.random.default_rng(0))


def arena(seed: int, *, models: int = 8, n: int = 5_000) -> Comparisons:
    rng = np.random.default_rng(seed)
    return votes(rng, strengths(rng, models), n)


def residuals(board: Comparisons) -> Residuals:
    return Residuals.of(board, fit(board))


def test_wins_and_losses_have_the_models_spread() -> None:
    assert residuals(rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 1))).dispersion == 1


def test_ties_take_a_quarter_of_their_share_from_the_spread() -> None:
    """At even strength ``p(1 - p)`` is a quarter, so half the votes tied leave half of it."""
    half = rows(("a", "b", 1.0, 1), ("a", "b", 0.0, 1), ("a", "b", 0.5, 2))
    assert residuals(half).dispersion == pytest.approx(0.5)


def test_the_dispersion_of_an_arena_is_that_it_was_simulated_with() -> None:
    """A tie of probability 0.9 p (1 - p) leaves 1 - 0.9 / 4 of the variance."""
    assert residuals(arena(1, n=400_000)).dispersion == pytest.approx(1 - 0.9 / 4, abs=0.005)


def test_a_vote_graded_as_a_half_has_the_spread_of_a_tie() -> None:
    tied = rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 1), ("a", "b", 0.5, 2))
    graded = replace(tied, outcome=np.array([0, 1, 4]))
    assert residuals(graded).dispersion == pytest.approx(residuals(tied).dispersion)


def test_gaps_sum_to_zero_for_each_model() -> None:
    found = residuals(arena(2))
    np.testing.assert_allclose(found.counts.totals(found.gap()), 0, atol=1e-6)


def test_the_variance_left_is_the_noise_less_the_leverage() -> None:
    """All leverages together are one less than there are models."""
    found = residuals(arena(3))
    left = found.variance() / found.noise()
    assert (1 - left).sum() == pytest.approx(7)


def test_the_variance_left_is_what_simulation_finds() -> None:
    """With unequal weights too, where no shorter formula holds."""
    rng = np.random.default_rng(4)
    truth = strengths(rng, 4)
    # Each pair twice, so that a part of its votes is light and a part heavy.
    a, b = np.array([(i, j) for i in range(4) for j in range(4) if i != j]).T
    weight = rng.uniform(0.3, 3, len(a))
    each = rng.integers(60, 200, len(a)).astype(float)
    p = 1 / (1 + np.exp(truth[b] - truth[a]))

    def board() -> Residuals:
        won = rng.binomial(each.astype(int), p)
        drawn = Comparisons(
            models=("a", "b", "c", "d"),
            a=np.concatenate([a, a]),
            b=np.concatenate([b, b]),
            outcome=np.repeat([0, 1], len(a)),
            count=np.concatenate([won, each - won]),
            weight=np.concatenate([weight, weight]),
        )
        return residuals(drawn)

    boards = [board() for _ in range(600)]
    gaps = np.array([one.gap() for one in boards])
    np.testing.assert_allclose(gaps.var(axis=0), boards[0].variance(), rtol=0.2)


def test_standardised_gaps_are_about_one_in_size() -> None:
    z = residuals(arena(5, models=30, n=200_000)).standardised()
    assert z.std() == pytest.approx(1, abs=0.12)


def test_a_pair_that_alone_joins_two_groups_says_nothing_of_the_fit() -> None:
    bridge = rows(
        ("a", "b", 1.0, 3), ("a", "b", 0.0, 1),
        ("b", "c", 1.0, 2), ("c", "d", 1.0, 2), ("d", "b", 1.0, 2), ("b", "d", 1.0, 1),
    )  # fmt: skip
    z = residuals(bridge).standardised()
    assert np.isnan(z).tolist() == [True, False, False, False]


def test_doubling_all_weights_changes_no_standardised_gap() -> None:
    board = arena(6)
    twice = replace(board, weight=np.full(len(board), 2.0))
    np.testing.assert_allclose(
        residuals(twice).standardised(), residuals(board).standardised(), rtol=1e-6
    )


def test_the_models_may_be_in_another_order() -> None:
    board = arena(7)
    estimate = fit(board)
    turned = estimate.among(tuple(reversed(estimate.models)))
    np.testing.assert_allclose(Residuals.of(board, turned).strength, estimate.strength, atol=1e-12)


def test_strengths_are_those_of_the_models_asked_for() -> None:
    estimate = Estimate(("a", "b", "c"), np.array([1.0, 0.0, -1.0]), np.zeros((3, 3)))
    found: Floats = strength_of(("c", "a"), estimate)
    assert found.tolist() == [-1.0, 1.0]


def test_a_model_that_is_not_rated_is_named() -> None:
    board = arena(8)
    estimate = fit(board).among(board.models[:-1])
    with pytest.raises(DataError, match="'model-007' is not among the 7 models rated: keep"):
        Residuals.of(board, estimate)
