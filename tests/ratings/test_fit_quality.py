from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm  # type: ignore[import-untyped]  # it has no types

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.comparisons import TIE
from tiltyard.ratings.fit_quality import GoodnessOfFit, bootstrapped, goodness_of_fit

CLASSICS = Path(__file__).parents[2] / "../shared/data/bt-classics"

METHOD = ratings.load("bradley_terry")


def fit(board: Comparisons | Counts) -> Estimate:
    return METHOD.fit(board, rng=np.random.default_rng(0))


def quality(board: Comparisons | Counts) -> GoodnessOfFit:
    return goodness_of_fit(board, fit(board))


def arena(seed: int, *, models: int = 8, n: int = 4_000) -> Comparisons:
    rng = np.random.default_rng(seed)
    return votes(rng, strengths(rng, models), n)


def decided(board: Comparisons) -> Comparisons:
    """Without the ties."""
    return board.rows(board.outcome != TIE)


CIRCLE = rows(
    ("a", "b", 1.0, 75), ("a", "b", 0.0, 25), ("b", "c", 1.0, 75), ("b", "c", 0.0, 25),
    ("c", "a", 1.0, 75), ("c", "a", 0.0, 25),
)  # fmt: skip


def generalised(board: Comparisons) -> tuple[float, float, float]:
    """Pearson's statistic, the deviance, and that of equal models, as statsmodels has them."""
    counts = Counts.of(board)
    won, total = counts.votes[:, 0], counts.votes[:, :2].sum(axis=1)
    design = np.zeros((len(counts), len(counts.models)))
    design[np.arange(len(counts)), counts.first] = 1
    design[np.arange(len(counts)), counts.second] = -1
    both = np.column_stack([won, total - won])
    model = sm.GLM(both, design[:, 1:], family=sm.families.Binomial()).fit(tol=1e-12)
    even = 2 * (both * np.log(np.maximum(both, 1e-300) / (total[:, None] / 2))).sum()
    return model.pearson_chi2, model.deviance, even


def test_a_circle_is_far_from_any_strengths() -> None:
    """All are even, and each pair is off by 25 of 100: ``25² / (100 · ¼)`` each."""
    assert quality(CIRCLE).pearson == pytest.approx(75)


def test_the_deviance_of_a_circle_is_that_of_shares_against_even_ones() -> None:
    lost = 0.75 * np.log(1.5) + 0.25 * np.log(0.5)
    assert quality(CIRCLE).deviance == pytest.approx(3 * 2 * 100 * lost)


def test_a_circle_of_three_has_one_degree_of_freedom() -> None:
    assert quality(CIRCLE).degrees_of_freedom == pytest.approx(1)


def test_a_circle_is_surely_no_fit() -> None:
    assert quality(CIRCLE).p_value < 1e-15


def test_equal_models_gain_nothing_by_strengths() -> None:
    assert quality(CIRCLE).gain == pytest.approx(0, abs=1e-9)


def test_pearsons_statistic_is_that_of_statsmodels() -> None:
    board = decided(arena(1))
    assert quality(board).pearson == pytest.approx(generalised(board)[0], rel=1e-8)


def test_the_deviance_is_that_of_statsmodels() -> None:
    board = decided(arena(1))
    assert quality(board).deviance == pytest.approx(generalised(board)[1], rel=1e-8)


def test_the_gain_is_that_of_statsmodels() -> None:
    board = decided(arena(1))
    _, deviance, even = generalised(board)
    assert quality(board).gain == pytest.approx(even - deviance, rel=1e-8)


def test_strengths_that_differ_gain_surely() -> None:
    assert quality(arena(2)).gain_p_value < 1e-15


def test_degrees_of_freedom_are_pairs_less_one_less_than_models() -> None:
    assert quality(arena(3)).degrees_of_freedom == pytest.approx(28 - 7)


def test_baseball_1987_fits_as_printed() -> None:
    """Agresti (2002), section 10.6.1: the deviance is 15.7 with 15 degrees of freedom."""
    if not CLASSICS.is_dir():
        pytest.skip(f"the classical data sets are not beside the repository ({CLASSICS.name})")
    with (CLASSICS / "baseball1987.csv").open() as file:
        table = list(csv.DictReader(file))
    board = rows(
        *((row["home"], row["away"], 1.0, int(row["home_wins"])) for row in table),
        *((row["away"], row["home"], 1.0, int(row["away_wins"])) for row in table
          if int(row["away_wins"])),
    )  # fmt: skip
    found = quality(board)
    assert (round(found.deviance, 1), round(found.degrees_of_freedom)) == (15.7, 15)


def test_p_values_of_boards_that_fit_are_spread_evenly() -> None:
    p = [quality(arena(seed, n=8_000)).p_value for seed in range(200)]
    assert np.mean(p) == pytest.approx(0.5, abs=0.08)


def test_few_boards_that_fit_are_called_misfits() -> None:
    p = np.array([quality(arena(seed, n=8_000)).deviance_p_value for seed in range(300, 500)])
    assert (p < 0.05).mean() == pytest.approx(0.05, abs=0.05)


