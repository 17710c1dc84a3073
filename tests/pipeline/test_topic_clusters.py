"""Clusters of vectors, and their places on a map."""

from __future__ import annotations

import importlib

import numpy as np
import pytest

from tiltyard.errors import ConfigurationError
from tiltyard.pipeline._topic_clusters import (
    Vectors,
    clustered,
    laid_out,
    reduced,
    unit,
    usual_count,
)


def heaps(many: int, each: int = 15) -> Vectors:
    """Vectors in so many tight heaps, one after another."""
    rng = np.random.default_rng(3)
    middles = np.eye(many, 16, dtype=np.float32)
    noise = rng.normal(0, 0.05, (many * each, 16)).astype(np.float32)
    return unit(np.repeat(middles, each, axis=0) + noise)


def test_heaps_are_found() -> None:
    found = clustered(heaps(4), 4, seed=0)
    assert [len(set(found[start : start + 15])) for start in range(0, 60, 15)] == [1, 1, 1, 1]
    assert len(set(found.tolist())) == 4


def test_the_number_of_heaps_is_found() -> None:
    assert usual_count(heaps(10, 12), seed=0) == 10


def test_no_more_clusters_come_than_there_are_different_vectors() -> None:
    same = np.repeat(heaps(2, 1), 10, axis=0)
    assert len(set(clustered(same, 5, seed=0).tolist())) == 2


def test_unit_vectors_have_length_one_and_zeros_stay() -> None:
    lengths = np.linalg.norm(unit(np.array([[3, 4], [0, 0]], np.float32)), axis=1)
    np.testing.assert_allclose(lengths, [1, 0])


def test_a_single_vector_has_no_directions_to_choose_from() -> None:
    one = heaps(1, 1)
    np.testing.assert_array_equal(reduced(one, 4, 0), one)


def test_what_is_alike_lies_together_on_the_map() -> None:
    spots = laid_out(heaps(2), seed=0)
    within = np.linalg.norm(spots[0] - spots[14])
    between = np.linalg.norm(spots[:15].mean(axis=0) - spots[15:].mean(axis=0))
    assert between > within


def test_a_map_is_the_same_for_the_same_seed() -> None:
    np.testing.assert_array_equal(laid_out(heaps(2), seed=1), laid_out(heaps(2), seed=1))


@pytest.mark.parametrize("many", [1, 2, 5])
def test_a_few_vectors_have_places_too(many: int) -> None:
    assert laid_out(heaps(many, 1), seed=0).shape == (many, 2)


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(ConfigurationError, match=r"install tiltyard\[embed\]"):
        clustered(heaps(2), 2, seed=0)
