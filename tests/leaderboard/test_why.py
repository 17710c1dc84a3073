"""Reasons in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from few_votes import source
from tiltyard.leaderboard import Query, pair, reasons

WON, LOST = ("oak", "elm", "model_a"), ("oak", "elm", "model_b")
UNEVEN = [*[WON] * 90, *[LOST] * 10, *[WON] * 10, *[LOST] * 90]


def told(rows: list[tuple[str, str, str]], **more: Any) -> tuple[str, ...]:
    """The reasons why oak is preferred to elm."""
    return reasons(pair(source(rows, **more), Query(), "oak", "elm"))


def test_where_it_wins_is_said_with_numbers() -> None:
    found = told(UNEVEN, coding=[True] * 100 + [False] * 100)
    assert found[0] == (
        "Coding: oak does better than elsewhere, winning 90 % of 100 votes (83 % to 94 %) against "
        "10 % of the rest."
    )


def test_where_it_loses_is_said_too() -> None:
    found = told(UNEVEN, coding=[False] * 100 + [True] * 100)
    assert found[0].startswith("Coding: oak does worse than elsewhere, winning 10 % of 100 votes")


def test_where_nothing_is_sure_that_is_said() -> None:
    rng = np.random.default_rng(6)
    coding = rng.permutation([True] * 100 + [False] * 100).tolist()
    (sentence,) = told([WON, LOST] * 100, coding=coding)
    assert sentence.startswith("Nothing tells surely where oak does better")
    assert "none of 1 part of the votes" in sentence


def test_too_few_votes_are_not_taken_apart() -> None:
    assert told([WON, LOST, WON]) == ("3 votes are too few to be taken apart.",)


def test_who_never_met_has_no_reasons() -> None:
    assert told([("oak", "ash", "model_a"), ("ash", "elm", "model_a")]) == ()


def test_length_that_matters_is_said() -> None:
    is_long = [True] * 100 + [False] * 100
    ours = np.where(is_long, 400.0, 100.0) * np.linspace(0.9, 1.1, 200)
    a, b = ours.tolist(), [200.0] * 200
    found = [one for one in told(UNEVEN, tokens_a=a, tokens_b=b) if one.startswith("Length")]
    assert len(found) == 2
    assert any("times as long: oak does better than otherwise" in one for one in found)
    assert any("times as long: oak does worse than otherwise" in one for one in found)


def test_a_reason_is_not_given_three_times() -> None:
    found = told(UNEVEN, **{f"own_{i}": [True] * 100 + [False] * 100 for i in range(9)})
    assert sum("better than elsewhere" in one for one in found) == 3
