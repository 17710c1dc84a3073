from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import choix
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import ConfigurationError, NotConvergedError, NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.comparisons import GRADED, Floats

CLASSICS = Path(__file__).parents[3] / "../shared/data/bt-classics"

METHOD = ratings.load("bradley_terry")
TEXTBOOK = ratings.load("bradley_terry", errors="information")

seeds = st.integers(0, 2**32 - 1)
# Made-up boards are expensive next to what hypothesis expects of an example.
calm = settings(max_examples=20, deadline=None, derandomize=True)


def fit(comparisons: Comparisons | Counts) -> Estimate:
    return METHOD.fit(comparisons, rng=np.random.default_rng(0))


def arena(seed: int) -> Comparisons:
    """20,000 votes among 12 models."""
    rng = np.random.default_rng(seed)
    return votes(rng, strengths(rng, 12), 20_000)


def wins(comparisons: Comparisons) -> Floats:
    """How often each model (row) beat each other (column), ties as halves."""
    m = len(comparisons.models)
    matrix = np.zeros((m, m))
    won, lost = (
        comparisons.mass() * comparisons.worth(),
        comparisons.mass() * (1 - comparisons.worth()),
    )
    np.add.at(matrix, (comparisons.a, comparisons.b), won)
    np.add.at(matrix, (comparisons.b, comparisons.a), lost)
    return matrix


def assert_same(one: Estimate, other: Estimate) -> None:
    assert one.models == other.models
    np.testing.assert_allclose(one.strength, other.strength, atol=1e-9)
    np.testing.assert_allclose(one.covariance, other.covariance, atol=1e-9)


def test_three_wins_to_one_are_odds_of_three() -> None:
    strong, weak = fit(rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 1))).strength
    assert strong - weak == pytest.approx(np.log(3))


def test_a_tie_is_half_a_win_for_each_side() -> None:
    tied = fit(rows(("a", "b", 1.0, 2), ("a", "b", 0.5, 2)))
    decided = fit(rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 1)))
    np.testing.assert_allclose(tied.strength, decided.strength)


def test_strengths_chain_through_a_common_opponent() -> None:
    """In a tree each edge is fitted by itself."""
    board = rows(
        ("a", "b", 1.0, 3), ("a", "b", 0.0, 1), ("b", "c", 1.0, 5), ("b", "c", 0.0, 1)
    )  # fmt: skip
    a, _, c = fit(board).strength
    assert a - c == pytest.approx(np.log(3) + np.log(5))


def test_expected_wins_are_the_wins_there_were() -> None:
    board = arena(1)
    counts = Counts.of(board)
    weight, worth = counts.moments()
    residual = counts.totals(worth - weight * expit(counts.contrasts(fit(board).strength)))
    np.testing.assert_allclose(residual, 0, atol=1e-6)


def test_strengths_have_mean_zero() -> None:
    assert fit(arena(2)).strength.sum() == pytest.approx(0, abs=1e-12)


def test_equal_models_are_equal() -> None:
    circle = rows(("a", "b", 1.0, 5), ("b", "c", 1.0, 5), ("c", "a", 1.0, 5))
    np.testing.assert_allclose(fit(circle).strength, 0, atol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_choix_finds_the_same_strengths(seed: int) -> None:
    board = arena(seed)
    theirs = choix.ilsr_pairwise_dense(wins(board), max_iter=1000, tol=1e-12)
    np.testing.assert_allclose(fit(board).strength, theirs - theirs.mean(), atol=1e-6)


def test_200_models_and_a_million_votes_agree_with_choix() -> None:
    rng = np.random.default_rng(7)
    board = votes(rng, strengths(rng, 200), 1_000_000)
    theirs = choix.ilsr_pairwise_dense(wins(board), max_iter=1000, tol=1e-12)
    np.testing.assert_allclose(fit(board).strength, theirs - theirs.mean(), atol=1e-6)


@given(seeds)
@calm
def test_swapping_all_sides_changes_nothing(seed: int) -> None:
    c = arena(seed)
    assert_same(fit(c.swapped()), fit(c))


@given(seeds)
@calm
def test_renaming_models_changes_names_alone(seed: int) -> None:
    c = arena(seed)
    renamed = tuple(f"other-{name}" for name in c.models)
    found = fit(replace(c, models=renamed))
    assert_same(Estimate(c.models, found.strength, found.covariance), fit(c))


@given(seeds)
@calm
def test_permuting_models_permutes_the_estimate(seed: int) -> None:
    c = arena(seed)
    order = np.random.default_rng(seed).permutation(len(c.models))
    place = np.argsort(order)
    models = tuple(c.models[index] for index in order)
    shuffled = fit(replace(c, models=models, a=place[c.a], b=place[c.b]))
    assert_same(shuffled.among(c.models), fit(c))


@given(seeds)
@calm
def test_single_votes_and_pooled_ones_are_the_same(seed: int) -> None:
    c = arena(seed)
    each = np.repeat(np.arange(len(c)), c.mass().astype(int))
    np.random.default_rng(seed).shuffle(each)
    assert_same(fit(replace(c.rows(each), count=None)), fit(c))


@given(seeds)
@calm
def test_doubling_all_weights_changes_nothing(seed: int) -> None:
    c = arena(seed)
    assert_same(fit(replace(c, weight=np.full(len(c), 2.0))), fit(c))


@given(seeds)
@calm
def test_a_tie_graded_as_a_half_is_a_tie(seed: int) -> None:
    c = arena(seed)
    graded = replace(c, outcome=np.full(len(c), GRADED), score=c.worth())
    assert_same(fit(graded), fit(c))


@given(seeds)
@calm
def test_twice_the_votes_are_the_same_strengths_and_half_the_variance(seed: int) -> None:
    c = arena(seed)
    once, twice = fit(c), fit(replace(c, count=2 * c.mass()))
    np.testing.assert_allclose(twice.strength, once.strength, atol=1e-9)
    # Not to the last digit: the share that leverage makes up for is one in the number of votes.
    ratio = twice.covariance.diagonal() / once.covariance.diagonal()
    np.testing.assert_allclose(ratio, 0.5, rtol=0.01)


def test_one_model_is_at_zero() -> None:
    nobody = np.array([], dtype=np.intp)
    alone = fit(Comparisons(("alone",), nobody, nobody, nobody))
    assert alone.strength.tolist() == [0]
    assert alone.covariance.tolist() == [[0]]


def test_models_that_the_votes_do_not_connect_are_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="4 models into 2"):
        fit(rows(("a", "b", 0.5, 4), ("c", "d", 0.5, 50)))


