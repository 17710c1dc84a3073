from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.cycles import decomposition, largest_cycles
from tiltyard.ratings.fit_quality import goodness_of_fit
from tiltyard.ratings.residuals import Residuals

METHOD = ratings.load("bradley_terry")


def fit(board: Comparisons | Counts) -> Estimate:
    return METHOD.fit(board, rng=np.random.default_rng(0))


def arena(seed: int, *, models: int = 8, n: int = 5_000) -> Comparisons:
    rng = np.random.default_rng(seed)
    return votes(rng, strengths(rng, models), n)


def circle(share: float, *, n: int = 100) -> Comparisons:
    """a beats b, b beats c and c beats a, all by the same share; d is even with everybody."""
    won, lost = n * share, n * (1 - share)
    return rows(
        *((x, y, score, many) for x, y in [("a", "b"), ("b", "c"), ("c", "a")] for score, many in
          [(1.0, won), (0.0, lost)]),
        *((x, "d", score, n / 2) for x in "abc" for score in (1.0, 0.0)),
    )  # fmt: skip


def test_a_pure_circle_is_not_explained_at_all() -> None:
    board = circle(0.75)
    assert decomposition(board, fit(board)).share == pytest.approx(1)


def test_pairs_in_a_row_are_explained_wholly() -> None:
    chain = rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 1), ("b", "c", 1.0, 5), ("b", "c", 0.0, 1))
    assert decomposition(chain, fit(chain)).share == pytest.approx(0, abs=1e-12)


def test_the_two_parts_do_not_overlap() -> None:
    """The residual flow has no sources, so its product with any gradient is zero."""
    board = arena(1)
    found = Residuals.of(board, fit(board))
    height = found.counts.contrasts(np.random.default_rng(1).normal(size=8))
    assert found.gap() @ height == pytest.approx(0, abs=1e-6)


def test_strengths_are_the_weighted_least_squares_of_the_log_odds() -> None:
    """The Hodge decomposition, done the long way on the log-odds to first order at the fit."""
    board = arena(2)
    found = Residuals.of(board, fit(board))
    counts, weight = found.counts, found.information()
    observed = counts.contrasts(found.strength) + found.gap() / weight
    design = np.eye(8)[counts.first] - np.eye(8)[counts.second]
    root = np.sqrt(weight)
    gradient, *_ = np.linalg.lstsq(design * root[:, None], observed * root)
    np.testing.assert_allclose(gradient - gradient.mean(), found.strength, atol=1e-6)


def test_the_cyclic_part_is_pearsons_statistic_before_it_is_scaled() -> None:
    board = arena(3)
    quality = goodness_of_fit(board, fit(board))
    assert decomposition(board, fit(board)).cyclic == pytest.approx(
        quality.pearson * quality.dispersion
    )


def test_boards_without_circles_have_the_noise_that_is_expected() -> None:
    found = [decomposition(one, fit(one)) for one in (arena(seed, n=8_000) for seed in range(100))]
    assert np.mean([one.cyclic / one.noise for one in found]) == pytest.approx(1, abs=0.1)


def test_equal_models_have_the_gradient_that_is_expected_of_noise() -> None:
    def ratio(seed: int) -> float:
        board = votes(np.random.default_rng(seed), np.zeros(8), 8_000)
        found = decomposition(board, fit(board))
        return found.gradient / found.gradient_noise

    assert np.mean([ratio(seed) for seed in range(100)]) == pytest.approx(1, abs=0.2)


def test_of_a_large_board_without_circles_next_to_nothing_is_left_unexplained() -> None:
    board = arena(4, models=50, n=500_000)
    assert decomposition(board, fit(board)).share_beyond_noise < 0.01


def test_ties_alone_leave_nothing_to_explain() -> None:
    board = rows(("a", "b", 0.5, 9), ("b", "c", 0.5, 9), ("a", "c", 0.5, 9))
    assert decomposition(board, fit(board)).share == 0


def test_the_circle_that_was_planted_is_the_largest() -> None:
    board = circle(0.75)
    assert set(largest_cycles(board, fit(board))[0].models) == {"a", "b", "c"}


