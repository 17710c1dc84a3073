"""Tables written and read again: what a format can hold comes back as it was."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from polars.testing import assert_frame_equal

from tiltyard import files
from tiltyard.errors import DataError, WriteError

TEXTS = ("t.csv", "t.tsv")
LINES = ("t.jsonl", "t.json")
BINARY = ("t.parquet", "t.arrow")
# The same writers again, under another name or packed: what can differ is the name and the packing.
PACKED_TEXTS = ("t.csv.gz", "t.csv.zst")
PACKED_LINES = ("t.ndjson", "t.jsonl.gz", "t.jsonl.zst", "t.json.gz", "t.feather")
FEW = settings(max_examples=15)

text = some.text(some.characters(exclude_categories=["Cs"]), max_size=20)
messages = some.lists(some.fixed_dictionaries({"role": text, "content": text}), max_size=3)


def again(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The table after it was written and read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        files.write_table(frame, path)
        return files.read_table(path)


TABLES = given(rows=some.lists(some.tuples(text, some.none() | text, text), min_size=1, max_size=5))
TALKS = given(talks=some.lists(messages, min_size=1, max_size=4))


def check_texts(name: str, rows: list[tuple[Any, ...]]) -> None:
    """A table of texts is the same again."""
    frame = pl.DataFrame(rows, schema=dict.fromkeys("abc", pl.String), orient="row")
    assert_frame_equal(again(frame, name), frame, check_dtypes=frame["b"].count() > 0)


def check_messages(name: str, talks: list[Any]) -> None:
    """A table of conversations is the same again."""
    kind = pl.List(pl.Struct({"role": pl.String, "content": pl.String}))
    frame = pl.DataFrame({"talk": pl.Series(talks, dtype=kind)})
    assert again(frame, name).to_dicts() == frame.to_dicts()


@pytest.mark.parametrize("name", [*TEXTS, *LINES, *BINARY])
@TABLES
def test_texts_come_back_from_every_format(name: str, rows: list[tuple[Any, ...]]) -> None:
    check_texts(name, rows)


@pytest.mark.parametrize("name", [*PACKED_TEXTS, *PACKED_LINES])
@FEW
@TABLES
def test_texts_come_back_from_every_packing(name: str, rows: list[tuple[Any, ...]]) -> None:
    check_texts(name, rows)


@pytest.mark.parametrize("name", [*LINES, *BINARY])
@TALKS
def test_messages_come_back_where_nesting_is_known(name: str, talks: list[Any]) -> None:
    check_messages(name, talks)


@pytest.mark.parametrize("name", PACKED_LINES)
@FEW
@TALKS
def test_messages_come_back_from_every_packing(name: str, talks: list[Any]) -> None:
    check_messages(name, talks)


def test_nested_values_are_json_text_in_csv(tmp_path: Path) -> None:
    talk = [[{"role": "user", "content": 'say "hi"'}], None, []]
    files.write_table(pl.DataFrame({"talk": talk, "n": [1, 2, 3]}), tmp_path / "t.csv")
    found = files.read_table(tmp_path / "t.csv")["talk"].to_list()
    assert [None if one is None else json.loads(one) for one in found] == talk


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": ["x"], "b": [[1, 2]]})
    files.write_table(frame, tmp_path / "one.json.gz")
    files.write_table(frame, tmp_path / "two.json.gz")
    assert (tmp_path / "one.json.gz").read_bytes() == (tmp_path / "two.json.gz").read_bytes()


def test_objects_without_fields_are_text_in_parquet(tmp_path: Path) -> None:
    files.write_table(pl.DataFrame({"a": [{}, {}]}), tmp_path / "t.parquet")
    assert files.read_table(tmp_path / "t.parquet")["a"].to_list() == ["{}", "{}"]


def test_a_length_of_time_is_text_in_csv(tmp_path: Path) -> None:
    files.write_table(pl.DataFrame({"a": [timedelta(days=1)]}), tmp_path / "t.csv")
    assert files.read_table(tmp_path / "t.csv")["a"].to_list() == ["P1D"]


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.json"])
@pytest.mark.parametrize("values", [[b"x"], [[b"x"]], [{"picture": b"x"}]], ids=str)
def test_bytes_are_refused_where_they_are_not_known(
    name: str, values: list[Any], tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="column 'a' holds bytes"):
        files.write_table(pl.DataFrame({"a": values}), tmp_path / name)


def test_bytes_come_back_from_parquet() -> None:
    assert again(pl.DataFrame({"a": [b"x"]}), "t.parquet")["a"].to_list() == [b"x"]


@pytest.mark.parametrize("name", ["t.xlsx", "t", "t.parquet.gz", "t.json.zst"])
def test_an_unknown_suffix_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="json"):
        files.write_table(pl.DataFrame({"a": [1]}), tmp_path / name)


def test_the_format_can_be_said(tmp_path: Path) -> None:
    files.write_table(pl.DataFrame({"a": [1]}), tmp_path / "t.log", format="jsonl")
    assert (tmp_path / "t.log").read_text() == '{"a":1}\n'


def test_a_table_without_rows_is_an_empty_array(tmp_path: Path) -> None:
    files.write_table(pl.DataFrame({"a": []}), tmp_path / "t.json")
    assert json.loads((tmp_path / "t.json").read_text()) == []


def test_what_was_there_stays_if_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    with pytest.raises(WriteError, match="nothing was changed"):
        files.write_table(pl.DataFrame({"a": [1]}), tmp_path / "file" / "t.csv")
    assert (tmp_path / "file").read_text() == "here"
