from __future__ import annotations

import pytest

from ratings.boards import rows
from tiltyard.errors import NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.connectivity import (
    components,
    islands,
    largest_component,
    missing_bridge,
    require_connected,
    why_unranked,
)

NOTHING = Counts.of(Comparisons.from_tallies([]))


def test_a_circle_of_wins_is_one_component() -> None:
    circle = rows(("a", "b", 1.0, 1), ("b", "c", 1.0, 1), ("c", "a", 1.0, 1))
    assert components(circle) == (("a", "b", "c"),)
    require_connected(circle)


def test_a_tie_connects_both_ways() -> None:
    assert components(rows(("a", "b", 0.5, 1))) == (("a", "b"),)


def test_a_win_connects_one_way_only() -> None:
    assert components(rows(("a", "b", 1.0, 9))) == (("a",), ("b",))


def test_components_are_ordered_by_models_then_votes_then_name() -> None:
    board = rows(
        ("d", "e", 0.5, 1), ("b", "c", 0.5, 1), ("f", "g", 0.5, 2), ("h", "i", 0.5, 1),
        ("i", "j", 0.5, 1), ("a", "b", 1.0, 50),
    )  # fmt: skip
    assert components(board) == (("h", "i", "j"), ("f", "g"), ("b", "c"), ("d", "e"), ("a",))


def test_the_largest_component_keeps_the_votes_inside() -> None:
    board = rows(("b", "c", 0.5, 4), ("a", "b", 1.0, 50), ("c", "b", 1.0, 3))
    largest = largest_component(Counts.of(board))
    assert largest.models == ("b", "c")
    assert largest.votes.tolist() == [[0, 3, 4, 0, 0]]


def test_the_largest_component_of_nothing_is_nothing() -> None:
    assert largest_component(NOTHING).models == ()


def test_islands_ignore_who_won() -> None:
    board = rows(("a", "b", 1.0, 1), ("c", "d", 0.0, 1), ("d", "e", 1.0, 1))
    assert set(islands(board)) == {frozenset("ab"), frozenset("cde")}


def test_disconnected_models_are_refused_with_counts() -> None:
    board = rows(("b", "c", 0.5, 4), ("a", "b", 1.0, 50), ("d", "e", 0.5, 1))
    with pytest.raises(NotIdentifiedError, match=r"split 5 models into 3 groups.* largest has 2"):
        require_connected(board)


def test_an_undefeated_model_is_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="2 models into 2"):
        require_connected(rows(("champion", "novice", 1.0, 30)))


def test_no_votes_are_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="no votes"):
        require_connected(NOTHING)


def test_a_group_that_never_met_the_others_is_told_so() -> None:
    board = rows(("a", "b", 0.5, 1), ("b", "c", 0.5, 1), ("d", "e", 0.5, 1))
    assert missing_bridge(board) == (
        "The group of 2 with 'd' never met the largest: battles between the two are missing"
    )


def test_an_undefeated_model_is_told_what_is_missing() -> None:
    board = rows(("a", "b", 0.5, 1), ("champion", "b", 1.0, 9))
    assert missing_bridge(board) == (
        "'champion' only won against the largest: a loss or a tie against it is missing"
    )


def test_a_model_that_always_lost_is_told_what_is_missing() -> None:
    board = rows(("a", "b", 0.5, 1), ("b", "novice", 1.0, 9))
    assert missing_bridge(board) == (
        "'novice' only lost to the largest: a win or a tie against it is missing"
    )


ASKED = Counts.of(
    rows(
        ("a", "b", 0.5, 9), ("win", "a", 1.0, 2), ("lose", "b", 0.0, 3), ("in", "a", 1.0, 1),
        ("in", "out", 0.0, 1), ("out", "lose", 1.0, 1), ("far", "off", 0.5, 4),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ("win", "Has only won so far: a rating needs a loss or a tie too"),
        ("lose", "Has only lost so far: a rating needs a win or a tie too"),
        ("in", "No chain of wins joins it to the ranked models both ways yet"),
        ("far", "Never met the ranked models, nor any that did"),
    ],
)
def test_the_nearest_reason_against_a_rating_is_told(model: str, reason: str) -> None:
    assert why_unranked(ASKED, {"a", "b"})[model] == reason


def test_without_any_ranked_model_the_reason_is_what_is_missing() -> None:
    circle = Counts.of(rows(("a", "b", 1.0, 1), ("b", "c", 1.0, 1)))
    reason = "The votes so far do not connect it with another model both ways"
    assert why_unranked(circle, set())["b"] == reason


def test_what_is_ranked_needs_no_reason() -> None:
    assert why_unranked(ASKED, frozenset(ASKED.models)) == {}
