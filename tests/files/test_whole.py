"""Files are there whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tiltyard import files
from tiltyard.errors import DataError, WriteError

# A process that may write no file larger than 10 kB: as a disk that is full.
FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
import polars as pl
from pathlib import Path
from tiltyard import files
from tiltyard.errors import WriteError
try:
    {call}
except WriteError as error:
    sys.exit(f"told: {{error}}")
"""


class Interrupted(Exception):
    """What ends the work half-way."""


def write_half(path: Path) -> None:
    with files.whole(path) as beside:
        beside.write_text("new, but")
        raise Interrupted


def fill_half(path: Path) -> None:
    with files.whole_folder(path) as beside:
        (beside / "new.txt").write_text("new, but")
        raise Interrupted


def on_a_full_disk(call: str) -> str:
    script = FULL_DISK.format(call=call)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    return done.stderr.strip()


def test_a_file_that_is_not_finished_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "held.txt"
    path.write_text("old")
    with pytest.raises(Interrupted):
        write_half(path)
    assert path.read_text() == "old"


def test_an_interrupted_file_leaves_nothing_beside(tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        write_half(tmp_path / "held.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_finished_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "release"
    path.mkdir()
    (path / "old.txt").write_text("old")
    with files.whole_folder(path) as beside:
        (beside / "new.txt").write_text("new")
    assert [one.name for one in tmp_path.rglob("*.txt")] == ["new.txt"]


def test_an_interrupted_folder_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "release"
    path.mkdir()
    (path / "old.txt").write_text("old")
    with pytest.raises(Interrupted):
        fill_half(path)
    assert [one.name for one in tmp_path.rglob("*.txt")] == ["old.txt"]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": ["a", "b"], "turns": [["one"], ["two", None]]})
    first = files.write_parquet(frame, tmp_path / "first.parquet")
    assert files.write_parquet(frame, tmp_path / "second.parquet") == first


def test_a_full_disk_is_said_for_json(tmp_path: Path) -> None:
    path = tmp_path / "held.json"
    path.write_text("{}")
    said = on_a_full_disk(f"files.write_json(['word'] * 5_000, Path({str(path)!r}))")
    assert said.startswith("told:"), said
    assert path.read_text() == "{}"


def test_a_full_disk_is_said_for_parquet(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    rows = "pl.DataFrame({'x': pl.Series(range(100_000)).hash()})"
    said = on_a_full_disk(f"files.write_parquet({rows}, Path({str(path)!r}))")
    assert said.startswith("told:"), said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="nothing was changed"):
        files.write_text("x", tmp_path / "file" / "below.txt")


def test_damaged_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dataset.json"
    path.write_text('{"format": ')
    with pytest.raises(DataError, match=r"dataset\.json"):
        files.read_json(path)


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert files.digest_of({"a": 1, "b": 2}) == files.digest_of({"b": 2, "a": 1})
