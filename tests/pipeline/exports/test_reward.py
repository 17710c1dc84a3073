"""Pairs of whole conversations."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.exports.talks import said, vote
from tiltyard.pipeline import exports

export = exports.load("reward")


def test_both_hold_the_prompt() -> None:
    assert export.rows(vote("model_b")).frame.to_dicts() == [
        {
            "chosen": [said("user", "Why?"), said("assistant", "No idea.")],
            "rejected": [said("user", "Why?"), said("assistant", "Because.")],
        }
    ]


def test_histories_may_differ() -> None:
    made = export.rows(vote(a=("1?", "one", "2?", "two"), b=("1?", "un", "2?", "deux"))).frame
    assert [one["content"] for one in made["chosen"].to_list()[0]] == ["1?", "one", "2?", "two"]


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (vote("tie"), "tie"),
        (vote("both_bad"), "both bad"),
        (vote(b=None), "no texts"),
        (vote(b=("Why?", "Because.")), "both answers are the same"),
    ],
)
def test_what_is_no_pair_is_counted(made: pl.DataFrame, reason: str) -> None:
    assert export.rows(made).left_out == {reason: 1}
