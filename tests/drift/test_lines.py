"""Files of lines, cut off anywhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tiltyard.drift._lines import append, rows
from tiltyard.errors import DataError, WriteError


def test_what_was_appended_is_read(tmp_path: Path) -> None:
    for number in range(3):
        append(tmp_path / "a" / "b.jsonl", {"n": number, "text": "two\nlines \ud83d"})
    found = list(rows(tmp_path / "a" / "b.jsonl"))
    assert [(at, row["n"]) for at, row in found] == [(1, 0), (2, 1), (3, 2)]
    assert found[0][1]["text"] == "two\nlines \ud83d"


@pytest.mark.parametrize("kept", range(1, 11))
def test_a_line_that_was_cut_off_is_as_if_it_never_was(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "b.jsonl"
    append(path, {"n": 1})
    path.write_bytes(path.read_bytes() + b'{"n": 222}'[:kept])
    append(path, {"n": 3})
    assert [row["n"] for _, row in rows(path)] == [1, 3]


def test_there_are_no_lines_without_a_file(tmp_path: Path) -> None:
    assert list(rows(tmp_path / "none.jsonl")) == []


@pytest.mark.parametrize("line", ["{", "[1]", "7", ""])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text('{"n": 1}\n' + line + "\n")
    with pytest.raises(DataError, match=r"b\.jsonl', line 2, makes no sense"):
        list(rows(path))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match=r"x\.jsonl"):
        append(tmp_path / "file" / "x.jsonl", {})


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    append(tmp_path / "b.jsonl", {})
    assert (tmp_path / "b.jsonl").stat().st_mode & 0o077 == 0


def test_threads_that_append_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: append(path, {"n": n, "text": "x" * 5_000}), range(200)))
    assert sorted(row["n"] for _, row in rows(path)) == list(range(200))
