"""Faults of a CSV file that no row shows."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tiltyard import votes
from tiltyard.errors import DataError
from votes.making import listed

HEADING = "model_a,model_b,winner\n"
OPEN = HEADING + 'A,B,tie\nA,"B,tie\nA,B,tie\n'


@pytest.mark.parametrize("on_error", ["stop", "drop"])
def test_a_quote_that_never_ends_is_no_single_bad_row(
    on_error: votes.OnError, tmp_path: Path
) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(OPEN)
    with pytest.raises(DataError, match="row 3: a quote is opened and never closed"):
        votes.read(path, on_error=on_error)


def test_a_quote_that_never_ends_is_found_in_a_packed_file(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv.gz"
    path.write_bytes(gzip.compress(OPEN.encode()))
    with pytest.raises(DataError, match="row 3: a quote is opened"):
        votes.read(path)


def test_a_quote_that_swallows_good_looking_votes_is_found(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text('model_a,model_b,winner,note\nA,B,tie,"ok\nA,B,tie,x\nA,B,tie,y\n')
    with pytest.raises(DataError, match="row 2: a quote is opened"):
        votes.read(path)


def test_one_quote_within_a_value_is_a_sign_like_others(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(HEADING + 'A,5" disk,tie\nA,B,tie\n')
    assert listed(votes.read(path).votes) == [("A", '5" disk', "tie"), ("A", "B", "tie")]


@pytest.mark.parametrize("again", ["model_a", "winner"])
def test_a_column_that_is_there_twice_is_refused(again: str, tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(f"model_a,model_b,winner,{again}\nA,B,tie,B\n")
    with pytest.raises(DataError, match=f"2 columns that are called '{again}'"):
        votes.read(path)


def test_columns_that_nobody_reads_may_be_there_twice(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("model_a,model_b,winner,,\nA,B,tie,1,2\n")
    assert votes.read(path).rows == 1
