"""What a prompt looks like, in numbers."""

from __future__ import annotations

import numpy as np
import pytest

from tiltyard.categories._forms import NAMES, forms


def number(text: str, name: str) -> float:
    return float(forms([text])[0, NAMES.index(name)])


def test_a_row_for_each_text_and_a_number_for_each_name() -> None:
    assert forms(["one", "two"]).shape == (2, len(NAMES))


def test_no_texts_give_no_rows() -> None:
    assert forms([]).shape == (0, len(NAMES))


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("What? Why? 何？", "questions", 3),
        ("from 3 to 4.5", "numbers", 2),
        ("the API of NATO", "acronyms", 2),
        ("a list:\n- one\n- two\n3. three", "items", 3),
        ("write a python function", "codes", 2),
        ("exactly five, without sugar", "demands", 2),
        ("写一个故事", "imagines", 1),
    ],
)
def test_marks_and_words_are_counted(text: str, name: str, count: int) -> None:
    assert number(text, name) == pytest.approx(np.log1p(count))


def test_only_the_first_words_count_as_first() -> None:
    assert number("so " * 20 + "write a poem", "first_imagines") == 0
    assert number("write a poem" + " so" * 20, "first_imagines") > 0


def test_ideographs_are_words_by_themselves() -> None:
    assert number("你好吗", "words") == pytest.approx(np.log1p(3))


def test_space_around_a_text_changes_nothing() -> None:
    np.testing.assert_array_equal(forms(["\n  Hello there "]), forms(["Hello there"]))
