"""The numbers of a board, and their JSON."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any

import pytest

from analysis.made import arena, two_leagues
from tiltyard import rank
from tiltyard.errors import DataError

KEYS = [
    "method", "level", "anchor", "scale", "n_votes", "n_models", "dropped", "digest",
    "coefficients", "models",
]  # fmt: skip
ROW = [
    "model", "strength", "rating", "lower", "upper", "rank", "rank_lower", "rank_upper", "votes",
    "win_rate",
]  # fmt: skip


def numbers(value: Any) -> list[float]:
    """Every number in some JSON."""
    if isinstance(value, dict):
        return [one for inner in value.values() for one in numbers(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in numbers(inner)]
    return [value] if isinstance(value, float) else []


def test_the_keys_of_the_json_are_the_documented_ones() -> None:
    assert set(KEYS) <= set(arena().to_dict())


def test_the_keys_of_a_row_are_the_documented_ones() -> None:
    assert list(arena().to_dict()["models"][0]) == ROW


def test_the_keys_of_a_coefficient_begin_as_documented() -> None:
    board = rank({"model_a": ["x"] * 5, "model_b": ["y"] * 5,
                  "winner": ["model_a", "model_b", "tie", "tie", "model_a"]},
                 method="davidson")  # fmt: skip
    found = list(board.to_dict()["coefficients"][0])
    assert found[:4] == ["feature", "value", "lower", "upper"]


def test_json_comes_back_as_it_went() -> None:
    board = arena()
    assert json.loads(board.to_json()) == board.to_dict()


def test_no_number_of_the_json_is_infinite_or_missing() -> None:
    split = rank(two_leagues(), split=True)
    found = numbers(split.to_dict()) + numbers(arena().to_dict())
    assert all(map(math.isfinite, found))


def test_a_board_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        arena().level = 0.5  # type: ignore[misc]  # that is the point


def test_a_model_is_found_by_its_name() -> None:
    board = arena()
    assert board[board.models[2].model] is board.models[2]


def test_the_length_is_the_number_of_ranked_models() -> None:
    assert len(arena()) == 8


def test_an_unranked_model_is_told_from_an_unknown_one() -> None:
    with pytest.raises(DataError, match="'dot' is not ranked: Never met"):
        _ = rank(two_leagues(), split=True)["dot"]


def test_an_unknown_model_gets_a_hint() -> None:
    with pytest.raises(DataError, match="did you mean 'model-001'"):
        _ = arena()["modle-001"]


def test_options_that_json_has_no_form_for_are_told_as_text() -> None:
    board = rank({"model_a": ["x", "y"], "model_b": ["y", "x"], "winner": ["tie", "tie"]},
                 ridge=0.5, cluster=())  # fmt: skip
    assert board.to_dict()["options"] == {"ridge": 0.5}


def test_an_end_that_an_interval_does_not_have_is_null() -> None:
    rows = arena(side="lower").to_dict()["models"]
    assert {row["upper"] for row in rows} == {None}


def test_a_one_sided_board_is_json() -> None:
    assert json.loads(arena(side="upper").to_json())["side"] == "upper"
