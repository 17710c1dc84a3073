from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm  # type: ignore[import-untyped]  # it has no types

from ratings.boards import rows
from ratings.styled import NAMES, PLANTED, board, coefficients, fit, known, styled, with_features
from tiltyard import ratings
from tiltyard.ratings import Comparisons, Estimate, Features
from tiltyard.ratings.comparisons import GRADED, Floats

CLASSICS = Path(__file__).parents[3] / "../shared/data/bt-classics"


def assert_same(one: Estimate, other: Estimate) -> None:
    np.testing.assert_allclose(one.strength, other.strength, atol=1e-8)
    np.testing.assert_allclose(one.covariance, other.covariance, atol=1e-8)
    ours, theirs = coefficients(one), coefficients(other)
    assert ours.names == theirs.names
    np.testing.assert_allclose(ours.value, theirs.value, atol=1e-8)
    np.testing.assert_allclose(ours.covariance, theirs.covariance, atol=1e-8)
    np.testing.assert_allclose(ours.scale, theirs.scale, rtol=1e-6)


def design(votes: Comparisons, scale: Floats) -> Floats:
    """The rows of the regression with the first model's strength left out, as it is zero."""
    n, m = len(votes), len(votes.models)
    x = np.zeros((n, m))
    x[np.arange(n), votes.a] += 1
    x[np.arange(n), votes.b] -= 1
    return np.hstack([x[:, 1:], known(votes) / scale])


def against_the_first(estimate: Estimate) -> tuple[Floats, Floats]:
    """Strengths above the first model's and coefficients, with the covariance of the strengths."""
    m = len(estimate.models)
    turn = np.hstack([-np.ones((m - 1, 1)), np.eye(m - 1)])
    value = np.concatenate([turn @ estimate.strength, coefficients(estimate).value])
    return value, turn @ estimate.covariance @ turn.T


def test_without_an_effect_the_coefficient_is_zero() -> None:
    twice = rows(*[("a", "b", 1.0, 3), ("a", "b", 0.0, 1)] * 2)
    flat = with_features(twice, length=np.array([1.0, 1.0, -1.0, -1.0]))
    assert coefficients(fit(flat)).value == pytest.approx([0], abs=1e-12)


def test_two_models_that_are_equal_but_for_style_differ_by_it_alone() -> None:
    """3 of 4 are for the longer answer, whoever gave it: odds of three, one unit from even."""
    longer = rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 1), ("a", "b", 1.0, 1), ("a", "b", 0.0, 3))
    fitted = fit(with_features(longer, length=np.array([2.0, 2.0, -2.0, -2.0])))
    np.testing.assert_allclose(fitted.strength, 0, atol=1e-12)
    assert coefficients(fitted).value == pytest.approx([np.log(3)])
    assert coefficients(fitted).scale.tolist() == [2]


def test_the_left_side_wins_by_its_odds() -> None:
    sides = rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 1), ("b", "a", 1.0, 3), ("b", "a", 0.0, 1))
    fitted = coefficients(fit(sides, position=True))
    assert fitted.names == ("position",)
    assert fitted.value == pytest.approx([np.log(3)])
    assert fitted.scale.tolist() == [1]


@pytest.mark.parametrize("seed", range(3))
def test_statsmodels_finds_the_same_coefficients(seed: int) -> None:
    votes = board(seed)
    ours = fit(votes, errors="information")
    family = sm.families.Binomial()
    theirs = sm.GLM(votes.worth(), design(votes, coefficients(ours).scale), family=family)
    result = theirs.fit(tol=1e-14, maxiter=100)
    value, covariance = against_the_first(ours)
    np.testing.assert_allclose(value, result.params, atol=1e-7)
    m = len(votes.models)
    np.testing.assert_allclose(covariance, result.cov_params()[: m - 1, : m - 1], atol=1e-8)
    np.testing.assert_allclose(
        coefficients(ours).covariance, result.cov_params()[m - 1 :, m - 1 :], atol=1e-8
    )


def test_graded_votes_are_fractions_to_statsmodels() -> None:
    votes = board(4)
    score = np.random.default_rng(4).uniform(0, 1, len(votes))
    graded = replace(votes, outcome=np.full(len(votes), GRADED, dtype=np.uint8), score=score)
    ours = fit(graded)
    theirs = sm.GLM(score, design(graded, coefficients(ours).scale), family=sm.families.Binomial())
    np.testing.assert_allclose(against_the_first(ours)[0], theirs.fit(tol=1e-14).params, atol=1e-7)


def test_counted_and_weighted_votes_are_to_statsmodels_too() -> None:
    votes, rng = board(5), np.random.default_rng(5)
    count = rng.integers(1, 4, len(votes)).astype(np.float64)
    weighed = replace(votes, count=count, weight=rng.uniform(0.5, 2, len(votes)))
    ours = fit(weighed)
    theirs = sm.GLM(
        votes.worth(),
        design(votes, coefficients(ours).scale),
        family=sm.families.Binomial(),
        freq_weights=weighed.mass(),
    )
    np.testing.assert_allclose(against_the_first(ours)[0], theirs.fit(tol=1e-14).params, atol=1e-7)


