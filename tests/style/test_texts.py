"""Texts as one array of bytes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.errors import DataError
from tiltyard.style import Texts


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_texts_come_back_as_they_were(texts: list[str]) -> None:
    assert list(Texts.of(texts)) == texts


def test_there_are_as_many_as_were_given() -> None:
    assert len(Texts.of(["a", "", "b"])) == 3


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(DataError, match=r"text 1 .* character 2 is '\\ud83d'"):
        Texts.of(["fine", "no\ud83d"])


@pytest.mark.parametrize("offsets", [[], [0, 3, 2], [-1, 2], [0, 5]])
def test_offsets_that_lead_beyond_the_data_are_refused(offsets: list[int]) -> None:
    with pytest.raises(DataError, match="must lie within the data"):
        Texts(np.zeros(4, dtype=np.uint8), np.array(offsets, dtype=np.int64))


def test_texts_may_begin_within_the_data() -> None:
    data = np.frombuffer(b"abcdef", dtype=np.uint8)
    assert list(Texts(data, np.array([2, 3, 5]))) == ["c", "de"]
