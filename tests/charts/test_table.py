"""The table under a chart has values in full and as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tiltyard.charts import Column, Table
from tiltyard.errors import DataError

COLUMNS = (
    Column("name", "Model"),
    Column("rating", "Rating", "points"),
    Column("at", "When", "date"),
)


def test_a_cell_is_shown_in_full_and_in_words() -> None:
    table = Table(COLUMNS, (("lark", 1041.625, date(2026, 11, 3)),))
    (row,) = table.shown()
    assert [(full, said) for _, full, said in row] == [
        ("lark", "lark"),
        ("1041.625", "1,042"),
        ("2026-11-03", "3 Nov 2026"),
    ]


def test_a_time_keeps_its_zone() -> None:
    at = datetime(2026, 11, 3, 12, tzinfo=UTC)
    (row,) = Table(COLUMNS, (("lark", None, at),)).shown()
    assert row[2][1:] == ("2026-11-03T12:00:00+00:00", "3 Nov 2026")


def test_what_is_not_known_is_empty_in_a_file() -> None:
    (row,) = Table(COLUMNS, (("lark", None, None),)).shown()
    assert [full for _, full, _ in row] == ["lark", "", ""]
    assert [said for _, _, said in row] == ["lark", "–", "–"]


def test_an_open_end_is_empty_in_a_file_and_said_on_the_page() -> None:
    (row,) = Table(COLUMNS, (("lark", float("inf"), None),)).shown()
    assert row[1][1:] == ("", "∞")


def test_a_row_without_all_its_cells_is_refused() -> None:
    with pytest.raises(DataError, match="2 cells for 3 columns"):
        Table(COLUMNS, (("lark", 1.0),))


@pytest.mark.parametrize(
    ("column", "is_number"), list(zip(COLUMNS, (False, True, False), strict=True)), ids=str
)
def test_a_column_says_whether_it_holds_numbers(column: Column, is_number: bool) -> None:
    assert column.is_number is is_number
