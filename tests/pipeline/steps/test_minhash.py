"""Sketches say how alike two texts are."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tiltyard.pipeline.steps._minhash import BANDS, ENTRIES, similarity, sketches

WORDS = [
    f"{a}{b}" for a in ("kal", "mok", "tes", "ru", "bin", "so") for b in ("do", "ri", "na", "p")
]


def shingles(text: str) -> set[str]:
    return {text[at : at + 5] for at in range(len(text) - 4)}


def jaccard(one: str, other: str) -> float:
    a, b = shingles(one), shingles(other)
    return len(a & b) / len(a | b)


def test_estimates_agree_with_the_sets_of_shingles() -> None:
    rng = np.random.default_rng(3)
    texts = []
    for k in range(300):
        words = rng.choice(WORDS, 40)
        changed = words.copy()
        changed[: k % 20] = rng.choice(WORDS, k % 20)
        texts += [" ".join(words), " ".join(changed)]
    held = sketches(pl.Series(texts))
    one = np.arange(0, len(texts), 2)
    found = similarity(held.entries, one, one + 1)
    true = np.array([jaccard(texts[k], texts[k + 1]) for k in one])
    assert abs((found - true).mean()) < 0.01
    assert np.sqrt(((found - true) ** 2).mean()) < 0.045


def test_a_sketch_depends_on_its_text_alone() -> None:
    texts = ["alpha beta gamma", "x", "你好世界", "", "delta\x00epsilon zeta"]
    together = sketches(pl.Series(texts))
    for place, text in enumerate(texts):
        alone = sketches(pl.Series([text]))
        assert np.array_equal(alone.entries[0], together.entries[place])
        assert np.array_equal(alone.bands[0], together.bands[place])


def test_similar_texts_share_a_band_and_others_do_not() -> None:
    base = " ".join(WORDS)
    held = sketches(pl.Series([base, base + "!", "entirely different words stand here"]))
    assert (held.bands[0] == held.bands[1]).any()
    assert not (held.bands[0] == held.bands[2]).any()


@pytest.mark.parametrize("texts", [[], ["a"], ["a", "b"]])
def test_there_is_a_sketch_for_each_text(texts: list[str]) -> None:
    held = sketches(pl.Series(texts, dtype=pl.String))
    assert held.entries.shape == (len(texts), ENTRIES)
    assert held.bands.shape == (len(texts), BANDS)
