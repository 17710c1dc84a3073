"""Small cells: every published combination is shared by enough voters, or says nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.datatypes import DataType, DataTypeClass

from tiltyard.pipeline._cells import Coarsened, coarsen, who

CELLS = ("language", "day", "field")
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_COLUMNS: dict[str, DataType | DataTypeClass] = {
    "who": pl.String,
    "created_at": pl.Datetime("us", "UTC"),
    "language": pl.String,
    "field": pl.String,
}
SCHEMA = pl.Schema(_COLUMNS)


def votes(*rows: tuple[str, float | None, str | None, str | None]) -> pl.DataFrame:
    """Rows of who voted, hours after the beginning, language and field."""
    made = [
        {
            "who": name,
            "created_at": None if hours is None else BEGIN + timedelta(hours=hours),
            "language": language,
            "field": field,
        }
        for name, hours, language, field in rows
    ]
    return pl.DataFrame(made, schema=SCHEMA)


def voters_of_cells(found: Coarsened) -> pl.DataFrame:
    """How many voters share each published combination that says something."""
    names = ["language", "created_at", "time_precision", "field"]
    said = pl.any_horizontal(pl.col(name).is_not_null() for name in names)
    return found.frame.filter(said).group_by(names).agg(pl.col("who").n_unique().alias("voters"))


def one(found: Coarsened, place: int = 0) -> dict[str, Any]:
    return found.frame.row(place, named=True)


rows = st.lists(
    st.tuples(
        st.sampled_from([f"v{number}" for number in range(6)]),
        st.none() | st.floats(0, 2000, allow_nan=False),
        st.sampled_from(["en", "fr", "sw", "other", None]),
        st.sampled_from(["law", "art", None]),
    ),
    max_size=60,
)


@settings(max_examples=60)
@given(rows=rows, smallest=st.integers(1, 7))
def test_every_published_combination_has_enough_voters(rows: list[Any], smallest: int) -> None:
    found = coarsen(votes(*rows), CELLS, smallest)
    assert voters_of_cells(found).filter(pl.col("voters") < smallest).is_empty()


@settings(max_examples=60)
@given(rows=rows, smallest=st.integers(1, 7))
def test_no_row_says_more_than_before(rows: list[Any], smallest: int) -> None:
    before = votes(*rows)
    after = coarsen(before, CELLS, smallest).frame
    for name in ("language", "field"):
        same = after[name].eq_missing(before[name])
        assert (same | after[name].is_null() | (after[name] == "other")).all()
    assert (after["created_at"].is_null() | (after["created_at"] <= before["created_at"])).all()


@settings(max_examples=40)
@given(rows=rows)
def test_the_order_of_rows_decides_nothing(rows: list[Any]) -> None:
    forth = coarsen(votes(*rows), CELLS, 3).frame.with_row_index("place")
    back = coarsen(votes(*rows).reverse(), CELLS, 3).frame.reverse().with_row_index("place")
    assert forth.equals(back)


def test_a_large_cell_stays_as_it_is_by_the_hour() -> None:
    found = coarsen(votes(("a", 9.2, "sw", "law"), ("b", 9.8, "sw", "law")), CELLS, 2)
    assert one(found) == {
        "who": "a",
        "created_at": BEGIN + timedelta(hours=9),
        "language": "sw",
        "field": "law",
        "time_precision": "hour",
    }
    assert found.counts == {}


@pytest.mark.parametrize(
    ("hours", "precision", "shown"),
    [
        (9.5, "hour", BEGIN + timedelta(hours=9)),
        (15.5, "day", BEGIN),
        (24 * 9.0, "month", BEGIN),
        (24 * 45.0, None, None),
    ],
)
def test_a_time_is_as_precise_as_enough_voters_share(
    hours: float, precision: str | None, shown: datetime | None
) -> None:
    found = coarsen(votes(("a", 9.1, "en", None), ("b", hours, "en", None)), ("language", "day"), 2)
    assert one(found, 1)["time_precision"] == precision
    assert one(found, 1)["created_at"] == shown


def test_one_person_s_many_votes_are_one_voter() -> None:
    found = coarsen(votes(*[("a", 1.0, "en", "law")] * 9), CELLS, 2)
    assert set(found.frame.select("language", "field", "created_at").row(0)) == {None}


def test_a_rare_value_becomes_other_where_others_are_rare_too() -> None:
    found = coarsen(votes(("a", None, "sw", None), ("b", None, "yo", None)), ("language",), 2)
    assert found.frame["language"].to_list() == ["other", "other"]
    assert found.counts == {"language to 'other'": 2}


def test_without_the_time_among_the_cells_hours_stay() -> None:
    found = coarsen(votes(("a", 5.5, "en", None)), ("language",), 2)
    assert one(found)["time_precision"] == "hour"
    assert one(found)["language"] is None


def test_without_cells_nothing_but_the_minutes_goes() -> None:
    found = coarsen(votes(("a", 5.5, "en", "law")), (), 9)
    assert one(found)["created_at"] == BEGIN + timedelta(hours=5)
    assert one(found)["field"] == "law"


def test_yes_and_no_are_left_out_at_once() -> None:
    frame = votes(("a", None, "en", None)).with_columns(is_rare=True)
    assert coarsen(frame, ("is_rare",), 2).frame["is_rare"].to_list() == [None]


def test_votes_without_a_voter_count_for_their_battle() -> None:
    frame = pl.DataFrame(
        {
            "id": ["1", "2", "3", "4", "5"],
            "battle": ["x", "x", "y", None, "z"],
            "voter": [None, None, None, None, "judge:oak"],
        }
    )
    assert who(frame).n_unique() == 4


def test_a_voter_is_counted_once_over_all_battles() -> None:
    frame = pl.DataFrame({"id": ["1", "2"], "battle": ["x", "y"], "voter": ["v", "v"]})
    assert who(frame).n_unique() == 1