def test_a_circle_is_named_in_the_order_of_beating() -> None:
    board = circle(0.75)
    models = largest_cycles(board, fit(board))[0].models
    assert "abc" in "".join(models * 2)


def test_a_circle_the_other_way_is_named_the_other_way() -> None:
    board = circle(0.25)
    models = largest_cycles(board, fit(board))[0].models
    assert "cba" in "".join(models * 2)


def test_a_circle_of_even_models_is_as_large_as_its_gaps_say() -> None:
    """To first order each pair is ``(0.6 - 0.5) / (0.5 · 0.5)`` from even."""
    board = circle(0.6)
    assert largest_cycles(board, fit(board))[0].size == pytest.approx(3 * 0.4)


def test_the_error_of_a_circle_is_that_of_its_three_pairs() -> None:
    board = circle(0.6)
    found = largest_cycles(board, fit(board))[0]
    assert found.standard_error == pytest.approx(np.sqrt(3 / (100 * 0.25)))


def test_a_clear_circle_is_significant_among_all() -> None:
    board = circle(0.75)
    assert largest_cycles(board, fit(board))[0].p_value < 1e-6


def test_models_that_beat_each_other_in_turn_are_said_to() -> None:
    board = circle(0.75)
    assert largest_cycles(board, fit(board))[0].is_beaten_round


def test_models_that_fit_badly_without_beating_each_other_in_turn_are_not_said_to() -> None:
    """a beats b and c, b beats c, and a beats b by too much."""
    board = rows(
        ("a", "b", 1.0, 95), ("a", "b", 0.0, 5), ("b", "c", 1.0, 55), ("b", "c", 0.0, 45),
        ("a", "c", 1.0, 60), ("a", "c", 0.0, 40),
    )  # fmt: skip
    (found,) = largest_cycles(board, fit(board))
    assert (found.models, found.is_beaten_round) == (("a", "b", "c"), False)


def test_few_boards_without_circles_show_a_significant_one() -> None:
    boards = [arena(seed, n=20_000) for seed in range(60)]
    shown = [largest_cycles(one, fit(one), most=1)[0].p_value < 0.05 for one in boards]
    assert np.mean(shown) < 0.12


def brute_force(board: Comparisons) -> list[float]:
    """Size in standard errors of every circle, the largest first."""
    found = Residuals.of(board, fit(board))
    m = len(board.models)
    flow, variance = np.full((m, m), np.nan), np.full((m, m), np.nan)
    where = (found.counts.first, found.counts.second)
    flow[where] = found.gap() / found.information()
    variance[where] = found.noise() / found.information() ** 2
    sizes = [
        abs(flow[i, j] + flow[j, k] - flow[i, k])
        / np.sqrt(variance[i, j] + variance[j, k] + variance[i, k])
        for i, j, k in combinations(range(m), 3)
    ]
    return sorted((size for size in sizes if not np.isnan(size)), reverse=True)


def test_every_circle_is_looked_at() -> None:
    rng = np.random.default_rng(5)
    board = votes(rng, strengths(rng, 25), 900)  # many pairs never meet
    found = largest_cycles(board, fit(board), most=20, least_votes=0)
    sizes = [one.size / one.standard_error for one in found]
    np.testing.assert_allclose(sizes, brute_force(board)[:20])


def test_pairs_with_few_votes_are_not_looked_at() -> None:
    board = circle(0.75)
    assert largest_cycles(board, fit(board), least_votes=101) == ()


def test_two_models_make_no_circle() -> None:
    board = rows(("a", "b", 1.0, 300), ("a", "b", 0.0, 100))
    assert largest_cycles(board, fit(board)) == ()


def test_circles_of_ties_are_refused() -> None:
    board = rows(("a", "b", 0.5, 90), ("b", "c", 0.5, 90), ("a", "c", 0.5, 90))
    with pytest.raises(DataError, match="nearly every vote is a tie"):
        largest_cycles(board, fit(board))


def test_no_cycles_cannot_be_asked_for() -> None:
    board = circle(0.75)
    with pytest.raises(ConfigurationError, match="at least one cycle must be asked for, not 0"):
        largest_cycles(board, fit(board), most=0)
