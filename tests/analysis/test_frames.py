"""Rows of several boards in one table, and files."""

from __future__ import annotations

from pathlib import Path

from analysis.made import arena
from tiltyard.analysis import _frames


def test_a_first_column_says_the_slice() -> None:
    frame = _frames.together({"de": arena(), "fr": arena()}, "language")
    assert frame.columns[0] == "language"
    assert frame["language"].to_list() == ["de"] * 8 + ["fr"] * 8


def test_a_slice_named_like_a_column_gets_another_name() -> None:
    assert _frames.together({"9": arena()}, "votes").columns[0] == "slice_votes"


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    _frames.write(tmp_path / "x", lambda file: file.write(b"all"))
    assert (tmp_path / "x").read_bytes() == b"all"


def test_an_end_that_an_interval_does_not_have_is_null() -> None:
    assert arena(side="lower").to_polars()["upper"].null_count() == 8
