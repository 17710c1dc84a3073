"""Codes of names: dense, in order of first occurrence, the same for the same name."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.votes._codes import _SLOT_BITS, Names, numbered, numbered_whole, smallest


@given(st.lists(st.integers(0, 9) | st.integers(0, 2**64 - 1)))
def test_codes_number_values_in_order_of_first_occurrence(values: list[int]) -> None:
    code, first = numbered(np.array(values, dtype=np.uint64))
    order = list(dict.fromkeys(values))
    assert code.tolist() == [order.index(value) for value in values]
    assert first.tolist() == [values.index(value) for value in order]


def test_values_that_differ_only_in_high_bits_are_told_apart() -> None:
    values = np.arange(2000, dtype=np.uint64) << np.uint64(50)
    assert numbered(values)[0].tolist() == list(range(2000))


def test_values_that_differ_only_in_low_bits_are_told_apart() -> None:
    assert numbered(np.arange(2000, dtype=np.uint64))[0].tolist() == list(range(2000))


def test_many_values_are_numbered() -> None:
    values = np.random.default_rng(1).integers(0, 60_000, 200_000).astype(np.uint64)
    code, first = numbered(values)
    assert np.array_equal(values[first][code], values)
    assert len(first) == len(np.unique(values))


@given(st.lists(st.integers(-9, 9)) | st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_whole_numbers_are_numbered_in_order_of_first_occurrence(values: list[int]) -> None:
    order = list(dict.fromkeys(values))
    codes = numbered_whole(np.array(values, dtype=np.int64))
    assert codes.tolist() == [order.index(value) for value in values]


@pytest.mark.parametrize("spread", [1, 1_000_003])
def test_many_whole_numbers_have_the_codes_of_their_hashes(spread: int) -> None:
    values = np.random.default_rng(1).integers(-9, 60_000, 200_000) * spread
    hashes = values.view(np.uint64)
    assert np.array_equal(numbered_whole(values), numbered(hashes)[0])


def test_names_keep_their_codes_over_columns() -> None:
    names = Names()
    assert names.codes(pl.Series(["b", "a", "b"])).tolist() == [0, 1, 0]
    assert names.codes(pl.Series(["c", "a"])).tolist() == [2, 1]
    assert names.known == ["b", "a", "c"]


def test_no_name_has_no_code() -> None:
    assert Names().codes(pl.Series(["", None, "a", None], dtype=pl.String)).tolist() == [
        -1,
        -1,
        0,
        -1,
    ]


def test_an_empty_column_has_no_codes() -> None:
    assert len(Names().codes(pl.Series([], dtype=pl.String))) == 0


def test_more_names_than_slots_are_told_apart() -> None:
    many = [f"name-{index}" for index in range((1 << _SLOT_BITS) + 5000)]
    names = Names()
    column = pl.Series(many + many[::-1])
    codes = names.codes(column)
    assert [names.known[code] for code in codes] == column.to_list()


@pytest.mark.parametrize(("size", "width"), [(32_767, 2), (32_768, 4)])
def test_codes_take_two_bytes_below_32768_models(size: int, width: int) -> None:
    assert smallest(np.arange(3), size).dtype.itemsize == width