def test_a_taste_that_strengths_cannot_say_is_found() -> None:
    rng = np.random.default_rng(4)
    board = Counts.of(arena(4, models=20, n=100_000))
    lift = rng.normal(0, 0.3, len(board))
    chance = 1 / (1 + np.exp(-lift))
    total = board.votes.sum(axis=1)
    won = rng.binomial(total.astype(int), chance)
    table = np.zeros_like(board.votes)
    table[:, 0], table[:, 1] = won, total - won
    assert quality(replace(board, votes=table, total=table, square=table)).p_value < 1e-6


def test_two_models_leave_nothing_to_test() -> None:
    assert quality(rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 1))).p_value == 1


def test_a_chain_leaves_nothing_to_test() -> None:
    chain = rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 1), ("b", "c", 1.0, 5), ("b", "c", 0.0, 1))
    assert quality(chain).deviance == pytest.approx(0, abs=1e-9)


def test_doubling_all_weights_changes_nothing() -> None:
    board = arena(5)
    twice = quality(replace(board, weight=np.full(len(board), 2.0)))
    assert twice.deviance == pytest.approx(quality(board).deviance)


def test_unequal_weights_are_worth_fewer_votes() -> None:
    """Weights that have nothing to do with the outcome leave the p-values spread evenly."""
    rng = np.random.default_rng(6)

    def p_value(seed: int) -> float:
        board = decided(arena(seed, models=6))
        assert board.count is not None
        single = replace(board.rows(np.repeat(np.arange(len(board)), board.count.astype(int))),
                         count=None)  # fmt: skip
        return quality(replace(single, weight=rng.exponential(1, len(single)) + 0.05)).p_value

    assert np.mean([p_value(seed) for seed in range(100)]) == pytest.approx(0.5, abs=0.12)


def test_sparse_pairs_are_counted() -> None:
    thin = rows(
        ("a", "b", 0.5, 20), ("a", "b", 1.0, 2), ("b", "c", 0.5, 20), ("c", "b", 1.0, 2),
        ("a", "c", 1.0, 1),
    )  # fmt: skip
    assert quality(thin).sparse == pytest.approx(1 / 3)


def test_ties_alone_are_no_fit_and_no_misfit() -> None:
    with pytest.raises(DataError, match="nearly every vote is a tie"):
        quality(rows(("a", "b", 0.5, 9), ("b", "c", 0.5, 9), ("a", "c", 0.5, 9)))


def simulated(board: Comparisons, *, replicates: int = 99) -> GoodnessOfFit:
    estimate = fit(board)
    found = goodness_of_fit(board, estimate)
    rng = np.random.default_rng(7)
    return bootstrapped(found, board, estimate, rng=rng, replicates=replicates)


def test_no_board_simulated_from_the_fit_is_as_far_off_as_a_circle() -> None:
    assert simulated(CIRCLE).bootstrap_p_value == pytest.approx(1 / 100)


def test_simulation_agrees_with_theory_where_votes_are_many() -> None:
    found = simulated(arena(8, n=40_000), replicates=400)
    assert found.bootstrap_p_value == pytest.approx(found.p_value, abs=0.1)


def test_simulated_p_values_of_sparse_boards_are_spread_evenly() -> None:
    def p_value(seed: int) -> float | None:
        rng = np.random.default_rng(seed)
        board = votes(rng, strengths(rng, 8), 150, evenness=0.3)
        return simulated(board, replicates=39).bootstrap_p_value

    assert np.mean([p_value(seed) for seed in range(40)]) == pytest.approx(0.5, abs=0.18)


def test_boards_that_fall_apart_are_passed_over_and_counted() -> None:
    lopsided = rows(("a", "b", 1.0, 9), ("a", "b", 0.0, 1))
    assert 40 < simulated(lopsided).replicates < 90


def test_a_board_of_which_nothing_holds_together_is_an_error() -> None:
    lopsided = rows(("a", "b", 1.0, 9_999), ("a", "b", 0.0, 1))
    with pytest.raises(NotIdentifiedError, match="none of 1 boards simulated"):
        bootstrapped(
            quality(lopsided), lopsided, fit(lopsided), rng=np.random.default_rng(2), replicates=1
        )


def test_equal_weights_can_be_simulated() -> None:
    board = arena(9)
    twice = replace(board, weight=np.full(len(board), 2.0))
    assert simulated(twice).bootstrap_p_value == simulated(board).bootstrap_p_value


def test_unequal_weights_are_not_simulated() -> None:
    board = arena(9)
    with pytest.raises(DataError, match="weighted votes cannot be simulated"):
        simulated(replace(board, weight=np.linspace(1, 2, len(board))))


def test_graded_votes_are_not_simulated() -> None:
    with pytest.raises(DataError, match="graded votes cannot be simulated"):
        simulated(rows(("a", "b", 0.7, 9), ("b", "a", 1.0, 1)))


def test_parts_of_votes_are_not_simulated() -> None:
    with pytest.raises(DataError, match="no whole numbers of votes"):
        simulated(rows(("a", "b", 1.0, 2.5), ("a", "b", 0.0, 1)))
