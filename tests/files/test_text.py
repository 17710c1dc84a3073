"""Broken text files: what is broken is told by line, and the rest is read."""

from __future__ import annotations

import gzip
from pathlib import Path

import polars as pl
import pytest

from tiltyard import votes
from tiltyard.errors import DataError
from tiltyard.files import _text
from tiltyard.votes import BadRow
from votes.making import listed

HEADING = "model_a,model_b,winner\n"
GOOD = '{"model_a": "A", "model_b": "B", "winner": "tie"}\n'


def broken(path: Path, content: str | bytes) -> tuple[BadRow, ...]:
    """The bad rows of a file with this content, of which one row is good."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    reading = votes.read(path, on_error="drop")
    assert listed(reading.votes) == [("A", "B", "tie")]
    return reading.bad_rows


def test_a_row_with_too_many_values_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    assert broken(path, HEADING + "A,B,tie\nA,B,tie,extra\n") == (
        BadRow(str(path), 3, "4 values where the heading has 3"),
    )


def test_a_row_with_too_few_values_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    assert broken(path, HEADING + "A,B\nA,B,tie\n") == (BadRow(str(path), 2, "winner is missing"),)


def test_a_row_that_is_no_utf8_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    assert broken(path, HEADING.encode() + b"A,\xff,tie\nA,B,tie\n") == (
        BadRow(str(path), 2, "it is not UTF-8 text"),
    )


def test_a_packed_file_is_mended_too(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv.gz"
    content = gzip.compress((HEADING + "A,B,tie\n\nA,B,tie,extra\n").encode())
    assert broken(path, content)[0].row == 4


def test_a_file_packed_by_zstandard_is_mended_too(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv.zst"
    lines = ["model_a,model_b,winner", "A,B,tie", "A,B,tie,extra"]
    pl.LazyFrame({"": lines}).sink_csv(
        path, include_header=False, quote_style="never", compression="zstd"
    )
    assert [bad.row for bad in broken(path, path.read_bytes())] == [3]


def test_a_broken_file_is_mended_a_piece_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_text, "CHUNK", 2)
    path = tmp_path / "votes.csv"
    path.write_text(HEADING + "A,B,tie\n" * 5 + "A,B,tie,extra\n" + "A,B,tie\n" * 4)
    reading = votes.read(path, on_error="drop")
    assert (len(reading.votes), [bad.row for bad in reading.bad_rows]) == (9, [7])


def test_columns_of_several_kinds_are_text_and_nested_ones_stay(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    more = [
        '{"model_a": "A", "model_b": "B", "winner": "tie", "turn": 1, "tag": {"code": true}}',
        '{"model_a": "A", "model_b": "B", "winner": "tie", "turn": "2", "tag": {"code": false}}',
        "nothing",
    ]
    path.write_text("\n".join(more))
    reading = votes.read(path, where="turn == 2 and not tag.code", on_error="drop")
    assert (reading.rows, reading.dropped) == (2, {"it is not JSON": 1})


def test_numbers_of_two_kinds_are_numbers_in_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    rows = [GOOD.replace("}", f', "count": {count}}}') for count in (1, 2.5)]
    path.write_text("".join(rows) + "nothing\n")
    assert votes.read(path, on_error="drop").votes.votes == 3.5


def test_a_line_of_json_that_is_no_utf8_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    assert broken(path, GOOD.encode() + GOOD.replace("A", "\xe9").encode("latin-1")) == (
        BadRow(str(path), 2, "it is not UTF-8 text"),
    )


def test_elements_of_a_json_array_are_counted_from_one(tmp_path: Path) -> None:
    path = tmp_path / "votes.json"
    assert broken(path, f"[{GOOD}, {GOOD.replace('tie', '?')}]") == (
        BadRow(str(path), 2, "unknown winner '?'"),
    )


def test_json_that_holds_no_array_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "votes.json"
    path.write_text("5")
    with pytest.raises(DataError, match="holds no array of objects"):
        votes.read(path)


def test_a_line_that_is_no_json_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    assert broken(path, GOOD + '{"model_a":\n') == (BadRow(str(path), 2, "it is not JSON"),)


def test_the_first_line_can_be_the_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    assert broken(path, "{'model_a'}\n\n" + GOOD) == (BadRow(str(path), 1, "it is not JSON"),)


def test_a_line_that_is_no_object_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    assert broken(path, GOOD + '["A", "B", "tie"]\n') == (
        BadRow(str(path), 2, "it is not a JSON object"),
    )


def test_a_value_of_another_kind_is_a_bad_row_and_not_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    counted = GOOD.replace("}", ', "count": 1}')
    assert broken(path, counted + counted.replace("1}", '"many"}')) == (
        BadRow(str(path), 2, "count is missing or no number"),
    )


def test_an_element_of_a_json_array_that_is_no_object_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "votes.json"
    assert broken(path, f"[{GOOD}, 5]") == (BadRow(str(path), 2, "it is not a JSON object"),)


def test_what_is_no_json_at_all_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "votes.json"
    path.write_text(f"[{GOOD}")
    with pytest.raises(DataError, match=r"votes\.json.* is not JSON"):
        votes.read(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.touch()
    with pytest.raises(DataError, match="is empty"):
        votes.read(path)


def test_an_empty_file_of_json_lines_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    path.write_text("\n")
    with pytest.raises(DataError, match="is empty"):
        votes.read(path)


def test_a_heading_alone_is_no_votes(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(HEADING)
    reading = votes.read(path)
    assert (reading.rows, len(reading.votes), reading.votes.models) == (0, 0, ())


def test_conversations_of_any_length_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    long = "word " * 100_000
    path.write_text(f'model_a,model_b,winner,text\nA,B,tie,"{long}"\nA,B,?,"{long}"\n')
    assert votes.read(path, on_error="drop").bad_rows[0].row == 3


def test_a_broken_record_is_told_whatever_rows_are_wanted(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    path.write_text(GOOD + "nothing\n")
    with pytest.raises(DataError, match="row 2: it is not JSON"):
        votes.read(path, where='winner == "tie"')
