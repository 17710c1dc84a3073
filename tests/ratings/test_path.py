from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit, log_expit

from ratings.boards import rows
from ratings.single import wandering
from tiltyard import ratings
from tiltyard.errors import ConfigurationError, DataError, NotConvergedError, NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.history import DAY, windows
from tiltyard.ratings.path import Path, _Factor, _standstill, smoothed

WEEKS, MODELS = 6, 8


@pytest.fixture(scope="module")
def votes() -> Comparisons:
    return wandering(np.random.default_rng(1), MODELS, WEEKS, 6_000, tau=0.03)[0]


@pytest.fixture(scope="module")
def path(votes: Comparisons) -> Path:
    return smoothed(votes, width_days=7, tau=0.03)


def times(votes: Comparisons) -> Floats:
    assert votes.voted_at is not None
    return votes.voted_at


def whole(votes: Comparisons, tau: float) -> tuple[Floats, Floats, float]:
    """Mode, covariance and evidence by dense matrices, every window and model at once."""
    _, dispersion = _standstill(Counts.of(votes))
    week = np.floor(times(votes) / (7 * DAY)).astype(int)
    n, size = len(votes), WEEKS * MODELS
    x = np.zeros((n, size))
    x[np.arange(n), week * MODELS + votes.a] = 1
    x[np.arange(n), week * MODELS + votes.b] = -1
    steps = np.kron(np.diff(np.eye(WEEKS), axis=0), np.eye(MODELS))
    prior = steps.T @ steps / (7 * tau**2)
    level = np.kron(np.eye(1, WEEKS).T, np.ones((MODELS, 1)))  # of the first week: not identified
    y = votes.worth()
    value = np.zeros(size)
    for _ in range(30):
        p = expit(x @ value)
        curve = x.T @ ((p * (1 - p))[:, None] * x) / dispersion + prior + level @ level.T
        gradient = x.T @ (y - p) / dispersion - prior @ value
        value += np.asarray(np.linalg.solve(curve, gradient), dtype=np.float64)
    eta = x @ value
    fit = (y @ eta + log_expit(-eta).sum()) / dispersion - value @ prior @ value / 2
    evidence = fit - MODELS * (WEEKS - 1) * np.log(tau) - np.linalg.slogdet(curve)[1] / 2
    inverse = np.asarray(np.linalg.inv(curve), dtype=np.float64)
    return value.reshape(WEEKS, MODELS), inverse, float(evidence)


def test_one_dense_system_of_all_windows_has_the_same_mode(votes: Comparisons, path: Path) -> None:
    mode, _, _ = whole(votes, 0.03)
    centred = mode - mode.mean(axis=1, keepdims=True)
    np.testing.assert_allclose(path.strength, centred, atol=1e-7)


def test_one_dense_system_of_all_windows_has_the_same_covariance(
    votes: Comparisons, path: Path
) -> None:
    _, covariance, _ = whole(votes, 0.03)
    centre = np.eye(MODELS) - 1 / MODELS
    blocks = [covariance[t : t + MODELS, t : t + MODELS] for t in range(0, WEEKS * MODELS, MODELS)]
    expected = [centre @ block @ centre for block in blocks]
    np.testing.assert_allclose(path.covariance, expected, atol=1e-9)


def test_one_dense_system_of_all_windows_prefers_the_same_tau(
    votes: Comparisons, path: Path
) -> None:
    other = smoothed(votes, width_days=7, tau=0.1)
    expected = whole(votes, 0.1)[2] - whole(votes, 0.03)[2]
    assert other.evidence - path.evidence == pytest.approx(expected, abs=1e-5)


def test_the_fitted_tau_is_the_one_of_most_evidence(votes: Comparisons) -> None:
    found = smoothed(votes, width_days=7)
    around = [smoothed(votes, width_days=7, tau=found.tau * f).evidence for f in (0.8, 1.25)]
    assert found.evidence > max(around)


def test_the_fitted_tau_is_near_the_planted_one() -> None:
    votes, _ = wandering(np.random.default_rng(2), 20, 30, 40_000, tau=0.02)
    assert smoothed(votes, width_days=7).tau == pytest.approx(0.02, rel=0.2)


def test_models_that_stand_still_have_next_to_no_tau() -> None:
    votes, _ = wandering(np.random.default_rng(3), 15, 10, 20_000, tau=0.0)
    assert smoothed(votes, width_days=7).tau < 0.01


def test_without_wandering_it_is_bradley_terry_of_all_votes(votes: Comparisons) -> None:
    found = smoothed(votes, width_days=7, tau=1e-7)
    plain = ratings.load("bradley_terry").fit(votes, rng=np.random.default_rng(0))
    np.testing.assert_allclose(found.strength, np.tile(plain.strength, (WEEKS, 1)), atol=1e-6)


