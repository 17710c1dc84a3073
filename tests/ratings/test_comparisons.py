from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest

from ratings.boards import rows
from tiltyard.errors import DataError
from tiltyard.ratings import Comparisons, Features
from tiltyard.records import Tally, Winner


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
    assert comparisons.worth().tolist() == [score]
    assert comparisons.votes == 7


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
        ("a", [0, 5], "row 1: a is 5; it must be 0 to 1"),
        ("a", [-1, 0], "row 0: a is -1"),
        ("b", [0, 1], "row 0: a and b are both 'x'"),
        ("outcome", [0, 5], "row 1: outcome is 5; it must be 0 to 4"),
        ("score", [0.0, 1.5], "row 1: score is 1.5; it must be in"),
        ("score", [np.nan, 1.0], "row 0: score is nan"),
        ("count", [1.0, 0.0], "row 1: count is 0.0; it must be finite and above 0"),
        ("weight", [1.0, 0.0], "row 1: weight is 0.0; it must be finite and above 0"),
        ("weight", [np.inf, 1.0], "row 0: weight is inf"),
        ("weight", [np.nan, 1.0], "row 0: weight is nan"),
        ("weight", [1.0, 1e-200], "row 1: weight is 1e-200; .* from 1e-90 to 1e\\+90"),
        ("weight", [1e200, 1.0], "row 0: weight is 1e\\+200"),
        ("count", [1e200, 1.0], "row 0: count is 1e\\+200"),
        ("weight", [1.0], "differ in length"),
        ("clusters", {"voter": np.array([0, -1])}, "row 1: the voter code is -1"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(field: str, values: object, message: str) -> None:
    good = rows(("x", "y", 0.9, 1), ("x", "y", 0.1, 1))
    changed: Any = {field: values if isinstance(values, dict) else np.array(values)}
    with pytest.raises(DataError, match=message):
        replace(good, **changed)


def test_grades_need_a_score() -> None:
    with pytest.raises(DataError, match="row 1: graded, but there is no score"):
        replace(rows(("x", "y", 1.0, 1), ("x", "y", 0.3, 1)), score=None)


def test_the_score_of_a_row_that_is_not_graded_is_not_looked_at() -> None:
    plain = replace(rows(("x", "y", 1.0, 1)), score=np.array([np.nan]))
    assert plain.worth().tolist() == [1.0]


def test_features_must_be_finite() -> None:
    with pytest.raises(DataError, match="row 1: style feature 'length' is nan"):
        Features(("length",), np.array([[0.0], [np.nan]], dtype=np.float32))


def test_features_have_a_column_for_each_name() -> None:
    with pytest.raises(DataError, match=r"need values of shape \(n, 2\), not \(3, 1\)"):
        Features(("length", "bold"), np.zeros((3, 1), dtype=np.float32))


def test_a_feature_named_twice_is_an_error() -> None:
    with pytest.raises(DataError, match="named twice"):
        Features(("length", "length"), np.zeros((3, 2), dtype=np.float32))


def test_swapping_twice_is_where_we_began() -> None:
    board = replace(
        rows(("x", "y", 1.0, 2), ("x", "y", 0.3, 1), ("y", "z", 0.5, 4)),
        features=Features(("length",), np.array([[1.0], [2.0], [-3.0]], dtype=np.float32)),
    )
    there = board.swapped()
    assert there.worth().tolist() == pytest.approx([0.0, 0.7, 0.5])
    assert there.features is not None
    assert there.features.values.tolist() == [[-1.0], [-2.0], [3.0]]
    assert there.swapped().worth().tolist() == pytest.approx(board.worth().tolist())


def test_among_keeps_the_votes_inside_with_all_that_is_known_of_them() -> None:
    board = replace(
        rows(("a", "b", 1.0, 5), ("c", "b", 0.0, 2)),
        clusters={"voter": np.array([7, 8])},
        voted_at=np.array([1.0, 2.0]),
    )
    kept = board.among(["b", "c"])
    assert kept.models == ("b", "c")
    assert (kept.a.tolist(), kept.b.tolist()) == ([1], [0])
    assert kept.clusters["voter"].tolist() == [8]
    assert kept.voted_at is not None
    assert kept.voted_at.tolist() == [2.0]


def test_a_model_named_twice_is_an_error() -> None:
    with pytest.raises(DataError, match="named twice"):
        replace(rows(("x", "y", 1.0, 1)), models=("x", "x"))
