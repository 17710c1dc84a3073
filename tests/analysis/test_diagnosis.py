"""What may be wrong with a board, in sentences."""

from __future__ import annotations

import re
from typing import Any

import pytest

from analysis.made import arena, duel
from ratings.boards import rows
from tiltyard import rank
from tiltyard.analysis._diagnosis import findings


def test_votes_from_a_model_fit_it() -> None:
    assert "do not contradict" in dict(findings(arena()))["goodness of fit"]


def test_a_circle_is_found_and_named() -> None:
    circle = rows(("a", "b", 1.0, 80), ("a", "b", 0.0, 20), ("b", "c", 1.0, 80),
                  ("b", "c", 0.0, 20), ("c", "a", 1.0, 80), ("c", "a", 0.0, 20))  # fmt: skip
    found = dict(findings(rank(circle)))
    assert "One number per model does not say all" in found["goodness of fit"]
    assert re.search(r"(a over b over c|b over c over a|c over a over b)", found["circles"])


def test_two_models_leave_nothing_to_test() -> None:
    assert "No pairs are left over" in dict(findings(rank(duel())))["goodness of fit"]


def test_models_with_few_votes_are_named() -> None:
    assert "strong" in dict(findings(rank(duel())))["thin places"]


def test_a_board_with_a_prior_is_not_tested() -> None:
    assert "goodness of fit" not in dict(findings(rank(duel(), ridge=1.0)))


def test_votes_that_are_all_ties_cannot_be_tested() -> None:
    found = dict(findings(rank(rows(("x", "y", 0.5, 40), ("y", "z", 0.5, 40)))))
    assert found["goodness of fit"].startswith("It could not be tested")


def test_a_board_without_a_cut_is_told() -> None:
    assert "No line can be drawn" in dict(findings(rank(duel())))["ties on the board"]


def test_a_board_where_all_is_sure_is_told() -> None:
    sure = rows(("x", "y", 1.0, 300), ("x", "y", 0.0, 100))
    assert "surely above the next" in dict(findings(rank(sure)))["ties on the board"]


@pytest.mark.parametrize(
    ("choices", "why"),
    [({"cluster": "voter"}, "clustered by voter"), ({"weighting": "voter_cap=1"}, "are weighted")],
)
def test_dependent_votes_are_not_tested_as_if_they_were_not(
    choices: dict[str, Any], why: str
) -> None:
    frame = {
        "model_a": ["x", "y", "z", "y", "z", "x"],
        "model_b": ["y", "z", "x", "x", "y", "z"],
        "winner": ["model_a"] * 6,
        "voter": ["u", "u", "u", "v", "w", "v"],
    }
    found = dict(findings(rank(frame, **choices)))
    assert why in found["goodness of fit"]
    assert "circles" not in found


def test_the_test_says_what_it_takes_for_granted() -> None:
    assert "if all votes are independent" in dict(findings(arena()))["goodness of fit"]
