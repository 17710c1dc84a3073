"""compar:IA's votes."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.importers.shapes import read
from tiltyard.pipeline.importers import RefusedRow


def test_equal_is_a_tie() -> None:
    row = read("comparia_votes", chosen_model_name=None, both_equal=True)
    assert row["winner"] == "tie"


def test_the_chosen_model_wins_on_its_side() -> None:
    assert read("comparia_votes", chosen_model_name="wren")["winner"] == "model_b"


def test_marks_of_each_side_are_kept() -> None:
    assert read("comparia_votes")["extra"]["marks"] == ["useful_a", "incorrect_b"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"chosen_model_name": None}, "missing winner"),
        ({"chosen_model_name": "finch"}, "unknown winner"),
        ({"both_equal": True}, "unknown winner"),
    ],
)
def test_a_vote_that_says_nothing_or_two_things_is_refused(
    changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(RefusedRow) as refused:
        read("comparia_votes", **changes)
    assert refused.value.reason == reason
