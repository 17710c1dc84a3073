"""A table holds every vote once, on disk or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from leaderboard.drawn import drawn
from tiltyard.errors import DataError, WriteError
from tiltyard.leaderboard import Votes, VoteTable, _table
from tiltyard.leaderboard._encoded import FACTS

COLUMNS = ("a", "b", "outcome", "voter", "voted_at", "consent", "images", "coding", "tokens_a")


def ids(votes: Votes) -> list[str]:
    return votes.texts("id", range(votes.rows))


def assert_same(one: Votes, other: Votes) -> None:
    """Both hold the same votes in the same order, however they are cut."""
    assert ids(one) == ids(other)
    assert one.models == other.models
    for name in COLUMNS:
        np.testing.assert_array_equal(one.column(name), other.column(name))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "table"


def test_votes_are_there_in_the_order_in_which_they_came(folder: Path) -> None:
    table = VoteTable(folder)
    table.append(drawn(5))
    table.append(drawn(3, first=5))
    assert ids(table.votes) == [f"vote {number}" for number in range(8)]


def test_a_table_is_the_same_when_it_is_opened_again(folder: Path) -> None:
    table = VoteTable(folder)
    for first in (0, 40, 50, 51):
        table.append(drawn(40 if not first else 10, first=first), read=first)
    again = VoteTable(folder)
    assert_same(again.votes, table.votes)
    assert again.meta == {"read": 51}


@pytest.mark.parametrize("sizes", [[1] * 70, [64, 1, 1, 1, 30], [1, 2, 4, 8, 100]])
def test_small_segments_are_merged_and_nothing_is_lost(folder: Path, sizes: list[int]) -> None:
    table = VoteTable(folder)
    begins = np.cumsum([0, *sizes]).tolist()
    for first, size in zip(begins, sizes, strict=False):
        table.append(drawn(size, first=first))
    assert ids(table.votes) == [f"vote {number}" for number in range(sum(sizes))]
    assert len(table.votes.segments) <= 1 + np.log2(sum(sizes))
    named = {one["file"] for one in json.loads((folder / "table.json").read_text())["segments"]}
    assert {path.name for path in folder.glob("*.arrow")} == named


def test_a_segment_that_is_large_enough_is_written_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_table, "LASTING", 20)
    table = VoteTable(folder)
    for first in range(0, 90, 10):
        table.append(drawn(10, first=first))
    assert max(segment.rows for segment in table.votes.segments) < 2 * 20
    assert table.votes.rows == 90


def test_votes_of_a_moment_do_not_change_when_others_come(folder: Path) -> None:
    table = VoteTable(folder)
    table.append(drawn(6))
    before = table.votes
    outcomes = before.column("outcome").copy()
    for first in range(6, 60, 3):
        table.append(drawn(3, first=first))
    assert before.rows == 6
    np.testing.assert_array_equal(before.column("outcome"), outcomes)
    assert ids(before) == [f"vote {number}" for number in range(6)]


@pytest.mark.parametrize("rows", [0, 1, 7, 11, 20])
def test_the_first_votes_are_those_that_there_were(folder: Path, rows: int) -> None:
    table = VoteTable(folder)
    for first in (0, 8, 12):
        table.append(drawn(8 if first != 8 else 4, first=first))
    expected = drawn(8).vstack(drawn(4, first=8)).vstack(drawn(8, first=12)).head(rows)
    found = table.votes.first(rows)
    assert found.rows == rows
    assert ids(found) == expected["id"].to_list()


@pytest.mark.parametrize("rows", [-1, 9])
def test_more_first_votes_than_there_are_is_an_error(rows: int) -> None:
    table = VoteTable()
    table.append(drawn(8))
    with pytest.raises(DataError, match=r"there are 8 votes"):
        table.votes.first(rows)


def test_a_column_that_came_later_is_unknown_before(folder: Path) -> None:
    table = VoteTable(folder)
    table.append(drawn(8).select(list(FACTS)))
    table.append(drawn(1, first=8))
    assert table.votes.column("language").tolist() == [-1] * 8 + [0]
    assert np.isnan(table.votes.column("tokens_a")[:8]).all()
    table.append(drawn(9, first=9))  # which merges all of them
    assert len(table.votes.segments) == 1
    assert table.votes.column("language").tolist()[:9] == [-1] * 8 + [0]


@pytest.mark.parametrize("rows", [0, 3])
def test_a_column_that_no_votes_have_is_an_error(rows: int) -> None:
    table = VoteTable()
    table.append(drawn(rows))
    with pytest.raises(DataError, match=r"no column 'colour'"):
        table.votes.column("colour")


@pytest.mark.parametrize("name", ["a", "voted_at", "images"])
def test_a_table_without_votes_has_empty_columns(name: str) -> None:
    assert VoteTable().votes.column(name).shape == (0,)


def test_texts_of_some_votes_come_in_the_order_that_was_asked(folder: Path) -> None:
    table = VoteTable(folder)
    table.append(drawn(8))
    table.append(drawn(2, first=8))
    assert table.votes.texts("battle", [9, 0, 8]) == ["battle 9", "battle 0", "battle 8"]


def test_a_wrong_frame_changes_nothing(folder: Path) -> None:
    table = VoteTable(folder)
    table.append(drawn(4), read=4)
    before, kept = table.version, (folder / "table.json").read_bytes()
    with pytest.raises(DataError):
        table.append(drawn(2, first=4).with_columns(winner=pl.lit("draw")), read=6)
    assert (table.votes.rows, table.meta, table.version) == (4, {"read": 4}, before)
    assert (folder / "table.json").read_bytes() == kept


def test_an_empty_frame_keeps_what_is_said_beside_it(folder: Path) -> None:
    table = VoteTable(folder)
    table.append(drawn(0), read=7)
    assert VoteTable(folder).meta == {"read": 7}
    assert table.votes.rows == 0


def test_a_disk_that_is_full_changes_nothing(folder: Path) -> None:
    table = VoteTable(folder)
    table.append(drawn(4))
    blocked = folder / "000002.arrow"
    blocked.mkdir()  # no file can take its place
    with pytest.raises(WriteError):
        table.append(drawn(2, first=4))
    assert table.votes.rows == VoteTable(folder).votes.rows == 4
    table.append(drawn(2, first=4))  # the next file has another name
    assert VoteTable(folder).votes.rows == 6


def test_a_crash_between_two_files_loses_nothing_and_adds_nothing(folder: Path) -> None:
    table = VoteTable(folder)
    table.append(drawn(4))
    kept = (folder / "table.json").read_bytes()
    segment = folder / "000001.arrow"
    held = segment.read_bytes()
    table.append(drawn(4, first=4))
    # The second segment was written, the manifest was not, and nothing was removed.
    (folder / "table.json").write_bytes(kept)
    segment.write_bytes(held)
    again = VoteTable(folder)
    assert ids(again.votes) == [f"vote {number}" for number in range(4)]
    again.append(drawn(4, first=4))
    assert VoteTable(folder).votes.rows == 8


@pytest.mark.parametrize("damage", ["segment gone", "segment cut", "segment of another table"])
def test_a_damaged_table_is_refused(folder: Path, damage: str) -> None:
    VoteTable(folder).append(drawn(4))
    segment = folder / "000001.arrow"
    if damage == "segment gone":
        segment.unlink()
    elif damage == "segment cut":
        segment.write_bytes(segment.read_bytes()[:-40])
    else:
        other = folder.with_name("other")
        VoteTable(other).append(drawn(5))
        segment.write_bytes((other / segment.name).read_bytes())
    with pytest.raises(DataError, match=r"000001\.arrow"):
        VoteTable(folder)


def test_a_table_of_another_version_is_refused(folder: Path) -> None:
    VoteTable(folder).append(drawn(4))
    told = json.loads((folder / "table.json").read_text())
    (folder / "table.json").write_text(json.dumps(told | {"format": 99}))
    with pytest.raises(DataError, match=r"another version"):
        VoteTable(folder)


def test_what_is_shown_is_there_and_not_on_disk(folder: Path) -> None:
    table = VoteTable(folder)
    table.append(drawn(4))
    table.show(drawn(2, first=4).select(list(FACTS)))
    assert (table.votes.rows, table.votes.settled) == (6, 4)
    assert table.votes.column("coding").tolist()[4:] == [-1, -1]
    assert VoteTable(folder).votes.rows == 4


def test_a_shown_vote_is_there_once_when_it_is_appended(folder: Path) -> None:
    table = VoteTable(folder)
    table.show(drawn(3).select(list(FACTS)))
    table.append(drawn(2))
    assert ids(table.votes) == ["vote 0", "vote 1", "vote 2"]
    assert table.votes.settled == 2
    table.append(drawn(3).tail(1))
    assert_same(table.votes, VoteTable(folder).votes)


def test_a_table_becomes_another_at_once(folder: Path, tmp_path: Path) -> None:
    table, other = VoteTable(folder), VoteTable(tmp_path / "other")
    table.append(drawn(4))
    table.show(drawn(1, first=4))
    other.append(drawn(7, models=5), read=7)
    before = table.version
    table.become(other)
    assert_same(table.votes, other.votes)
    assert table.meta == {"read": 7}
    assert table.version != before
    table.append(drawn(1, first=7, models=5))
    assert VoteTable(tmp_path / "other").votes.rows == 8


def test_every_change_gives_another_version_even_after_a_restart(folder: Path) -> None:
    table = VoteTable(folder)
    seen = [table.version]
    table.append(drawn(2))
    seen.append(table.version)
    table.show(drawn(1, first=2))
    seen += [table.version, VoteTable(folder).version]
    assert len(set(seen)) == 4
