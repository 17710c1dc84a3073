"""Preference pairs."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.exports.talks import said, vote
from tiltyard.pipeline import exports

export = exports.load("dpo")


@pytest.mark.parametrize(
    ("outcome", "chosen", "rejected"),
    [("model_a", "Because.", "No idea."), ("model_b", "No idea.", "Because.")],
)
def test_the_winner_is_chosen(outcome: str, chosen: str, rejected: str) -> None:
    assert export.rows(vote(outcome)).frame.to_dicts() == [
        {
            "prompt": [said("user", "Why?")],
            "chosen": [said("assistant", chosen)],
            "rejected": [said("assistant", rejected)],
        }
    ]


def test_the_system_prompt_comes_first() -> None:
    made = export.rows(vote(system="Be brief.")).frame
    assert made["prompt"].to_list()[0] == [said("system", "Be brief."), said("user", "Why?")]


def test_a_shared_history_is_the_prompt() -> None:
    made = export.rows(vote(a=("1?", "one", "2?", "two"), b=("1?", "one", "2?", "deux"))).frame
    assert len(made["prompt"].to_list()[0]) == 3
    assert made["chosen"].to_list() == [[said("assistant", "two")]]


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (vote("tie"), "tie"),
        (vote("both_bad"), "both bad"),
        (vote(a=None), "no texts"),
        (vote(a=("Why?", None)), "an answer is missing"),
        (vote(a=("Why?", " ")), "an answer is missing"),
        (vote(a=(), b=()), "an answer is missing"),
        (vote(a=("1?", "one", "2?", "two"), b=("1?", "un", "2?", "two")), "earlier answers differ"),
        (vote(b=("Why?", "Because.")), "both answers are the same"),
    ],
)
def test_what_is_no_pair_is_counted(made: pl.DataFrame, reason: str) -> None:
    found = export.rows(made)
    assert found.frame.is_empty()
    assert found.left_out == {reason: 1}
