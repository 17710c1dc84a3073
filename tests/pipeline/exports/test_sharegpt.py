"""Conversations that people preferred."""

from __future__ import annotations

import pytest

from pipeline.exports.talks import vote
from tiltyard.pipeline import exports

export = exports.load("sharegpt")


@pytest.mark.parametrize(
    ("outcome", "models"),
    [("model_a", ["oak"]), ("model_b", ["elm"]), ("tie", ["oak", "elm"]), ("both_bad", [])],
)
def test_who_was_not_beaten_is_there(outcome: str, models: list[str]) -> None:
    assert export.rows(vote(outcome)).frame["model"].to_list() == models


def test_speakers_are_called_as_in_the_format() -> None:
    assert export.rows(vote(system="Be brief.")).frame.to_dicts() == [
        {
            "id": "q-a",
            "conversations": [
                {"from": "system", "value": "Be brief."},
                {"from": "human", "value": "Why?"},
                {"from": "gpt", "value": "Because."},
            ],
            "model": "oak",
        }
    ]


def test_both_bad_is_counted() -> None:
    assert export.rows(vote("both_bad")).left_out == {"both bad": 1}
