"""Style features: how they are found, and what a difference is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tiltyard import votes
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.votes import Columns
from votes.making import VOTES, written

PAIRS = {**VOTES, "tokens_a": [3, 0, 9, 1, 1, 4], "tokens_b": [1, 0, 0, 3, 1, 5]}
DIFFERENCES = [2 / 5, 0, 9 / 10, -2 / 5, 0, -1 / 10]
METADATA = {
    "sum_user_tokens": 3,
    "sum_assistant_a_tokens": 30,
    "sum_assistant_b_tokens": 9,
    "header_count_a": {"h1": 1, "h2": 2},
    "header_count_b": {"h1": 0, "h2": 1},
    "list_count_a": {"ordered": 4, "unordered": 0},
    "list_count_b": {"ordered": 0, "unordered": 1},
    "bold_count_a": {"**": 2, "__": 0},
    "bold_count_b": {"**": 0, "__": 0},
}


def features(table: Any, style: Any) -> tuple[tuple[str, ...], list[list[float]]]:
    """Names and differences."""
    found = votes.read(table, columns=Columns(style=style)).votes.features  # type: ignore[union-attr]  # single votes
    assert found is not None
    return found.names, found.values.tolist()


def test_a_difference_is_relative() -> None:
    names, values = features(PAIRS, ("tokens",))
    assert names == ("tokens",)
    assert [value for (value,) in values] == pytest.approx(DIFFERENCES, rel=1e-7)


def test_differences_of_what_may_be_negative_stay_within_one() -> None:
    table = {**VOTES, "mood_a": [-1.0] * 6, "mood_b": [0.5] * 6}
    assert features(table, ("mood",))[1][0] == pytest.approx([-1.5 / 2.5])


def test_swapping_sides_turns_the_sign() -> None:
    table = {**PAIRS, "tokens_a": PAIRS["tokens_b"], "tokens_b": PAIRS["tokens_a"]}
    turned = np.negative(features(PAIRS, ("tokens",))[1])
    assert np.array_equal(features(table, ("tokens",))[1], turned)


def test_a_column_of_the_features_own_name_holds_differences() -> None:
    assert features({**VOTES, "cost": [0.5] * 6}, ("cost",))[1] == [[0.5]] * 6


def test_lmarenas_metadata_is_recognised() -> None:
    names, values = features(pl.DataFrame({**VOTES, "conv_metadata": [METADATA] * 6}), "auto")
    assert names == ("length", "headers", "lists", "bold")
    assert values[0] == pytest.approx([21 / 40, 2 / 5, 3 / 6, 2 / 3])


def test_lmarenas_columns_are_recognised_outside_of_the_metadata_too() -> None:
    table = {**VOTES, "sum_assistant_a_tokens": [30] * 6, "sum_assistant_b_tokens": [9] * 6}
    assert features(table, "auto")[0] == ("length",)


@pytest.mark.parametrize("name", ["votes.csv", "votes.jsonl", "votes.parquet"])
def test_pairs_of_numbers_are_recognised_in_every_format(name: str, tmp_path: Path) -> None:
    names, values = features(written(PAIRS, tmp_path / name), "auto")
    assert names == ("tokens",)
    assert [value for (value,) in values] == pytest.approx(DIFFERENCES, rel=1e-7)


def test_the_columns_of_the_winner_are_no_style() -> None:
    table = {
        "model_a": ["A"],
        "model_b": ["B"],
        "winner_model_a": [1],
        "winner_model_b": [0],
        "winner_tie": [0],
    }
    with pytest.raises(DataError, match="no style features were recognised"):
        features(table, "auto")


def test_features_take_single_precision() -> None:
    read = votes.read(PAIRS, columns=Columns(style=("tokens",))).votes
    assert read.features.values.dtype == np.float32  # type: ignore[union-attr]  # single votes


def test_a_missing_value_is_a_bad_row() -> None:
    table = {**PAIRS, "tokens_a": [3, None, 9, 1, 1, 4]}
    with pytest.raises(DataError, match="row 2: style feature 'tokens' is missing or no number"):
        features(table, ("tokens",))


def test_an_unknown_feature_is_refused_with_a_near_one() -> None:
    with pytest.raises(DataError, match=r"no style feature 'token'.*did you mean 'tokens'"):
        features(PAIRS, ("token",))


def test_pooled_counts_have_no_style() -> None:
    with pytest.raises(ConfigurationError, match="belongs to single votes"):
        votes.read(PAIRS, columns=Columns(style="auto"), pooled=True)
