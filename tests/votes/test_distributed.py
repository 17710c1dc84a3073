"""Counting by Daft on this machine; tests/journeys does it on a cluster."""

from __future__ import annotations

import builtins
import os
from pathlib import Path
from typing import Any

import pytest

from tiltyard import votes
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Counts
from tiltyard.votes import Columns
from tiltyard.votes.distributed import CountedFile, FileCounter, count_distributed
from votes.making import VOTES, written


def test_a_worker_counts_a_file_as_read_does(tmp_path: Path) -> None:
    path = written(VOTES, tmp_path / "votes.csv")
    counted = FileCounter(Columns()).count(str(path))
    expected = votes.read(path, pooled=True).votes
    assert isinstance(expected, Counts)
    assert isinstance(counted, CountedFile)
    assert counted.counts.votes.tolist() == expected.votes.tolist()
    assert counted.worker.endswith(f":{os.getpid()}")


def test_a_worker_uses_the_columns_that_were_named(tmp_path: Path) -> None:
    path = written({"x": ["A"], "y": ["B"], "won": ["tie"]}, tmp_path / "votes.csv")
    columns = Columns(model_a="x", model_b="y", winner="won")
    counted = FileCounter(columns).count(str(path))
    assert isinstance(counted, CountedFile)
    assert counted.counts.models == ("A", "B")


def test_a_worker_hands_back_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    path = written({**VOTES, "winner": ["?"] * 6}, tmp_path / "votes.csv")
    assert "unknown winner" in str(FileCounter(Columns()).count(str(path)))


def test_no_files_are_refused() -> None:
    pytest.importorskip("daft", reason="Daft is not installed")
    with pytest.raises(DataError, match="no files to count"):
        count_distributed([])


def test_without_daft_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **options: Any) -> Any:
        if name == "daft":
            raise ImportError(name)
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigurationError, match=r"install tiltyard\[scale\]"):
        count_distributed(["votes.csv"])
