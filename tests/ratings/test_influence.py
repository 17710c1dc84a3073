from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import DataError
from tiltyard.ratings import Comparisons, Counts, Estimate, influence
from tiltyard.ratings.clusters import clustered, surprises
from tiltyard.ratings.comparisons import Bools
from tiltyard.ratings.residuals import Residuals

METHOD = ratings.load("bradley_terry")


def fit(board: Comparisons | Counts) -> Estimate:
    return METHOD.fit(board, rng=np.random.default_rng(0))


@pytest.fixture
def board() -> Comparisons:
    """6,000 single votes of 300 voters among 6 models, with weights."""
    rng = np.random.default_rng(1)
    pooled = votes(rng, strengths(rng, 6), 6_000)
    assert pooled.count is not None
    single = replace(pooled.rows(np.repeat(np.arange(len(pooled)), pooled.count.astype(int))),
                     count=None)  # fmt: skip
    n = len(single)
    return replace(
        single,
        weight=rng.uniform(0.5, 1.5, n),
        clusters={"voter": rng.integers(0, 300, n)},
    )


def change(board: Comparisons, kept: Bools, one: str, other: str) -> float:
    """What the gap really gains when only these rows are left."""
    before, after = fit(board), fit(board.rows(kept))
    gap = after.difference(one, other).points - before.difference(one, other).points
    return float(gap / ratings.estimate.SCALE)


def test_removing_a_win_takes_from_the_winner(board: Comparisons) -> None:
    row = int(np.flatnonzero((board.a == 0) & (board.b == 1) & (board.outcome == 0))[0])
    assert influence.of_rows(board, fit(board), "model-000", "model-001")[row] < 0


def test_removing_a_loss_gives_to_the_loser(board: Comparisons) -> None:
    row = int(np.flatnonzero((board.a == 0) & (board.b == 1) & (board.outcome == 1))[0])
    assert influence.of_rows(board, fit(board), "model-000", "model-001")[row] > 0


@pytest.mark.parametrize("row", [0, 1_000, 3_333, 5_999])
def test_the_influence_of_a_vote_is_what_a_fit_without_it_finds(
    board: Comparisons, row: int
) -> None:
    told = influence.of_rows(board, fit(board), "model-002", "model-004")[row]
    found = change(board, np.arange(len(board)) != row, "model-002", "model-004")
    assert told == pytest.approx(found, rel=0.02, abs=1e-7)


@pytest.mark.parametrize("voter", [0, 17, 299])
def test_the_influence_of_a_voter_is_about_what_a_fit_without_them_finds(
    board: Comparisons, voter: int
) -> None:
    told = influence.of_clusters(board, fit(board), "voter", "model-001", "model-003")[voter]
    found = change(board, board.clusters["voter"] != voter, "model-001", "model-003")
    assert told == pytest.approx(found, rel=0.1, abs=1e-4)


def test_all_influences_together_are_nothing(board: Comparisons) -> None:
    """At the fit, the votes pull every strength up as much as down."""
    total = influence.of_rows(board, fit(board), "model-000").sum()
    assert total == pytest.approx(0, abs=1e-8)


def test_a_voter_has_the_sum_of_their_votes(board: Comparisons) -> None:
    each = influence.of_rows(board, fit(board), "model-000")
    voters = influence.of_clusters(board, fit(board), "voter", "model-000")
    assert voters[5] == pytest.approx(each[board.clusters["voter"] == 5].sum())


def test_the_table_of_all_strengths_holds_each_of_them(board: Comparisons) -> None:
    table = influence.of_clusters_on_all(board, fit(board), "voter")
    one = influence.of_clusters(board, fit(board), "voter", "model-003")
    np.testing.assert_allclose(table[:, 3], one, atol=1e-15)


def test_a_voter_moves_models_against_each_other_alone(board: Comparisons) -> None:
    table = influence.of_clusters_on_all(board, fit(board), "voter")
    np.testing.assert_allclose(table.sum(axis=1), 0, atol=1e-14)


def test_a_gap_moves_by_the_difference_of_what_its_models_do(board: Comparisons) -> None:
    estimate = fit(board)
    gap = influence.of_rows(board, estimate, "model-000", "model-001")
    one = influence.of_rows(board, estimate, "model-000")
    np.testing.assert_allclose(
        gap, one - influence.of_rows(board, estimate, "model-001"), atol=1e-15
    )


def test_the_rows_of_a_pooled_board_have_the_influence_of_all_their_votes() -> None:
    """Two models with 6 wins to 2: a win pulls ``(1 - ¾) / (8 · 3/16)``."""
    board = rows(("a", "b", 1.0, 6), ("a", "b", 0.0, 2))
    found = influence.of_rows(board, fit(board), "a", "b")
    np.testing.assert_allclose(found, [-6 * 0.25 / 1.5, 2 * 0.75 / 1.5])


def test_the_sum_of_squared_influences_is_the_clustered_variance(board: Comparisons) -> None:
    """Both are ``Σ_g (cᵀ H⁻¹ s_g)²``; the covariance has ``G / (G - 1)`` more."""
    estimate = fit(board)
    bread = Residuals.of(board, estimate).bread()
    on_a = surprises(board, estimate.strength)
    covariance = clustered(board, ("voter",), bread, on_a=on_a)
    found = influence.of_clusters(board, estimate, "voter", "model-002")
    assert (found**2).sum() * 300 / 299 == pytest.approx(covariance[2, 2])


def test_a_model_that_is_not_there_is_refused(board: Comparisons) -> None:
    with pytest.raises(DataError, match="'nobody' is not among the 6 models of the votes"):
        influence.of_rows(board, fit(board), "model-000", "nobody")


def test_a_model_against_itself_is_refused(board: Comparisons) -> None:
    with pytest.raises(DataError, match="'model-000' cannot be compared with itself"):
        influence.of_rows(board, fit(board), "model-000", "model-000")


def test_voters_that_the_votes_do_not_say_are_refused(board: Comparisons) -> None:
    with pytest.raises(DataError, match="'votr', to cluster by; did you mean 'voter'"):
        influence.of_clusters_on_all(board, fit(board), "votr")
