"""Differences between two sides, and their scale."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tiltyard import votes
from tiltyard.ratings import Comparisons
from tiltyard.style import Standard, difference

A = np.array([100.0, 0.0, 3.0, -0.25, 0.0])
B = np.array([50.0, 0.0, 5.0, 0.5, 7.0])


def test_a_difference_is_relative_to_both_sides() -> None:
    assert difference(A, B)[0] == 50 / 151


def test_swapping_sides_turns_a_difference_round() -> None:
    np.testing.assert_array_equal(difference(A, B), -difference(B, A))


def test_a_difference_is_what_a_board_computes_of_both_columns() -> None:
    frame = pl.DataFrame(
        {"model_a": "oak", "model_b": "elm", "winner": "tie", "tokens_a": A, "tokens_b": B}
    )
    read = votes.read(frame, columns=votes.Columns(style=("tokens",))).votes
    assert isinstance(read, Comparisons)
    assert read.features is not None
    np.testing.assert_array_equal(read.features.values[:, 0], difference(A, B).astype(np.float32))


def test_what_is_missing_stays_missing() -> None:
    assert np.isnan(difference(np.array([np.nan]), np.array([1.0]))).all()


def test_standard_units_have_mean_0_and_spread_1() -> None:
    between = difference(A, B)
    units = Standard.of(between).apply(between)
    assert units.mean() == pytest.approx(0)
    assert units.std() == pytest.approx(1)


def test_missing_differences_do_not_count() -> None:
    assert Standard.of(np.array([1.0, np.nan, 3.0])) == Standard(2.0, 1.0, 2)


def test_equal_differences_are_0_in_standard_units() -> None:
    standard = Standard.of(np.array([0.5, 0.5]))
    assert standard.apply(np.array([0.5, 0.9])).tolist() == [0, 0]


def test_no_differences_have_a_standard_of_no_rows() -> None:
    assert Standard.of(np.empty(0)) == Standard(0.0, 0.0, 0)