def test_baseball_1987_is_as_printed_with_the_home_effect() -> None:
    """Agresti (2002), table 10.11; home is what we call left."""
    if not CLASSICS.is_dir():
        pytest.skip(f"the classical data sets are not beside the repository ({CLASSICS.name})")
    expected = json.loads((CLASSICS / "expected.json").read_text())["baseball1987"]["with_home"]
    with (CLASSICS / "baseball1987.csv").open() as file:
        table = list(csv.DictReader(file))
    games = [
        (game["home"], game["away"], score, int(game[won]))
        for game in table
        for score, won in ((1.0, "home_wins"), (0.0, "away_wins"))
        if int(game[won])
    ]
    fitted = fit(rows(*games), position=True, errors="information")
    found = fitted.strength - fitted.strength[fitted.models.index(expected["reference"])]
    printed = [expected["log_ability"][name] for name in fitted.models]
    np.testing.assert_allclose(found, printed, atol=0.5001e-4)
    home = coefficients(fitted)
    assert home.value == pytest.approx([expected["at_home"]], abs=0.5001e-4)
    assert np.sqrt(home.covariance[0, 0]) == pytest.approx(expected["at_home_se"], abs=0.5001e-4)


def test_planted_effects_are_recovered() -> None:
    votes, truth = styled(np.random.default_rng(6), models=30, n=150_000)
    fitted = fit(votes)
    error = np.sqrt(coefficients(fitted).covariance.diagonal())
    assert coefficients(fitted).names == NAMES
    assert (np.abs(coefficients(fitted).value - PLANTED) < 4 * error).all()
    apart = np.abs(fitted.strength - truth.strength) / np.sqrt(fitted.covariance.diagonal())
    assert np.quantile(apart, 0.9) < 2.2


def test_leaving_style_out_gives_another_board() -> None:
    """Whoever writes more is rated too high where length is liked and not accounted for."""
    votes, truth = styled(np.random.default_rng(7), models=20, n=100_000)
    plain = ratings.load("bradley_terry").fit(votes, rng=np.random.default_rng(0))
    away = np.abs(plain.strength - truth.strength).mean()
    assert away > 2 * np.abs(fit(votes).strength - truth.strength).mean()


def test_no_features_give_the_plain_board_and_say_so() -> None:
    votes = replace(board(8), features=None)
    plain = ratings.load("bradley_terry").fit(votes, rng=np.random.default_rng(0))
    fitted = fit(votes)
    assert fitted.strength.tolist() == plain.strength.tolist()
    assert fitted.notes == ("no features: plain Bradley-Terry",)


def test_swapping_any_sides_changes_nothing() -> None:
    votes = board(9)
    turned = np.random.default_rng(9).random(len(votes)) < 0.5
    other = votes.swapped()
    features = Features(NAMES, np.where(turned[:, None], -1, 1) * known(votes).astype(np.float32))
    mixed = replace(
        votes,
        a=np.where(turned, other.a, votes.a),
        b=np.where(turned, other.b, votes.b),
        outcome=np.where(turned, other.outcome, votes.outcome),
        features=features,
    )
    assert_same(fit(mixed), fit(votes))


def test_the_order_of_rows_changes_nothing() -> None:
    votes = board(10)
    shuffled = votes.rows(np.random.default_rng(10).permutation(len(votes)))
    assert_same(fit(shuffled), fit(votes))


def test_counted_rows_are_that_many_rows() -> None:
    votes, rng = board(11), np.random.default_rng(11)
    count = rng.integers(1, 4, len(votes))
    single = votes.rows(np.repeat(np.arange(len(votes)), count))
    assert_same(fit(replace(votes, count=count.astype(np.float64))), fit(single))


def test_twice_the_weight_for_every_vote_changes_nothing() -> None:
    votes = board(12)
    weight = np.random.default_rng(12).uniform(0.5, 2, len(votes))
    once, twice = replace(votes, weight=weight), replace(votes, weight=2 * weight)
    assert_same(fit(twice), fit(once))


def test_another_unit_of_a_feature_changes_its_scale_alone() -> None:
    votes = board(13)
    times = np.array([1000.0, 1.0, 0.001, 1.0])
    other = with_features(votes, **dict(zip(NAMES, (known(votes) * times).T, strict=True)))
    one, found = fit(votes), fit(other)
    np.testing.assert_allclose(coefficients(found).value, coefficients(one).value, atol=1e-6)
    np.testing.assert_allclose(
        coefficients(found).scale, coefficients(one).scale * times, rtol=1e-6
    )


def test_features_can_be_chosen() -> None:
    chosen = coefficients(fit(board(14), features=("bold", "length")))
    assert chosen.names == ("bold", "length")


def test_features_in_columns_of_memory_give_the_same() -> None:
    votes = board(15)
    columns = np.asfortranarray(known(votes).astype(np.float32))
    assert_same(fit(replace(votes, features=Features(NAMES, columns))), fit(votes))


def test_the_result_does_not_depend_on_the_number_of_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    votes = board(16)
    options = {"cluster": ("voter",)}
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    alone = fit(votes, **options)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    together = fit(votes, **options)
    assert together.strength.tolist() == alone.strength.tolist()
    assert together.covariance.tolist() == alone.covariance.tolist()
    assert coefficients(together).covariance.tolist() == coefficients(alone).covariance.tolist()


def test_a_prior_draws_coefficients_to_zero_and_is_noted() -> None:
    votes = board(17)
    free, held = fit(votes), fit(votes, coefficient_ridge=1e4)
    assert np.abs(coefficients(held).value).max() < 0.2 * np.abs(coefficients(free).value).max()
    assert held.notes == ("coefficient ridge 10000",)
    assert free.notes == ()


@pytest.mark.parametrize("cluster", [(), ("voter",)])
def test_a_prior_is_as_uncertain_as_it_says(cluster: tuple[str, ...]) -> None:
    """So strong a one leaves the votes nothing to say."""
    held = fit(board(31), ridge=1e9, coefficient_ridge=1e8, cluster=cluster)
    np.testing.assert_allclose(coefficients(held).covariance.diagonal(), 1e-8, rtol=1e-3)
    np.testing.assert_allclose(held.covariance.diagonal(), 1e-9 * 7 / 8, rtol=1e-3)
