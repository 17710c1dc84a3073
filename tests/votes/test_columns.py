"""What callers say and are told: values that cannot be changed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from tiltyard import votes
from tiltyard.votes import BadRow, Columns


def test_nothing_said_is_nothing_named() -> None:
    assert Columns() == Columns(winners={}, clusters=())


def test_columns_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Columns().winner = "won"  # type: ignore[misc]  # that is the test


def test_a_bad_row_is_a_value() -> None:
    assert BadRow("votes.csv", 2, "winner is missing") == BadRow(
        "votes.csv", 2, "winner is missing"
    )


def test_a_reading_cannot_be_changed() -> None:
    reading = votes.read({"model_a": ["A"], "model_b": ["B"], "winner": ["tie"]})
    with pytest.raises(FrozenInstanceError):
        reading.rows = 3  # type: ignore[misc]  # on purpose
