"""Kaggle's votes."""

from __future__ import annotations

import pytest

from pipeline.importers.shapes import read
from tiltyard.pipeline.importers import RefusedRow


def test_the_tie_is_one_of_three_columns() -> None:
    assert read("kaggle_55k", winner_model_a=0, winner_tie=1)["winner"] == "tie"


def test_an_answer_that_was_null_is_none() -> None:
    assert read("kaggle_55k", response_b="[null]")["answers_b"] == [None]


def test_halves_of_signs_are_replaced() -> None:
    assert read("kaggle_55k", prompt='["a\\ud83d"]')["prompts"] == ["a\ufffd"]


def test_lists_that_are_cut_off_are_refused() -> None:
    with pytest.raises(RefusedRow) as refused:
        read("kaggle_55k", response_a='["So')
    assert refused.value.reason == "unreadable conversation"


def test_two_winners_are_refused() -> None:
    with pytest.raises(RefusedRow, match="more than one"):
        read("kaggle_55k", winner_tie=1)
