"""Clusters are around a middle."""

from __future__ import annotations

import numpy as np
import polars as pl

from tiltyard.pipeline.steps._clusters import clusters
from tiltyard.pipeline.steps._minhash import similarity, sketches

TEXT = "the quick brown fox jumps over the lazy dog while the sun sets slowly behind the hills"


def test_equal_texts_are_in_the_cluster_of_the_first() -> None:
    held = sketches(pl.Series([TEXT, "something else entirely, and longer", TEXT, TEXT + "."]))
    assert clusters(held, 0.8).tolist() == [0, 1, 0, 0]


def test_every_text_is_like_its_middle() -> None:
    rng = np.random.default_rng(0)
    words = TEXT.split()
    texts = []
    for _ in range(200):
        changed = list(words)
        changed[int(rng.integers(len(words)))] = f"word{rng.integers(5)}"
        texts.append(" ".join(changed))
    held = sketches(pl.Series(texts))
    found = clusters(held, 0.75)
    assert (similarity(held.entries, found, np.arange(len(texts))) >= 0.75).all()
    assert len(set(found.tolist())) < len(texts)
    assert (found[found] == found).all()


def test_nothing_has_no_clusters() -> None:
    assert clusters(sketches(pl.Series([], dtype=pl.String)), 0.8).tolist() == []
