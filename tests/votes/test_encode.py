"""Encoding: what a column becomes, in how many bytes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard import votes
from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import BOTH_BAD, GRADED
from votes.making import VOTES, listed, rows

NAMES = st.text(min_size=1, max_size=8)


def read(table: object) -> Comparisons:
    """The single votes of a table."""
    single = votes.read(table).votes
    assert isinstance(single, Comparisons)
    return single


@pytest.mark.parametrize("spelling", ["tie (bothbad)", "both_bad", "bothbad"])
def test_both_bad_is_an_outcome_of_its_own(spelling: str) -> None:
    table = {"model_a": ["A"], "model_b": ["B"], "winner": [spelling]}
    assert read(table).outcome.tolist() == [BOTH_BAD]


def test_models_take_two_bytes_and_outcomes_one() -> None:
    single = read(VOTES)
    assert (single.a.dtype, single.b.dtype, single.outcome.dtype) == (
        np.dtype("int16"),
        np.dtype("int16"),
        np.dtype("uint8"),
    )


def test_many_models_take_four_bytes() -> None:
    names = [f"m{index}" for index in range(40_000)]
    single = read({"model_a": names, "model_b": ["other"] * 40_000, "winner": ["tie"] * 40_000})
    assert single.a.dtype == np.int32
    assert [single.models[code] for code in single.a] == names


def test_a_score_is_a_grade() -> None:
    single = read({"model_a": ["A", "B"], "model_b": ["B", "A"], "score": [0.0, 1.0]})
    assert single.outcome.tolist() == [GRADED, GRADED]
    assert single.worth().tolist() == [0, 1]


@given(st.lists(st.tuples(NAMES, NAMES, st.sampled_from(["tie", "model_a", "both_bad"]))))
def test_any_names_come_back(battles: list[tuple[str, str, str]]) -> None:
    good = [battle for battle in battles if battle[0] != battle[1]]
    table = dict(zip(VOTES, zip(*good, strict=True), strict=True)) if good else None
    if table is not None:
        assert listed(read({name: [*column] for name, column in table.items()})) == rows(table)


def test_models_that_pandas_made_into_floats_are_whole_numbers() -> None:
    table = {"model_a": [1.0, 2.5], "model_b": [2.0, 1.0], "winner": ["tie", "tie"]}
    assert read(table).models == ("1", "2", "2.5")


@pytest.mark.parametrize("name", [float("nan"), None])
def test_no_number_names_no_model(name: float | None) -> None:
    table = {"model_a": [name, 1.0], "model_b": [2.0, 2.0], "winner": ["tie", "tie"]}
    assert votes.read(table, on_error="drop").dropped == {"model_a is missing": 1}


def test_a_blank_names_no_model() -> None:
    table = {"model_a": ["  ", "A"], "model_b": ["B", "B"], "winner": ["tie", "tie"]}
    assert votes.read(table, on_error="drop").dropped == {"model_a is missing": 1}
