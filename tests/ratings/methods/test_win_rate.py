from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit, logit

from ratings.boards import rows, strengths, votes
from ratings.three_ways import tallied
from tiltyard import ratings
from tiltyard.errors import NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.comparisons import Floats

LLMFAO = Path(__file__).parents[3] / "../shared/data/llmfao"
WINNERS = {"left": "model_a", "right": "model_b", "tie": "tie"}
METHOD = ratings.load("win_rate")


def fit(comparisons: Comparisons) -> Estimate:
    return METHOD.fit(comparisons, rng=np.random.default_rng(0))


def shares(estimate: Estimate, of_first: float) -> Floats:
    """The win rates behind strengths, of which the first is known."""
    return np.asarray(expit(estimate.strength - estimate.strength[0] + logit(of_first)))


def arena() -> Comparisons:
    rng = np.random.default_rng(1)
    return votes(rng, strengths(rng, 6), 5_000)


def test_strengths_are_the_log_odds_of_the_rates() -> None:
    board = rows(("a", "b", 1.0, 6), ("a", "b", 0.0, 2), ("b", "c", 1.0, 1), ("b", "c", 0.0, 3))
    np.testing.assert_allclose(shares(fit(board), 6 / 8), [6 / 8, 3 / 12, 3 / 4])


def test_a_tie_and_both_bad_are_half_a_win() -> None:
    found = fit(tallied(("a", "b", (1, 0, 2, 1))))
    np.testing.assert_allclose(shares(found, 2.5 / 4), [2.5 / 4, 1.5 / 4])


def test_graded_votes_are_worth_what_they_say() -> None:
    found = fit(rows(("a", "b", 0.9, 3), ("b", "a", 0.7, 1)))
    np.testing.assert_allclose(shares(found, 0.75), [0.75, 0.25])


def test_two_models_have_the_error_of_a_binomial() -> None:
    """Log-odds ``d`` of one share: the two strengths are ``±d``, so they differ by ``2d``."""
    v = fit(rows(("a", "b", 1.0, 7_000), ("a", "b", 0.0, 3_000))).covariance
    error = np.sqrt(v[0, 0] + v[1, 1] - 2 * v[0, 1])
    assert error == pytest.approx(2 / np.sqrt(10_000 * 0.7 * 0.3), rel=1e-3)


def numeric_covariance(board: Comparisons) -> Floats:
    """The delta method by differences: how each row's weight moves the strengths."""
    base, h = fit(board).strength, 1e-6
    assert board.count is not None
    whole = np.zeros((len(base), len(base)))
    for row in range(len(board)):
        weight = np.ones(len(board))
        weight[row] += h
        moved = (fit(replace(board, weight=weight)).strength - base) / h
        whole += np.outer(moved, moved) / board.count[row]
    return whole


def test_the_covariance_is_that_of_the_delta_method() -> None:
    board = arena()
    np.testing.assert_allclose(fit(board).covariance, numeric_covariance(board), rtol=0.01,
                               atol=2e-6)  # fmt: skip


def test_graded_votes_spread_as_they_do() -> None:
    halves = rows(("a", "b", 0.5, 40), ("a", "b", 1.0, 40), ("a", "b", 0.0, 20))
    graded = rows(("a", "b", 0.5 + 1e-12, 40), ("a", "b", 1.0, 40), ("b", "a", 1.0, 20))
    np.testing.assert_allclose(fit(graded).covariance, fit(halves).covariance, rtol=1e-9)


def test_votes_that_are_clusters_of_their_own_are_as_independent() -> None:
    board = arena()
    assert board.count is not None
    each = np.repeat(np.arange(len(board)), board.count.astype(int))
    single = replace(board, count=None).rows(each)
    alone = replace(single, clusters={"voter": np.arange(len(single))})
    method = ratings.load("win_rate", cluster=("voter",))
    clustered = method.fit(alone, rng=np.random.default_rng(0)).covariance
    np.testing.assert_allclose(clustered, fit(board).covariance, rtol=0.01, atol=2e-6)


def test_models_that_never_met_have_rates_all_the_same() -> None:
    board = rows(("a", "b", 0.5, 4), ("c", "d", 1.0, 3), ("c", "d", 0.0, 1))
    np.testing.assert_allclose(shares(fit(board), 0.5), [0.5, 0.5, 0.75, 0.25])


def test_a_model_that_won_every_vote_is_refused_by_name() -> None:
    with pytest.raises(NotIdentifiedError, match=r"1 of 3 models have won every vote.*: 'a'"):
        fit(rows(("a", "b", 1.0, 6), ("b", "c", 1.0, 1), ("b", "c", 0.0, 3)))


def test_models_that_lost_every_vote_are_refused_by_name() -> None:
    with pytest.raises(NotIdentifiedError, match=r"2 of 4 models have lost every vote.*: 'c', 'd'"):
        fit(rows(("a", "b", 0.5, 6), ("a", "c", 1.0, 1), ("b", "d", 1.0, 3)))


def test_a_model_without_votes_is_refused_by_name() -> None:
    board = rows(("a", "b", 0.5, 6))
    with pytest.raises(NotIdentifiedError, match="1 of 3 models have no votes: 'z'"):
        fit(replace(board, models=("a", "b", "z")))


def golden(algorithm: str) -> tuple[Comparisons, Floats]:
    if not LLMFAO.is_dir():
        pytest.skip("the LLMFAO votes are not beside the repository")
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    with (LLMFAO / "llmfao-golden.csv").open() as file:
        for row in csv.DictReader(file):
            scores[row["algorithm"]][row["item"]] = float(row["score"])
    with (LLMFAO / "crowd-comparisons.csv").open() as file:
        table = list(csv.DictReader(file))
    read = Comparisons.from_columns(
        [row["left"] for row in table],
        [row["right"] for row in table],
        [WINNERS[row["winner"]] for row in table],
    )
    return read, np.array([scores[algorithm][name] for name in read.models])


def test_the_published_counts_of_llmfao_are_met() -> None:
    board, points = golden("counting")
    rate = points / Counts.of(board).votes_of_models()
    strength = logit(rate)
    np.testing.assert_allclose(fit(board).strength, strength - strength.mean(), atol=1e-9)


def test_the_published_average_win_rates_of_llmfao_are_those_of_pairs_that_weigh_alike() -> None:
    """They average over opponents, and not over votes."""
    board, rate = golden("average_win_rate")
    counts = Counts.of(board)
    met = np.zeros((len(board.models), len(board.models)))
    met[counts.first, counts.second] = met[counts.second, counts.first] = counts.votes.sum(axis=1)
    alike = replace(board, weight=1 / met[board.a, board.b])
    strength = logit(rate)
    np.testing.assert_allclose(fit(alike).strength, strength - strength.mean(), atol=1e-9)
