"""Votes become narrow columns, and what makes no sense is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from leaderboard.drawn import drawn
from tiltyard.errors import DataError
from tiltyard.leaderboard._encoded import FACTS, TAKEN, Vocabulary, encoded


def changed(**columns: Any) -> pl.DataFrame:
    """Three good votes with some columns changed or added."""
    return drawn(3).select(list(FACTS)).with_columns(pl.Series(k, v) for k, v in columns.items())


def test_names_become_codes_in_the_order_in_which_they_come() -> None:
    known = Vocabulary(models=["oak"])
    frame = changed(model_a=["elm", "oak", "elm"], model_b=["oak", "ash", "ash"])
    rows = encoded(frame, known)
    assert known.models == ["oak", "elm", "ash"]
    assert (rows["a"].to_list(), rows["b"].to_list()) == ([1, 0, 1], [0, 2, 2])


@pytest.mark.parametrize(
    ("values", "codes", "meaning"),
    [
        ([True, None, False], [1, -1, 0], ["false", "true"]),
        (["fr", "en", None], [0, 1, -1], ["fr", "en"]),
        ([7, 3, 7], [0, 1, 0], ["7", "3"]),
        ([None, None, None], [-1, -1, -1], []),
    ],
)
def test_a_label_becomes_codes(values: list[Any], codes: list[int], meaning: list[str]) -> None:
    known = Vocabulary()
    rows = encoded(changed(label=values), known)
    assert rows["label"].to_list() == codes
    assert rows["label"].dtype == pl.Int16
    assert known.labels == {"label": meaning}


def test_a_measure_keeps_single_precision_and_nan_is_unknown() -> None:
    known = Vocabulary()
    rows = encoded(changed(tokens_a=[1.5, None, 3.0]), known)
    np.testing.assert_array_equal(rows["tokens_a"].to_numpy(), np.array([1.5, np.nan, 3], "f4"))
    assert known.numbers == ["tokens_a"]


def test_a_time_becomes_seconds_and_an_unknown_one_none() -> None:
    times = drawn(3)["voted_at"].to_list()
    at = encoded(changed(voted_at=[times[0], None, times[2]]), Vocabulary())["voted_at"]
    assert at[0] == times[0].timestamp()
    assert np.isnan(at[1])


def test_a_voter_is_a_number_that_is_the_same_in_every_table() -> None:
    first = encoded(changed(voter=["ada", None, "bea"]), Vocabulary())["voter"]
    second = encoded(changed(voter=["bea", "ada", "ada"]), Vocabulary())["voter"]
    assert (first[0], first[2]) == (second[1], second[0])
    assert first[1] == -1


@pytest.mark.parametrize("name", list(FACTS))
def test_a_missing_column_is_named(name: str) -> None:
    with pytest.raises(DataError, match=rf"need a column '{name}'"):
        encoded(drawn(3).drop(name), Vocabulary())


@pytest.mark.parametrize(
    "columns",
    [
        {"winner": ["model_a", "draw", "tie"]},
        {"winner": ["model_a", None, "tie"]},
        {"model_a": ["oak", "elm", "oak"], "model_b": ["elm", "elm", "elm"]},
        {"model_a": ["oak", None, "oak"], "model_b": ["elm", "elm", "elm"]},
    ],
)
def test_a_vote_that_makes_no_sense_is_named(columns: dict[str, Any]) -> None:
    with pytest.raises(DataError, match=r"'vote 1'.*model_a, model_b, tie, both_bad"):
        encoded(changed(**columns), Vocabulary())


@pytest.mark.parametrize("name", sorted(TAKEN - set(FACTS)))
def test_a_label_cannot_have_the_name_of_another_column(name: str) -> None:
    with pytest.raises(DataError, match=rf"column '{name}'.*rename"):
        encoded(changed(**{name: [True, False, True]}), Vocabulary())


def test_a_label_cannot_have_the_name_of_a_measure() -> None:
    with pytest.raises(DataError, match=r"column 'tokens_a'"):
        encoded(changed(tokens_a=["few", "few", "many"]), Vocabulary(numbers=["tokens_a"]))


def test_a_column_of_lists_is_no_label() -> None:
    with pytest.raises(DataError, match=r"'tags' of votes holds List"):
        encoded(changed(tags=[["a"], ["b"], []]), Vocabulary())


def test_more_models_than_codes_are_refused() -> None:
    known = Vocabulary(models=[str(number) for number in range(32_767)])
    with pytest.raises(DataError, match=r"32,767 models"):
        encoded(drawn(3), known)
