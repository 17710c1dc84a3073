from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest

from ratings.boards import rows, strengths, votes
from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings import Comparisons
from tiltyard.records import Tally, Winner

NOTHING = Comparisons.from_tallies([])


def test_models_are_in_alphabetical_order() -> None:
    tallies = [Tally("zebra", "ant", Winner.MODEL_A, 3), Tally("mole", "ant", Winner.TIE, 1)]
    assert Comparisons.from_tallies(tallies).models == ("ant", "mole", "zebra")


@pytest.mark.parametrize(
    ("winner", "score"),
    [(Winner.MODEL_A, 1.0), (Winner.TIE, 0.5), (Winner.BOTH_BAD, 0.5), (Winner.MODEL_B, 0.0)],
)
def test_each_outcome_has_its_worth_to_model_a(winner: Winner, score: float) -> None:
    comparisons = Comparisons.from_tallies([Tally("left", "right", winner, 7)])
    assert [comparisons.models[code] for code in comparisons.a] == ["left"]
    assert comparisons.score.tolist() == [score]
    assert comparisons.weight.tolist() == [7]


def test_tallies_of_nothing_are_left_out() -> None:
    assert Comparisons.from_tallies([Tally("a", "b", Winner.TIE, 0)]).models == ()


def test_an_unknown_winner_is_an_error_and_never_a_tie() -> None:
    misspelt = Tally("a", "b", cast("Winner", "model_c"), 1)
    with pytest.raises(DataError, match="'a' against 'b': unknown winner 'model_c'; expected one"):
        Comparisons.from_tallies([misspelt])


def test_a_negative_count_is_an_error() -> None:
    with pytest.raises(DataError, match="count is -1"):
        Comparisons.from_tallies([Tally("a", "b", Winner.TIE, -1)])


def test_a_model_cannot_meet_itself() -> None:
    with pytest.raises(DataError, match="cannot meet itself"):
        Comparisons.from_tallies([Tally("a", "a", Winner.TIE, 1)])


@pytest.mark.parametrize(
    ("field", "values", "message"),
    [
        ("a", [0, 5], "row 1: a and b must be the codes"),
        ("a", [-1, 0], "row 0: a and b must be the codes"),
        ("b", [0, 1], "row 0: a and b must be the codes"),
        ("score", [0.0, 1.5], "row 1: score must be in"),
        ("score", [np.nan, 1.0], "row 0: score must be in"),
        ("weight", [1.0, 0.0], "row 1: weight must be finite"),
        ("weight", [np.inf, 1.0], "row 0: weight must be finite"),
        ("weight", [1.0], "differ in length"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(field: str, values: list[float], message: str) -> None:
    good = rows(("x", "y", 1.0, 1), ("x", "y", 0.0, 1))
    changed: Any = {field: np.array(values, dtype=getattr(good, field).dtype)}
    with pytest.raises(DataError, match=message):
        replace(good, **changed)


def test_a_model_named_twice_is_an_error() -> None:
    with pytest.raises(DataError, match="named twice"):
        replace(rows(("x", "y", 1.0, 1)), models=("x", "x"))


def test_pooling_adds_votes_of_the_same_ordered_pair_and_score() -> None:
    pooled = rows(
        ("x", "y", 1.0, 2), ("y", "x", 1.0, 1), ("x", "y", 0.5, 1), ("x", "y", 1.0, 3)
    ).pooled()
    found = sorted(
        zip(pooled.a.tolist(), pooled.b.tolist(), pooled.score, pooled.weight, strict=True)
    )
    assert found == [(0, 1, 0.5, 1), (0, 1, 1.0, 5), (1, 0, 1.0, 1)]


def test_by_pair_is_the_mean_score_of_the_first_name() -> None:
    pairs = rows(
        ("x", "y", 1.0, 2), ("y", "x", 1.0, 1), ("x", "y", 0.5, 1), ("z", "y", 1.0, 3)
    ).by_pair()
    found = zip(pairs.a.tolist(), pairs.b.tolist(), pairs.score, pairs.weight, strict=True)
    assert list(found) == [(0, 1, 2.5 / 4, 4), (1, 2, 0.0, 3)]


def test_nothing_can_be_pooled() -> None:
    assert len(NOTHING.pooled().weight) == 0
    assert len(NOTHING.by_pair().weight) == 0


def test_the_gram_is_that_of_the_design_matrix() -> None:
    rng = np.random.default_rng(0)
    board = votes(rng, strengths(rng, 7), 500)
    x = np.zeros((len(board.a), 7))
    x[np.arange(len(x)), board.a], x[np.arange(len(x)), board.b] = 1, -1
    value = rng.random(len(x))
    np.testing.assert_allclose(board.gram(value), x.T @ np.diag(value) @ x, atol=1e-12)
    np.testing.assert_allclose(board.totals(value), x.T @ value, atol=1e-12)
    np.testing.assert_allclose(board.contrasts(value[:7]), x @ value[:7], atol=1e-12)


def test_a_circle_of_wins_is_one_component() -> None:
    circle = rows(("a", "b", 1.0, 1), ("b", "c", 1.0, 1), ("c", "a", 1.0, 1))
    assert circle.components() == (("a", "b", "c"),)
    circle.require_connected()


def test_a_tie_connects_both_ways() -> None:
    assert rows(("a", "b", 0.5, 1)).components() == (("a", "b"),)


def test_a_win_connects_one_way_only() -> None:
    assert rows(("a", "b", 1.0, 9)).components() == (("a",), ("b",))


def test_components_are_ordered_by_models_then_votes_then_name() -> None:
    board = rows(
        ("d", "e", 0.5, 1), ("b", "c", 0.5, 1), ("f", "g", 0.5, 2), ("h", "i", 0.5, 1),
        ("i", "j", 0.5, 1), ("a", "b", 1.0, 50),
    )  # fmt: skip
    assert board.components() == (("h", "i", "j"), ("f", "g"), ("b", "c"), ("d", "e"), ("a",))


def test_the_largest_component_keeps_the_votes_inside() -> None:
    board = rows(("b", "c", 0.5, 4), ("a", "b", 1.0, 50), ("c", "b", 1.0, 3))
    largest = board.largest_component()
    assert largest.models == ("b", "c")
    assert largest.weight.tolist() == [4, 3]
    assert [largest.models[code] for code in largest.a] == ["b", "c"]


def test_the_largest_component_of_nothing_is_nothing() -> None:
    assert NOTHING.largest_component().models == ()


def test_islands_ignore_who_won() -> None:
    board = rows(("a", "b", 1.0, 1), ("c", "d", 0.0, 1), ("d", "e", 1.0, 1))
    assert set(board.islands()) == {frozenset("ab"), frozenset("cde")}


def test_disconnected_models_are_refused_with_counts() -> None:
    board = rows(("b", "c", 0.5, 4), ("a", "b", 1.0, 50), ("d", "e", 0.5, 1))
    with pytest.raises(NotIdentifiedError, match=r"split 5 models into 3 groups.* largest has 2"):
        board.require_connected()


def test_an_undefeated_model_is_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="2 models into 2"):
        rows(("champion", "novice", 1.0, 30)).require_connected()


def test_no_votes_are_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="no votes"):
        NOTHING.require_connected()
