from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit, log_expit

from tiltyard.ratings import _kernel
from tiltyard.ratings._kernel.style import Bread, Floats, Votes, residuals, slopes, spread

MODELS = 7


def made_up(n: int, k: int, *, is_bare: bool = False, scale: float = 1.0) -> Votes:
    rng = np.random.default_rng(n + k)
    a = rng.integers(0, MODELS, n)
    return Votes(
        a=a.astype(np.int16 if is_bare else np.int64),
        b=((a + rng.integers(1, MODELS, n)) % MODELS).astype(np.int16 if is_bare else np.int64),
        m=MODELS,
        outcome=rng.integers(0, 4 if is_bare else 5, n).astype(np.uint8),
        score=None if is_bare else rng.uniform(0, 1, n),
        count=None if is_bare else rng.uniform(1, 4, n),
        weight=None if is_bare else rng.uniform(0.2, 2, n),
        features=(scale * rng.normal(size=(n, k))).astype(np.float32),
    )


def parameters(k: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(k)
    return rng.normal(size=MODELS), rng.normal(size=k)


def bread(k: int) -> Bread:
    rng = np.random.default_rng(k)
    root = rng.normal(size=(k, k))
    return Bread(rng.uniform(0, 1, (MODELS, MODELS)), rng.normal(size=(MODELS, k)), root @ root.T)


def everything(votes: Votes) -> Iterator[Floats]:
    """All sums of all loops."""
    k = votes.features.shape[1]
    point = parameters(k)
    found = slopes(votes, *point)
    yield from (np.array(found.value), found.strengths, found.slopes, *found.information)
    yield from spread(votes, *point, bread(k))
    yield residuals(votes, *point)


def rows(votes: Votes) -> Floats:
    n = len(votes.a)
    x = np.zeros((n, MODELS))
    x[np.arange(n), votes.a] += 1
    x[np.arange(n), votes.b] -= 1
    return np.hstack([x, votes.features])


def is_near(found: Floats, expected: Floats) -> bool:
    """To 1e-12 of the largest: what cancels out cannot be exact."""
    size = np.abs(expected).max(initial=1e-300)
    return bool(np.abs(found - expected).max(initial=0) <= 1e-12 * size)


@pytest.mark.skipif(_kernel.compiled() is None, reason="nothing was compiled")
@pytest.mark.parametrize("n", [0, 1, 255, 256, 3_000])
@pytest.mark.parametrize("k", [0, 1, 4, 5, 8, 11])
@pytest.mark.parametrize("is_bare", [True, False])
def test_the_compiled_loops_give_the_same_numbers(
    n: int, k: int, is_bare: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    votes = made_up(n, k, is_bare=is_bare)
    compiled = list(everything(votes))
    monkeypatch.setattr("tiltyard.ratings._kernel.style.compiled", lambda: None)
    assert all(map(is_near, compiled, everything(votes)))


@pytest.mark.skipif(_kernel.compiled() is None, reason="nothing was compiled")
@pytest.mark.parametrize("scale", [1e-30, 30.0, 1e4])
def test_they_do_so_far_out_too(scale: float, monkeypatch: pytest.MonkeyPatch) -> None:
    votes = made_up(2_000, 2, scale=scale)
    compiled = list(everything(votes))
    monkeypatch.setattr("tiltyard.ratings._kernel.style.compiled", lambda: None)
    assert all(map(is_near, compiled, everything(votes)))


@pytest.mark.parametrize("eta", [-800.0, -40.0, -1.0, -1e-9, 0.0, 1e-9, 1.0, 40.0, 800.0])
def test_one_vote_is_worth_its_likelihood(eta: float) -> None:
    one = np.zeros(1, dtype=np.int16)
    nothing = np.zeros((1, 0), dtype=np.float32)
    won = Votes(one, one + 1, 2, one.astype(np.uint8), None, None, None, nothing)
    found = slopes(won, np.array([eta, 0.0]), np.zeros(0))
    assert found.value == pytest.approx(float(log_expit(eta)), rel=1e-15, abs=1e-300)
    # The worth less the chance: where the chance is near one, what is left of it is rounded.
    assert found.strengths.tolist() == pytest.approx([expit(-eta), -expit(-eta)], abs=1e-15)
    expected = expit(eta) * expit(-eta)
    assert found.information.pairs[0, 1] == pytest.approx(expected, rel=1e-14, abs=1e-307)


def test_slopes_are_those_of_the_formula() -> None:
    votes = made_up(500, 3)
    strength, slope = parameters(3)
    x, p = rows(votes), expit(rows(votes) @ np.concatenate([strength, slope]))
    assert votes.count is not None
    assert votes.weight is not None
    assert votes.score is not None
    y = np.select(
        [votes.outcome == 0, votes.outcome == 1, votes.outcome == 4], [1, 0, votes.score], 0.5
    )
    mass = votes.count * votes.weight
    found = slopes(votes, strength, slope)
    gradient = x.T @ (mass * (y - p))
    np.testing.assert_allclose(np.append(found.strengths, found.slopes), gradient, rtol=1e-9)
    information = (x * (mass * p * (1 - p))[:, None]).T @ x
    either = found.information.pairs + found.information.pairs.T
    np.testing.assert_allclose(
        np.diag(either.sum(axis=1)) - either, information[:MODELS, :MODELS], rtol=1e-9, atol=1e-9
    )
    np.testing.assert_allclose(found.information.models, information[:MODELS, MODELS:], atol=1e-9)
    np.testing.assert_allclose(found.information.features, information[MODELS:, MODELS:], atol=1e-9)


def test_features_lie_in_memory_as_they_like() -> None:
    votes = made_up(700, 3)
    other = replace(votes, features=np.asfortranarray(votes.features))
    reverse = replace(votes, features=np.ascontiguousarray(votes.features[::-1])[::-1])
    for one, two, three in zip(*map(everything, (votes, other, reverse)), strict=True):
        assert one.tolist() == two.tolist() == three.tolist()


def test_many_models_are_taken_in_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = made_up(3_000, 2)
    usual = list(everything(votes))
    monkeypatch.setattr("tiltyard.ratings._kernel.style._MAX_TABLE", 1)
    assert all(map(is_near, everything(votes), usual))
