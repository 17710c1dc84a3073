from __future__ import annotations

import numpy as np
import pytest

from tiltyard.ratings import _kernel
from tiltyard.ratings._kernel import clusters
from tiltyard.ratings._kernel.clusters import Codes, Floats, Scores, products

MODELS = 9


def made_up(n: int, kind: str) -> Scores:
    rng = np.random.default_rng(n)
    a = rng.integers(0, MODELS, n)
    b = (a + rng.integers(1, MODELS, n)) % MODELS
    on_a = rng.normal(size=n)
    others = rng.normal(size=(n, 3))
    match kind:
        case "differences":
            return Scores(a.astype(np.int16), b.astype(np.int16), MODELS, None, None, on_a)
        case "features":
            x = others.astype(np.float32)
            return Scores(a, b, MODELS, rng.uniform(1, 3, n), None, on_a, features=x)
    weight, on_b = rng.uniform(0.5, 2, n), rng.normal(size=n)
    return Scores(a, b, MODELS, None, weight, on_a, on_b=on_b, others=others)


def codes(n: int, groups: int) -> Codes:
    """Some clusters much larger than others."""
    return (groups * np.random.default_rng(n + groups).random(n) ** 3).astype(np.int64)


def as_written(scores: Scores, group: Codes) -> Floats:
    n, k = len(group), scores.k
    mass = np.ones(n)
    for value in (scores.count, scores.weight):
        mass = mass if value is None else mass * value
    x = np.zeros((n, MODELS + k))
    x[np.arange(n), scores.a] += scores.on_a
    x[np.arange(n), scores.b] += -scores.on_a if scores.on_b is None else scores.on_b
    if scores.others is not None:
        x[:, MODELS:] = scores.others
    if scores.features is not None:
        x[:, MODELS:] = scores.on_a[:, None] * scores.features
    sums = np.zeros((int(group.max()) + 1, MODELS + k))
    np.add.at(sums, group, x * mass[:, None])
    return np.asarray(sums.T @ sums)


@pytest.mark.parametrize("kind", ["differences", "features", "all"])
@pytest.mark.parametrize(("n", "groups"), [(1, 1), (40, 3), (5_000, 1), (5_000, 900)])
def test_products_are_those_of_the_formula(kind: str, n: int, groups: int) -> None:
    scores, group = made_up(n, kind), codes(n, groups)
    found, clusters = products(scores, group)
    np.testing.assert_allclose(found, as_written(scores, group), rtol=1e-9, atol=1e-9)
    assert clusters == len(np.unique(group))


@pytest.mark.skipif(_kernel.compiled() is None, reason="nothing was compiled")
@pytest.mark.parametrize("kind", ["differences", "features", "all"])
@pytest.mark.parametrize(("n", "groups"), [(1, 1), (5_000, 900), (60_000, 20_000)])
def test_the_compiled_loop_gives_the_same_numbers(
    kind: str, n: int, groups: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores, group = made_up(n, kind), codes(n, groups)
    compiled, clusters = products(scores, group)
    monkeypatch.setattr("tiltyard.ratings._kernel.clusters.compiled", lambda: None)
    plain, same = products(scores, group)
    assert np.abs(compiled - plain).max() <= 1e-12 * np.abs(plain).max()
    assert clusters == same


def test_numpy_takes_some_rows_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    scores, group = made_up(5_000, "all"), codes(5_000, 900)
    monkeypatch.setattr("tiltyard.ratings._kernel.clusters.compiled", lambda: None)
    at_once, _ = products(scores, group)
    monkeypatch.setattr(clusters, "_CHUNK", 100)
    np.testing.assert_allclose(products(scores, group)[0], at_once, rtol=1e-12, atol=1e-10)


def test_many_models_are_taken_in_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    scores, group = made_up(5_000, "all"), codes(5_000, 900)
    usual, _ = products(scores, group)
    monkeypatch.setattr(clusters, "_MAX_TABLE", 1)
    np.testing.assert_allclose(products(scores, group)[0], usual, rtol=1e-12, atol=1e-10)


def test_codes_far_apart_are_brought_together() -> None:
    scores, group = made_up(5_000, "differences"), codes(5_000, 900)
    assert products(scores, group * 10**14)[1] == products(scores, group)[1]
