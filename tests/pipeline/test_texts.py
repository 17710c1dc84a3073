"""Columns of texts as bytes."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.pipeline._texts import texts_of

some = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.none() | some), st.sampled_from([1, 7, 1 << 31]))
def test_texts_come_in_order_and_missing_ones_are_empty(texts: list[str | None], most: int) -> None:
    column = pl.Series(texts, dtype=pl.String)
    assert list(texts_of(column, most_bytes=most)) == [text or "" for text in texts]


@given(st.lists(st.none() | st.lists(st.none() | some)))
def test_texts_of_a_list_are_joined_by_line_feeds(rows: list[list[str | None] | None]) -> None:
    column = pl.Series(rows, dtype=pl.List(pl.String))
    joined = ["\n".join(text for text in row or [] if text is not None) for row in rows]
    assert list(texts_of(column)) == joined


@pytest.mark.parametrize("kind", [pl.String, pl.List(pl.String)])
def test_a_column_of_no_rows_has_no_texts(kind: pl.DataType) -> None:
    assert list(texts_of(pl.Series([], dtype=kind))) == []
