"""How alike answers are by their letters."""

from __future__ import annotations

import numpy as np
import pytest

from tiltyard.drift._grams import kernel

TEXTS = ["The river runs over cold stone.", "The river runs over a cold stone.", "42", "", "日本"]


def test_a_text_is_wholly_like_itself() -> None:
    np.testing.assert_allclose(np.diag(kernel(TEXTS)), 1, atol=1e-6)


def test_likeness_goes_both_ways() -> None:
    found = kernel(TEXTS)
    np.testing.assert_array_equal(found, found.T)


def test_what_differs_in_a_word_is_more_alike_than_what_shares_nothing() -> None:
    found = kernel(TEXTS)
    assert found[0, 1] > found[0, 2] + 0.2


def test_a_kernel_has_no_negative_direction() -> None:
    assert np.linalg.eigvalsh(kernel(TEXTS)).min() > -1e-6


def test_equal_texts_alone_are_all_alike() -> None:
    np.testing.assert_allclose(kernel(["same"] * 3), 1)


def test_empty_answers_are_like_each_other_and_like_nothing_else() -> None:
    found = kernel(["", "", "something"])
    assert found[0, 1] == pytest.approx(1)
    assert found[0, 2] < 0.5


def test_half_of_a_surrogate_pair_is_a_letter_like_others() -> None:
    assert np.isfinite(kernel(["\ud83d", "x", "y"])).all()


def test_the_order_of_letters_matters() -> None:
    assert kernel(["abcd abcd", "dcba dcba", "zzz"])[0, 1] < 0.99
