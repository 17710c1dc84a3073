"""What a reader of a board is told."""

from __future__ import annotations

import math
from typing import Any

import pytest

from analysis.made import arena, duel, two_leagues
from tiltyard import rank
from tiltyard.analysis import facts, interval, number, span, visible


def told(**choices: Any) -> dict[str, str]:
    return dict(facts(rank(duel(), **choices)))


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("votes", "4 votes on 2 ranked models"),
        ("method", "bradley_terry"),
        ("intervals", "95 %, for each model by itself"),
        ("ranks", "what the votes allow, 95 % for all pairs at once (max-t)"),
        ("scale", "1,000 is the mean of the ranked models; 400 points are odds of ten to one"),
    ],
)
def test_a_plain_board_says(label: str, text: str) -> None:
    assert told()[label] == text


@pytest.mark.parametrize(
    ("choices", "label", "text"),
    [
        ({"level": 0.999}, "intervals", "99.9 %"),
        ({"simultaneous": True}, "intervals", "for all models at once (max-t)"),
        ({"adjustment": "none"}, "ranks", "for each pair by itself"),
        ({"anchor": "weak"}, "scale", "1,000 is 'weak'"),
        ({"ridge": 0.5}, "method", "bradley_terry (ridge 0.5)"),
        ({"ridge": 0.5}, "note", "ridge 0.5"),
    ],
)
def test_a_choice_is_said(choices: dict[str, Any], label: str, text: str) -> None:
    assert text in told(**choices)[label]


def test_unranked_models_are_counted() -> None:
    assert dict(facts(rank(two_leagues(), split=True)))["votes"].endswith("not ranked")


def test_weights_say_how_many_votes_are_left() -> None:
    frame = {"model_a": ["x"] * 3, "model_b": ["y"] * 3, "winner": ["tie"] * 3, "w": [1, 1, 9]}
    assert "they say as much as 1" in dict(facts(rank(frame, weight="w")))["votes"]


def test_drops_are_told_by_reason() -> None:
    frame = {"model_a": ["x"] * 3, "model_b": ["y"] * 3, "winner": ["tie", "tie", "?"]}
    assert dict(facts(rank(frame, on_error="drop")))["dropped"] == "1 row: 1 unknown winner"


def test_nothing_dropped_is_not_told() -> None:
    assert "dropped" not in dict(facts(arena()))


def test_counts_are_written_for_people() -> None:
    assert (number(1234), number(0.5)) == ("1,234", "0.50")


def test_a_range_of_one_rank_is_a_rank() -> None:
    assert (span(2, 2), span(2, 4)) == ("2", "2–4")


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\nb", "right\u202eleft", "\ufffe"])
def test_signs_that_steer_are_escaped(text: str) -> None:
    assert visible(text).isprintable()


def test_ordinary_names_stay() -> None:
    assert visible("模型 ü-1") == "模型 ü-1"


@pytest.mark.parametrize(
    ("choices", "label", "text"),
    [
        ({}, "errors", "from the spread of the votes (sandwich)"),
        ({"errors": "information"}, "errors", "as the model has them"),
        ({"method": "win_rate"}, "errors", "the method's own"),
        ({"errors": "bootstrap", "replicates": 40, "ridge": 0.1}, "errors", "from 40 boards"),
        ({"side": "lower"}, "intervals", "95 %, low end only, for each model"),
        ({"anytime": True}, "intervals", "by itself, at every moment"),
        ({"anytime": True}, "ranks", "at once (Bonferroni), at every moment"),
    ],
)
def test_what_a_board_promises_is_said(choices: dict[str, Any], label: str, text: str) -> None:
    assert text in told(**choices)[label]


def test_weights_that_differ_a_little_are_said_too() -> None:
    frame = {"model_a": ["x"] * 3, "model_b": ["y"] * 3, "winner": ["tie"] * 3, "w": [1, 1, 1.01]}
    assert "weighted" in dict(facts(rank(frame, weight="w")))["votes"]


def test_equal_weights_are_not_said() -> None:
    frame = {"model_a": ["x"] * 3, "model_b": ["y"] * 3, "winner": ["tie"] * 3, "w": [7, 7, 7]}
    assert "weighted" not in dict(facts(rank(frame, weight="w")))["votes"]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (1.0, 2.0, "1.0 to 2.0"),
        (1.0, math.inf, "at least 1.0"),
        (-math.inf, 2.0, "at most 2.0"),
    ],
)
def test_an_interval_is_told_by_the_ends_that_it_has(low: float, high: float, text: str) -> None:
    assert interval(low, high) == text
