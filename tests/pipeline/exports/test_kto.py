"""Single answers with a verdict."""

from __future__ import annotations

import pytest

from pipeline.exports.talks import said, vote
from tiltyard.pipeline import exports

export = exports.load("kto")


@pytest.mark.parametrize(
    ("outcome", "labels"),
    [("model_a", [True, False]), ("model_b", [False, True]), ("both_bad", [False, False])],
)
def test_each_side_is_judged_by_itself(outcome: str, labels: list[bool]) -> None:
    assert export.rows(vote(outcome)).frame["label"].to_list() == labels


def test_a_side_s_own_history_is_its_prompt() -> None:
    made = export.rows(vote(a=("1?", "one", "2?", "two"), b=("1?", "un", "2?", "deux"))).frame
    assert made["prompt"].to_list()[1] == [
        said("user", "1?"), said("assistant", "un"), said("user", "2?"),
    ]  # fmt: skip
    assert made["completion"].to_list() == [[said("assistant", "two")], [said("assistant", "deux")]]


def test_a_tie_says_nothing_of_either() -> None:
    found = export.rows(vote("tie"))
    assert (len(found.frame), found.left_out) == (0, {"tie": 1})
