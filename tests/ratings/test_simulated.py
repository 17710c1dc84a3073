from __future__ import annotations

import numpy as np
import pytest

from tiltyard.ratings import simulated
from tiltyard.ratings._kernel.gaps import Singles
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.simulated import over_errors, root

SINGULAR = np.array([[2.0, -1, -1], [-1, 2, -1], [-1, -1, 2]]) / 3
ANCHORED = np.array([[0.0, 0, 0], [0, 2, 1], [0, 1, 2]])


def draws(covariance: Floats, many: int, seed: int = 0) -> Singles:
    rng = np.random.default_rng(seed)
    return np.hstack(over_errors(covariance, lambda errors, _: errors, rng=rng, draws=many))


@pytest.mark.parametrize(
    "covariance", [SINGULAR, ANCHORED, np.zeros((2, 2)), np.eye(4), np.ones((2, 2))]
)
def test_a_root_squares_to_its_covariance(covariance: Floats) -> None:
    np.testing.assert_allclose(root(covariance) @ root(covariance).T, covariance, atol=1e-12)


def test_errors_that_move_together_are_drawn_as_one() -> None:
    assert root(np.ones((2, 2))).shape == (2, 1)


def test_errors_have_the_covariance() -> None:
    found = np.cov(draws(SINGULAR, 40_000))
    np.testing.assert_allclose(found, SINGULAR, atol=0.02)


def test_errors_of_strengths_with_mean_zero_sum_to_zero() -> None:
    np.testing.assert_allclose(draws(SINGULAR, 100).sum(axis=0), 0, atol=1e-6)


@pytest.mark.parametrize("many", [1, 7, 100])
def test_there_are_as_many_draws_as_asked_for(many: int) -> None:
    assert draws(SINGULAR, many).shape == (3, many)


def test_one_processor_draws_the_same_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    several = draws(SINGULAR, 100)

    def in_turn(work: object, n: int) -> list[object]:
        assert callable(work)
        return [work(part, part + 1) for part in range(n)]

    monkeypatch.setattr(simulated, "in_parts", in_turn)
    assert draws(SINGULAR, 100).tolist() == several.tolist()


def test_another_seed_draws_other_errors() -> None:
    assert draws(SINGULAR, 10).tolist() != draws(SINGULAR, 10, seed=1).tolist()