def test_with_free_wandering_each_window_is_by_itself(votes: Comparisons) -> None:
    found = smoothed(votes, width_days=7, tau=1e3)
    alone = windows(votes, width_days=7, rng=np.random.default_rng(0)).strengths()
    np.testing.assert_allclose(found.strength, alone, atol=1e-5)


def test_without_wandering_errors_are_those_of_bradley_terry(votes: Comparisons) -> None:
    found = smoothed(votes, width_days=7, tau=1e-7)
    plain = ratings.load("bradley_terry").fit(votes, rng=np.random.default_rng(0))
    sandwich = np.sqrt(plain.covariance.diagonal())
    np.testing.assert_allclose(found.errors()[2], sandwich, rtol=0.05)


def test_in_a_window_without_votes_the_path_is_the_mean_of_its_neighbours(
    votes: Comparisons,
) -> None:
    gap = np.floor(times(votes) / (7 * DAY)) != 2
    strength = smoothed(votes.rows(gap), width_days=7, tau=0.03).strength
    np.testing.assert_allclose(strength[2], (strength[1] + strength[3]) / 2, atol=1e-8)


def test_a_model_is_less_sure_where_it_has_no_votes(votes: Comparisons) -> None:
    early = (votes.a != 0) & (votes.b != 0) | (times(votes) < 14 * DAY)
    errors = smoothed(votes.rows(early), width_days=7, tau=0.03).errors()[:, 0]
    assert (np.diff(errors[1:]) > 0).all()


def test_a_path_may_begin_before_the_first_vote(votes: Comparisons) -> None:
    edges = np.arange(-3.0, WEEKS + 1) * 7 * DAY
    strength = smoothed(votes, edges=edges, tau=0.03).strength
    np.testing.assert_allclose(strength[0], strength[3], atol=1e-8)


def test_strengths_have_mean_zero_at_each_time(path: Path) -> None:
    np.testing.assert_allclose(path.strength.sum(axis=1), 0, atol=1e-10)


def test_doubling_all_weights_changes_nothing(votes: Comparisons, path: Path) -> None:
    heavy = smoothed(replace(votes, weight=np.full(len(votes), 2.0)), width_days=7, tau=0.03)
    np.testing.assert_allclose(heavy.strength, path.strength, atol=1e-9)
    np.testing.assert_allclose(heavy.covariance, path.covariance, atol=1e-12)


def test_swapping_sides_changes_nothing(votes: Comparisons, path: Path) -> None:
    other = smoothed(votes.swapped(), width_days=7, tau=0.03)
    np.testing.assert_allclose(other.strength, path.strength, atol=1e-9)


def test_the_estimate_at_a_time_is_a_board(path: Path) -> None:
    board = path.estimate(3)
    assert board.difference("model-000", "model-001").standard_error > 0
    np.testing.assert_array_equal(board.strength, path.strength[3])


def test_the_times_are_the_middles_of_the_windows(path: Path) -> None:
    np.testing.assert_allclose(path.times, (np.arange(WEEKS) + 0.5) * 7 * DAY)


def test_one_window_is_bradley_terry_whatever_tau(votes: Comparisons) -> None:
    found = smoothed(votes, edges=np.array([0.0, 1e9]), tau=0.5)
    plain = ratings.load("bradley_terry").fit(votes, rng=np.random.default_rng(0))
    np.testing.assert_allclose(found.strength[0], plain.strength, atol=1e-9)


def test_one_window_tells_nothing_of_tau(votes: Comparisons) -> None:
    with pytest.raises(NotIdentifiedError, match="one window"):
        smoothed(votes, edges=np.array([0.0, 1e9]))


def test_two_models_that_only_tie_have_an_error() -> None:
    tied = replace(rows(("a", "b", 0.5, 1), ("a", "b", 0.5, 1)), voted_at=np.array([0, 8]) * DAY)
    found = smoothed(tied, width_days=7, tau=0.1)
    assert (found.errors() > 0.1).all()


def test_models_that_the_votes_do_not_connect_are_refused() -> None:
    won = replace(rows(("a", "b", 1.0, 3)), voted_at=np.zeros(1))
    with pytest.raises(NotIdentifiedError, match="2 models into 2"):
        smoothed(won, width_days=7, tau=0.1)


def test_votes_without_times_are_refused() -> None:
    with pytest.raises(DataError, match="voted_at"):
        smoothed(rows(("a", "b", 0.5, 1)), width_days=7)


@pytest.mark.parametrize("tau", [0.0, -1.0, np.nan, np.inf])
def test_a_tau_that_is_not_above_0_is_refused(votes: Comparisons, tau: float) -> None:
    with pytest.raises(ConfigurationError, match="tau must be above 0"):
        smoothed(votes, width_days=7, tau=tau)


def test_information_that_is_not_positive_is_an_error() -> None:
    with pytest.raises(NotConvergedError, match="too little of some model"):
        _Factor.of([-np.eye(2), -np.eye(2)], np.ones(1))
