"""Texts as vectors: order, length, likeness, odd texts."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from tiltyard.embeddings import SIZE, embed

pytestmark = pytest.mark.skipif(
    find_spec("wordllama") is None, reason="the extra embed is not installed"
)


def test_a_vector_has_unit_length() -> None:
    assert np.linalg.norm(embed(["A kettle of fish"]), axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("empty", ["", " \n\t "])
def test_a_text_without_words_is_zero(empty: str) -> None:
    assert not embed([empty]).any()


def test_no_texts_give_no_rows() -> None:
    assert embed([]).shape == (0, SIZE)


def test_like_texts_are_nearer_than_unlike_ones() -> None:
    texts = ["how to turn round a list in python", "python code to reverse an array", "plum cake"]
    likeness = embed(texts) @ embed(texts).T
    assert likeness[0, 1] > likeness[0, 2] + 0.3


def test_a_batch_gives_what_each_text_gives_alone() -> None:
    texts = [f"text number {n} " * (n % 7) for n in range(600)]
    together = embed(texts)
    alone = np.concatenate([embed([text]) for text in texts[505:520]])
    np.testing.assert_allclose(together[505:520], alone, atol=1e-6)


def test_of_a_long_text_the_middle_does_not_count() -> None:
    head, tail = "Sum up the report below. " * 100, " Answer in French. " * 100
    first, second = (head + middle * 900 + tail for middle in ("lorem ", "ipsum "))
    np.testing.assert_array_equal(*embed([first, second]))


def test_of_a_long_text_the_end_counts() -> None:
    body = "word " * 2000
    first, second = embed([body + "Translate it into Dutch.", body + "Count the vowels."])
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("odd", ["\ud83d", "\x00", "👍🏽", "的" * 5000, "(" * 5000, "a" * 20_000])
def test_odd_texts_have_finite_vectors(odd: str) -> None:
    assert np.isfinite(embed([odd])).all()
