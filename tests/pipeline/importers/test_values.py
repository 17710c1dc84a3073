"""Single values of records."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import polars as pl
import pytest

from tiltyard import votes
from tiltyard.pipeline.importers import RefusedRow
from tiltyard.pipeline.importers._values import (
    extra,
    flag,
    from_json,
    moment,
    name,
    number,
    one_hot,
    storable,
    winner,
)
from tiltyard.ratings import Comparisons

TEN = datetime(2024, 8, 14, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        TEN,
        TEN.replace(tzinfo=None),
        TEN.astimezone(timezone(timedelta(hours=2))),
        "2024-08-14T10:00:00Z",
        "2024-08-14T12:00:00+02:00",
        "2024-08-14 10:00:00",
        "2024-08-14 10:00:00.000 UTC",
        "2024-08-14T10:00",
        1723629600,
        1723629600.0,
        "1723629600",
        1723629600_000,
        1723629600_000_000,
        1723629600_000_000_000,
    ],
)
def test_a_time_is_read_however_it_is_written(value: Any) -> None:
    assert moment(value) == TEN


@pytest.mark.parametrize("value", ["2024-08-14", "20240814", 20240814, date(2024, 8, 14)])
def test_a_day_is_its_first_moment(value: Any) -> None:
    assert moment(value) == datetime(2024, 8, 14, tzinfo=UTC)


@pytest.mark.parametrize("value", [None, "", "  "])
def test_no_time_is_none(value: Any) -> None:
    assert moment(value) is None


@pytest.mark.parametrize("value", ["yesterday", "2024-13-01", math.nan, math.inf, [1], "nan"])
def test_what_is_no_time_is_refused(value: Any) -> None:
    with pytest.raises(RefusedRow, match="is no time") as refused:
        moment(value)
    assert refused.value.reason == "bad time"


@pytest.mark.parametrize(
    "text", ["2024-08-14T12:00:00+02:00", "2024-08-14 10:00", "20240814", "1723629600.5"]
)
def test_times_are_those_that_votes_reads(text: str) -> None:
    table = {"model_a": ["a"], "model_b": ["b"], "winner": ["tie"], "tstamp": [text]}
    read = votes.read(pl.DataFrame(table), keep=["voted_at"]).votes
    at = moment(text)
    assert at is not None
    assert isinstance(read, Comparisons)
    assert read.voted_at is not None
    assert read.voted_at[0] == at.timestamp()


@pytest.mark.parametrize(
    ("value", "meaning"),
    [(True, True), ("True", True), (1, True), ("1.0", True), ("f", False), (0, False), ("", None)],
)
def test_yes_and_no_are_read_however_they_are_written(value: Any, meaning: bool | None) -> None:
    assert flag(value) is meaning


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(RefusedRow, match="'maybe' is neither"):
        flag("maybe")


@pytest.mark.parametrize(
    ("value", "read"), [(3, 3), ("4", 4), (2.0, 2), (None, None), (True, None), (1 << 70, None)]
)
def test_a_count_is_a_whole_number_or_nothing(value: Any, read: int | None) -> None:
    assert number(value) == read


@pytest.mark.parametrize("value", [None, "", " ", math.nan])
def test_a_name_that_says_nothing_is_none(value: Any) -> None:
    assert name(value) is None


def test_a_name_is_as_it_is_written() -> None:
    assert name(" Lark 7B ") == " Lark 7B "


@pytest.mark.parametrize(
    ("text", "kept"), [("\ud83d\ude00", "\U0001f600"), ("a\ud83d", "a\ufffd"), ("é", "é")]
)
def test_halves_of_a_sign_are_joined_or_replaced(text: str, kept: str) -> None:
    assert storable(text) == kept


def test_a_long_unknown_winner_is_cut_in_the_message() -> None:
    with pytest.raises(RefusedRow) as refused:
        winner("x" * 500, {})
    assert len(str(refused.value)) < 80


@pytest.mark.parametrize(
    ("record", "reason"), [({}, "missing winner"), ({"a": 1, "b": "1"}, "unknown winner")]
)
def test_of_several_columns_one_says_who_won(record: dict[str, Any], reason: str) -> None:
    with pytest.raises(RefusedRow) as refused:
        one_hot(record, {"a": "model_a", "b": "model_b"})
    assert refused.value.reason == reason


def test_what_says_nothing_is_not_kept() -> None:
    record: dict[str, Any] = {"a": None, "b": "", "c": [], "d": {}, "e": False, "f": 0}
    assert extra(record, [*record, "g"]) == {"e": False, "f": 0}


def test_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(RefusedRow, match="unreadable tags"):
        from_json("{", "unreadable tags")
