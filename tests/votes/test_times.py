"""Times: in every way that they are written, and which votes they keep."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tiltyard import votes
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.votes import Columns
from tiltyard.votes._times import moment, seconds
from votes.making import VOTES, written

NOON = 1723636800.0  # 2024-08-14, 12:00 UTC
NOW = datetime(2024, 8, 20, tzinfo=UTC)
DAYS = {**VOTES, "tstamp": [NOON + 86400 * day for day in range(6)]}


def read_as(value: Any) -> float:
    """The time that a column with this value holds."""
    frame = pl.DataFrame({"at": [value]})
    read = frame.select(seconds("at", frame.schema["at"])).item()
    return float("nan") if read is None else float(read)


@pytest.mark.parametrize("value", [20240814, 20240814.0, "20240814"])
def test_eight_digits_are_a_day_and_no_second_of_1970(value: object) -> None:
    assert read_as(value) == NOON - 12 * 3600


def test_a_second_of_this_century_is_no_day() -> None:
    assert read_as(1_000_000_000) == 1_000_000_000


@pytest.mark.parametrize(
    "value",
    [
        NOON,
        int(NOON),
        int(NOON) * 10**3,
        int(NOON) * 10**6,
        int(NOON) * 10**9,
        str(NOON),
        str(int(NOON) * 1000),
        "2024-08-14T12:00:00Z",
        "2024-08-14T12:00:00+00:00",
        "2024-08-14T14:00:00+02:00",
        "2024-08-14T14:00:00+0200",
        "2024-08-14T14:00+02:00",
        "2024-08-14T12:00:00",
        "2024-08-14T12:00",
        "2024-08-14 12:00:00",
        "2024-08-14 12:00:00 UTC",
        "2024-08-14 12:00:00.000000",
        "2024-08-14T12:00:00.000Z",
        datetime(2024, 8, 14, 12),
        datetime(2024, 8, 14, 12, tzinfo=UTC),
        datetime(2024, 8, 14, 14, tzinfo=timezone(timedelta(hours=2))),
    ],
    ids=str,
)
def test_a_time_is_read_however_it_is_written(value: Any) -> None:
    assert read_as(value) == NOON


def test_parts_of_a_second_are_kept() -> None:
    assert read_as("2024-08-14T12:00:00.25Z") == NOON + 0.25


@pytest.mark.parametrize("value", ["2024-08-14", date(2024, 8, 14)])
def test_a_date_is_its_first_moment(value: Any) -> None:
    assert read_as(value) == NOON - 43200


@pytest.mark.parametrize("value", ["yesterday", "14.08.2024", "", float("nan"), float("inf"), None])
def test_what_is_no_time_is_missing(value: Any) -> None:
    assert np.isnan(read_as(value))


def test_a_column_of_lists_holds_no_times() -> None:
    with pytest.raises(DataError, match="not times"):
        votes.read({**VOTES, "at": [[1]] * 6}, columns=Columns(voted_at="at"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-08-14", NOON - 43200),
        ("2024-08-14T12:00", NOON),
        ("2024-08-14T14:00+02:00", NOON),
        ("2024-08-14 12:00:00", NOON),
        ("6d", NOON - 43200),
        ("36h", NOW.timestamp() - 36 * 3600),
        ("2w", NOW.timestamp() - 14 * 86400),
    ],
)
def test_a_moment_is_a_time_or_how_long_ago(text: str, expected: float) -> None:
    assert moment(text, now=NOW) == expected


@pytest.mark.parametrize("text", ["soon", "30", "d", "30 days", "2024-13-01", "-3d"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="is no time"):
        moment(text, now=NOW)


def test_since_takes_in_its_own_moment() -> None:
    assert votes.read(DAYS, since="2024-08-16T12:00").rows == 4


def test_until_leaves_out_its_own_moment() -> None:
    assert votes.read(DAYS, until="2024-08-16T12:00").rows == 2


def test_since_can_look_back() -> None:
    assert votes.read(DAYS, since="2d", now=NOW).rows == 2


def test_since_looks_back_from_the_present() -> None:
    assert votes.read(DAYS, since="1d").rows == 0


def test_votes_keep_their_times() -> None:
    read = votes.read(DAYS).votes
    assert read.voted_at.tolist() == DAYS["tstamp"]  # type: ignore[union-attr]  # single votes


def test_a_row_without_a_time_is_bad_where_times_choose() -> None:
    table = {**DAYS, "tstamp": [NOON, None, *DAYS["tstamp"][2:]]}
    with pytest.raises(DataError, match="row 2: the time is missing or unreadable"):
        votes.read(table, since="2024-08-15")


def test_to_choose_by_time_there_must_be_one() -> None:
    with pytest.raises(DataError, match=r"say which column holds it \(voted_at, --voted-at\)"):
        votes.read(VOTES, since="2024-08-15")


@pytest.mark.parametrize("name", ["votes.csv", "votes.jsonl", "votes.parquet"])
def test_times_are_the_same_in_every_format(name: str, tmp_path: Path) -> None:
    at = [datetime(2024, 8, 14 + day, 12, 30, 15, 250_000, tzinfo=UTC) for day in range(6)]
    read = votes.read(written({**VOTES, "timestamp": at}, tmp_path / name)).votes
    assert read.voted_at.tolist() == [one.timestamp() for one in at]  # type: ignore[union-attr]


def test_eight_digits_of_text_are_a_day() -> None:
    assert read_as("20240814") == NOON - 43200
