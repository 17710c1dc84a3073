"""Names in a release: made of what is released, and the same for the same rows."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.pipeline._pseudonyms import names

ROWS = pl.DataFrame(
    {
        "id": ["third", "first", "again", "second"],
        "content": ["cc", "aa", "aa", "bb"],
        "voter": ["ada", "ada", "bob", None],
        "battle": ["x", "y", "y", None],
    }
)


def test_rows_are_called_by_what_they_say() -> None:
    assert sorted(names(ROWS)["question_id"]) == ["aa", "aa-2", "bb", "cc"]


def test_rows_are_in_the_order_of_their_names() -> None:
    assert names(ROWS)["question_id"].to_list() == ["aa", "aa-2", "bb", "cc"]


def test_voters_are_numbered_and_unknown_ones_have_no_name() -> None:
    judges = dict(names(ROWS).select("id", "judge").iter_rows())
    assert judges["second"] is None
    assert judges["third"] == judges["first"]
    assert {judges["first"], judges["again"]} == {"voter_1", "voter_2"}


def test_a_model_that_judges_keeps_its_name() -> None:
    frame = ROWS.with_columns(voter=pl.lit("judge:oak"))
    assert set(names(frame)["judge"]) == {"judge:oak"}


def test_votes_on_one_battle_share_its_name() -> None:
    battles = dict(names(ROWS).select("id", "battle").iter_rows())
    assert battles["first"] == battles["again"] == "aa"
    assert battles["second"] == "bb"


def test_no_id_is_in_any_name() -> None:
    said = " ".join(str(value) for value in names(ROWS).drop("id").rows())
    assert not any(word in said for word in ("ada", "bob", "first", "second", "third"))


@given(st.permutations(range(4)))
def test_the_order_of_rows_decides_nothing(order: list[int]) -> None:
    assert names(ROWS[order]).equals(names(ROWS))


def test_what_voters_were_called_decides_nothing() -> None:
    other = ROWS.with_columns(pl.col("voter").replace({"ada": "zoe", "bob": "abe"}))
    assert names(other).equals(names(ROWS))