def test_a_million_wins_to_one_are_odds_of_a_million() -> None:
    strong, weak = fit(rows(("a", "b", 1.0, 10**6), ("a", "b", 0.0, 1))).strength
    assert strong - weak == pytest.approx(np.log(10**6))


def test_a_long_ladder_of_lopsided_pairs_is_climbed() -> None:
    steps = 30
    ladder = [(f"{i:02}", f"{i + 1:02}", score, n) for i in range(steps) for score, n in
              [(1.0, 10**4), (0.0, 1)]]  # fmt: skip
    strength = fit(rows(*ladder)).strength
    np.testing.assert_allclose(-np.diff(strength), np.log(10**4), rtol=1e-9)


def test_votes_too_lopsided_for_floating_point_are_an_error_not_a_number() -> None:
    with pytest.raises(NotConvergedError):
        fit(rows(("a", "b", 1.0, 10**80), ("a", "b", 0.5, 1)))


def test_a_ridge_is_the_posterior_of_a_normal_prior() -> None:
    """Two models at ``±d`` with 3 wins to none: ``3 (1 - p) = ridge d``."""
    strong, weak = ratings.load("bradley_terry", ridge=0.5).fit(
        rows(("a", "b", 1.0, 3)), rng=np.random.default_rng(0)
    ).strength  # fmt: skip
    assert 3 * (1 - expit(strong - weak)) == pytest.approx(0.5 * strong, abs=1e-9)


def test_a_ridge_is_stated() -> None:
    ridged = ratings.load("bradley_terry", ridge=0.5).fit(arena(3), rng=np.random.default_rng(0))
    assert ridged.notes == ("ridge 0.5",)


@pytest.mark.parametrize("ridge", [-1.0, np.inf, np.nan])
def test_a_ridge_that_is_no_precision_is_refused(ridge: float) -> None:
    with pytest.raises(ConfigurationError, match="ridge must be 0 or more"):
        ratings.load("bradley_terry", ridge=ridge)


def test_an_unknown_kind_of_errors_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="'sandwich' or 'information'"):
        ratings.load("bradley_terry", errors="hessian")


def test_an_unknown_option_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="no option 'rigde'; did you mean 'ridge'"):
        ratings.load("bradley_terry", rigde=1)


def test_a_start_near_the_end_gives_the_same_strengths() -> None:
    board = arena(4)
    found = fit(board)
    warm = ratings.load("bradley_terry", start=found.strength + 0.01)
    assert_same(warm.fit(board, rng=np.random.default_rng(0)), found)


def test_a_days_votes_are_added_and_taken_away() -> None:
    before, day = Counts.of(arena(5)), Counts.of(arena(6))
    np.testing.assert_allclose(fit(before + day - day).strength, fit(before).strength, atol=1e-9)


def published(name: str) -> tuple[dict[str, Any], list[dict[str, str]]]:
    if not CLASSICS.is_dir():
        pytest.skip(f"the classical data sets are not beside the repository ({CLASSICS.name})")
    expected: dict[str, Any] = json.loads((CLASSICS / "expected.json").read_text())[name]
    with (CLASSICS / f"{name}.csv").open() as file:
        return expected, list(csv.DictReader(file))


def counted(table: list[dict[str, str]], columns: tuple[str, str, str, str]) -> Comparisons:
    left, right, won, lost = columns
    return rows(
        *((row[left], row[right], 1.0, int(row[won])) for row in table if int(row[won])),
        *((row[left], row[right], 0.0, int(row[lost])) for row in table if int(row[lost])),
    )


def assert_published(board: Comparisons, expected: Mapping[str, Any], *, places: int) -> None:
    """Strengths and textbook standard errors, against a reference model, as they are printed."""
    estimate = fit(board)
    reference = board.models.index(expected["reference"])
    v = TEXTBOOK.fit(board, rng=np.random.default_rng(0)).covariance
    own = v.diagonal()
    error = np.sqrt(np.maximum(own + own[reference] - 2 * v[reference], 0))
    found = estimate.strength - estimate.strength[reference]
    for name, value in expected["log_ability"].items():
        index = board.models.index(name)
        assert found[index] == pytest.approx(value, abs=0.5001 * 10**-4)
        assert error[index] == pytest.approx(expected["se"].get(name, 0), abs=0.5001 * 10**-places)


def test_baseball_1987_is_as_printed() -> None:
    """Agresti (2002), table 10.11."""
    expected, table = published("baseball1987")
    board = counted(table, ("home", "away", "home_wins", "away_wins"))
    assert_published(board, expected["without_home"], places=4)


def test_citations_of_statistics_journals_are_as_printed() -> None:
    """Stigler (1994)."""
    expected, table = published("citations")
    board = counted(table, ("journal1", "journal2", "cited1", "cited2"))
    assert_published(board, expected, places=5)
