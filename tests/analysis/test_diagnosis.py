"""What may be wrong with a board, in sentences."""

from __future__ import annotations

import re

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
