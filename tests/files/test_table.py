"""Tables of files: values as written, and faults named by file, row and reason."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tiltyard import files
from tiltyard.errors import DataError


def table(path: Path, content: str | bytes) -> pl.DataFrame:
    """What a file of this content holds."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return files.read_table(path)


def lined(*objects: Any) -> str:
    """Objects as lines of JSON."""
    return "".join(json.dumps(one) + "\n" for one in objects)


class Piped:
    """Standard input that holds some bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


@pytest.mark.parametrize(
    "value", ["007", "1.50", " x ", "2024-01-01", "true", "1e3", "NaN", "null"]
)
def test_a_value_of_csv_is_text_as_it_is_written(value: str, tmp_path: Path) -> None:
    assert table(tmp_path / "t.csv", f"a,b\n{value},1\n")["a"].to_list() == [value]


def test_a_missing_value_of_csv_is_null_and_a_quoted_empty_one_is_empty(tmp_path: Path) -> None:
    assert table(tmp_path / "t.csv", 'a,b\n,""\n').rows() == [(None, "")]


def test_a_value_of_csv_may_have_lines_and_quotes(tmp_path: Path) -> None:
    assert table(tmp_path / "t.csv", 'a,b\n"x\r\n""y"", z",1\n').rows() == [('x\r\n"y", z', "1")]


def test_a_mark_of_byte_order_is_no_part_of_a_name(tmp_path: Path) -> None:
    assert table(tmp_path / "t.csv", b"\xef\xbb\xbfa,b\n1,2\n").columns == ["a", "b"]


def test_a_mark_of_byte_order_is_no_part_of_json_lines(tmp_path: Path) -> None:
    assert table(tmp_path / "t.jsonl", b'\xef\xbb\xbf{"a": 1}\n').rows() == [(1,)]


def test_a_blank_line_of_csv_is_no_row(tmp_path: Path) -> None:
    assert table(tmp_path / "t.csv", "a,b\n1,2\n\n3,\n\n").rows() == [("1", "2"), ("3", None)]


def test_a_row_of_empty_values_is_a_row(tmp_path: Path) -> None:
    assert table(tmp_path / "t.csv", "a,b\n,\n1,2\n").rows() == [(None, None), ("1", "2")]


@pytest.mark.parametrize("line", ["1", "1,2,3"])
def test_a_ragged_row_of_csv_is_named(line: str, tmp_path: Path) -> None:
    many = line.count(",") + 1
    with pytest.raises(DataError, match=rf"row 4: {many} values where the heading has 2"):
        table(tmp_path / "t.csv", f'a,b\n"x\ny",2\n{line}\n3,4\n')


def test_a_quote_within_a_value_is_a_sign_like_others(tmp_path: Path) -> None:
    assert table(tmp_path / "t.csv", 'a,b\n5" disk,x\n').rows() == [('5" disk', "x")]


def test_text_after_a_closed_quote_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="row 3: ',' expected after"):
        table(tmp_path / "t.csv", 'a,b\n1,2\n"x"y,2\n')


def test_a_quote_that_never_closes_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="row 2: a quote is opened and never closed"):
        table(tmp_path / "t.csv", 'a,b\n1,"2\n3,4\n')


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="2 columns that are called 'a'"):
        table(tmp_path / "t.csv", "a,b,a\n1,2,3\n")


def test_bytes_that_are_no_utf8_are_named_by_row(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"t\.csv', row 3: byte 0xe9 is not UTF-8"):
        table(tmp_path / "t.csv", "a,b\n1,2\ncafé,3\n".encode("latin-1"))


def test_bytes_that_are_no_utf8_are_named_by_line_of_json(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"t\.jsonl', row 2: it is not UTF-8"):
        table(tmp_path / "t.jsonl", '{"a": "x"}\n{"a": "café"}\n'.encode("latin-1"))


def test_utf16_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is UTF-16 text: save it as UTF-8"):
        table(tmp_path / "t.csv", "a,b\n1,2\n".encode("utf-16"))


def test_lines_that_end_in_carriage_returns_alone_are_lines(tmp_path: Path) -> None:
    assert table(tmp_path / "t.csv", "a,b\r1,2\r3,4\r").rows() == [("1", "2"), ("3", "4")]


def test_a_heading_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert table(tmp_path / "t.csv", "a,b\n").shape == (0, 2)


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.json"])
@pytest.mark.parametrize("content", ["", "\n", "  \n\n"])
def test_an_empty_text_is_refused(name: str, content: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=rf"{name}' is empty"):
        table(tmp_path / name, content)


@pytest.mark.parametrize("name", ["t.parquet", "t.arrow"])
@pytest.mark.parametrize("content", [b"", b"PAR1 and nothing else", b"ARROW1\0\0"])
def test_a_broken_binary_file_is_named(name: str, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=rf"{name}' cannot be read as {name[2:]}"):
        table(tmp_path / name, content)


def test_a_truncated_parquet_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"a": list(range(9))}).write_parquet(path)
    with pytest.raises(DataError, match=r"t\.parquet' cannot be read as parquet"):
        table(path, path.read_bytes()[:-40])


def test_a_broken_line_of_json_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"t\.jsonl', row 3: it is not JSON"):
        table(tmp_path / "t.jsonl", '{"a": 1}\n\n{"a": 2\n')


def test_a_line_of_json_that_is_no_object_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="row 2: it is not a JSON object"):
        table(tmp_path / "t.jsonl", '{"a": 1}\n[2]\n')


def test_an_element_of_a_json_array_that_is_no_object_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"t\.json', element 2: it is not a JSON object"):
        table(tmp_path / "t.json", '[{"a": 1}, null]')


def test_json_that_is_no_array_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no array of objects"):
        table(tmp_path / "t.json", '{"a": [1]}')


def test_an_empty_array_is_a_table_without_rows(tmp_path: Path) -> None:
    assert table(tmp_path / "t.json", "[]").shape == (0, 0)


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([1, "x"], ["1", "x"]),
        ([True, 1], ["true", "1"]),
        ([{"x": 1}, "s"], ['{"x": 1}', "s"]),
        ([[1], 2], ["[1]", "2"]),
        ([[{"x": 1}], {"x": 2}], ['[{"x": 1}]', '{"x": 2}']),
    ],
    ids=str,
)
@pytest.mark.parametrize("name", ["t.jsonl", "t.json"])
def test_a_column_of_several_kinds_is_text(
    values: list[Any], texts: list[str], name: str, tmp_path: Path
) -> None:
    rows = [{"a": value, "b": 1} for value in values]
    content = lined(*rows) if name == "t.jsonl" else json.dumps(rows)
    assert table(tmp_path / name, content)["a"].to_list() == texts


def test_other_columns_keep_their_kind_beside_one_of_several(tmp_path: Path) -> None:
    content = lined({"a": True, "b": 1, "c": {"d": [0.5]}}, {"a": 1, "b": 2, "e": None})
    found = table(tmp_path / "t.jsonl", content)
    assert found.drop("a").to_dicts() == [
        {"b": 1, "c": {"d": [0.5]}, "e": None},
        {"b": 2, "c": None, "e": None},
    ]


@pytest.mark.parametrize("name", ["t.jsonl", "t.json"])
def test_messages_stay_nested(name: str, tmp_path: Path) -> None:
    messages = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "ho"}]
    rows = [{"id": 1, "talk": messages}, {"id": 2, "talk": []}]
    content = lined(*rows) if name == "t.jsonl" else json.dumps(rows)
    assert table(tmp_path / name, content).to_dicts() == rows


def test_numbers_of_two_kinds_are_numbers(tmp_path: Path) -> None:
    assert table(tmp_path / "t.json", '[{"a": 1}, {"a": 2.5}]')["a"].to_list() == [1, 2.5]


def test_a_packed_file_is_read(tmp_path: Path) -> None:
    assert table(tmp_path / "t.csv.gz", gzip.compress(b"a,b\n1,2\n")).rows() == [("1", "2")]


def test_a_file_that_is_not_packed_as_it_says_is_read_all_the_same(tmp_path: Path) -> None:
    assert table(tmp_path / "t.csv.gz", b"a,b\n1,2\n").rows() == [("1", "2")]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(b'{"a": "x"}\n'))
    assert files.read_table("-").rows() == [("x",)]


def test_the_format_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "t.log"
    path.write_text('{"a": 1}\n')
    assert files.read_table(path, format="jsonl").rows() == [(1,)]


def test_a_missing_file_is_named() -> None:
    with pytest.raises(DataError, match=r"there is no file 'nowhere\.csv'"):
        files.read_table("nowhere.csv")


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"t\.xlsx' is of no known format"):
        table(tmp_path / "t.xlsx", "")


def test_several_files_are_not_one_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a\n1\n")
    (tmp_path / "b.csv").write_text("a\n1\n")
    with pytest.raises(DataError, match="is 2 files: name one of them"):
        files.read_table(tmp_path)


def test_a_column_that_is_missing_is_told_with_the_nearest() -> None:
    with pytest.raises(DataError, match=r"'t\.csv' has no column 'prompts'; did you mean 'prompt'"):
        files.require_columns(pl.DataFrame({"prompt": ["x"]}), ["prompts"], "t.csv")


def test_columns_that_are_there_are_fine() -> None:
    files.require_columns(pl.DataFrame({"a": [1], "b": [2]}), ["b", "a"], "t.csv")
