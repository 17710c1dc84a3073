from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tiltyard.ratings import _kernel
from tiltyard.ratings._kernel.refit import Design, is_connected, pool_again, refit
from tiltyard.ratings.comparisons import Floats

COMPILED = pytest.mark.skipif(_kernel.compiled() is None, reason="nothing was compiled")


def design(m: int = 12) -> Design:
    """All pairs, a hundred votes each, of models whose strengths are known."""
    strength = np.linspace(1, -1, m)
    first, second = np.triu_indices(m, 1)
    p = 1 / (1 + np.exp(strength[second] - strength[first]))
    laplacian = np.zeros((m, m))
    for i, j, information in zip(first, second, 100 * p * (1 - p), strict=True):
        laplacian[[i, j], [i, j]] += information
        laplacian[[i, j], [j, i]] -= information
    bread = np.ascontiguousarray(np.linalg.pinv(laplacian, hermitian=True))
    return Design(first.astype("i4"), second.astype("i4"), strength, bread)


def votes(of: Design) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(0)
    weight = rng.poisson(100, len(of.first)).astype(np.float64)
    p = 1 / (1 + np.exp(of.strength[of.second] - of.strength[of.first]))
    return weight, rng.binomial(weight.astype(int), p).astype(np.float64)


def score(of: Design, weight: Floats, worth: Floats, strength: Floats) -> Floats:
    residual = worth - weight / (1 + np.exp(strength[of.second] - strength[of.first]))
    up, down = (np.bincount(side, residual, len(strength)) for side in (of.first, of.second))
    return np.asarray(up - down)


@pytest.mark.usefixtures("either")
def test_at_the_strengths_all_expectations_are_met() -> None:
    found = refit(design(), *votes(design()))
    assert found is not None
    np.testing.assert_allclose(score(design(), *votes(design()), found), 0, atol=1e-4)


@COMPILED
def test_the_compiled_steps_give_the_same_strengths(plainly: Callable[[], None]) -> None:
    compiled = refit(design(), *votes(design()))
    plainly()
    plain = refit(design(), *votes(design()))
    assert compiled is not None
    assert plain is not None
    np.testing.assert_allclose(compiled, plain, rtol=0, atol=1e-12)


@pytest.mark.usefixtures("either")
def test_steps_that_lead_nowhere_are_told() -> None:
    too_far = replace(design(), bread=100 * design().bread)
    assert refit(too_far, *votes(design())) is None


@pytest.mark.usefixtures("either")
def test_expectations_far_out_are_exact() -> None:
    """Odds of 10 to the 200: the one vote of a thousand that was lost moves the next step."""
    far = Design(np.zeros(1, "i4"), np.ones(1, "i4"), np.array([230.0, -230.0]), np.zeros((2, 2)))
    assert refit(far, np.array([1000.0]), np.array([999.0])) == pytest.approx([230, -230])


@pytest.mark.usefixtures("either")
def test_cells_are_summed_by_pair() -> None:
    pair = np.array([0, 0, 2], dtype=np.int32)
    weight, worth = pool_again(
        pair, np.array([3.0, 1.0, 5.0]), np.array([1.0, 1.0, 2.0]), np.array([1.0, 0.5, 0.0]), 3
    )
    assert weight.tolist() == [4, 0, 10]
    assert worth.tolist() == [3.5, 0, 0]


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    ("worth", "is_joined"),
    [
        ([1, 1, 0], True),  # a beats b beats c beats a
        ([1, 1, 1], False),  # a is undefeated
        ([0, 0, 0], False),
        ([1, 1, 0.5], True),  # a and c tie
        ([0.5, 1, 1], False),  # c only lost
        ([0.5, 0.5, 0], True),
    ],
)
def test_models_are_connected_by_chains_both_ways(worth: list[float], is_joined: bool) -> None:
    of = replace(
        design(3),
        first=np.array([0, 1, 0], dtype=np.int32),
        second=np.array([1, 2, 2], dtype=np.int32),
    )
    assert is_connected(of, np.ones(3), np.array(worth, dtype=np.float64)) is is_joined


@pytest.mark.usefixtures("either")
def test_a_long_chain_against_the_order_of_pairs_connects() -> None:
    of = replace(
        design(50),
        first=np.arange(49, dtype=np.int32)[::-1].copy(),
        second=np.arange(1, 50, dtype=np.int32)[::-1].copy(),
    )
    assert is_connected(of, np.full(49, 2.0), np.ones(49))
