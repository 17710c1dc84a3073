from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from leaderboard.drawn import drawn, source
from tiltyard.leaderboard import Query, Snapshots, Terms
from tiltyard.leaderboard._rebuilt import Rebuilt, rebuilt

VOTES = drawn(600)
Again = Callable[[pl.DataFrame], Rebuilt]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a snapshot lies, number 1."""
    made = tmp_path_factory.mktemp("snapshots")
    Snapshots(made).take(source(None, VOTES), Query())
    return made


@pytest.fixture
def again(folder: Path) -> Again:
    """Computes it again from other votes."""
    return lambda frame: Snapshots(folder).rebuild(1, source(None, frame))


def test_the_same_votes_give_the_same_bytes(again: Again) -> None:
    found = again(VOTES)
    assert (found.is_same, found.differences, found.notes) == (True, (), ())


def test_a_vote_that_says_something_else_is_found(again: Again) -> None:
    is_it = pl.int_range(pl.len()) == 100
    winner = pl.when(is_it).then(pl.lit("both_bad")).otherwise("winner")
    found = again(VOTES.with_columns(winner.alias("winner")))
    assert not found.is_same
    assert "the first 600 votes are not those of snapshot 1" in found.differences[0]


def test_votes_that_are_gone_are_told(again: Again) -> None:
    told = again(VOTES[:599]).differences
    assert told == ("snapshot 1 was made of 600 votes, and there are only 599",)


def test_a_label_that_is_gone_is_told(again: Again) -> None:
    (told,) = again(VOTES.drop("coding")).differences
    assert "are not there any more" in told
    assert "'coding'" in told


def test_a_label_that_was_added_to_old_votes_changes_nothing(again: Again) -> None:
    assert again(VOTES.with_columns(pl.lit(value=True).alias("math"))).is_same


def test_other_versions_are_told_and_are_no_difference(folder: Path) -> None:
    snapshots = Snapshots(folder)
    snapshot = snapshots.load(1)
    older = replace(snapshot, made_with={**snapshot.made_with, "numpy": "1.0"})
    found, _ = rebuilt(older, source(None, VOTES).ground(), snapshots.folder(1))
    assert [note.partition(" is ")[0] for note in found.notes] == ["numpy"]
    assert found.notes[0].endswith("and was 1.0 then")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"rating":1', '"rating":2', r"rows\[0\].rating is 21\S+, and comes out as 11\S+"),
        ('"rating":1', '"rating":2', r"; ratings differ by 1.0e\+03 points at most"),
        ('"name":"m00"', '"name":"m99"', r'rows\[\d\].model.name is "m99", .* as "m00"'),
        ('"kind":"live"', '"kind":"dead"', 'kind is "dead", and comes out as "live"'),
        ('"level":0.95', '"level": 0.95', "it says the same in other bytes"),
        ("m0", "m9", "comes out as .* and .* more"),
        ('"rows":', '"rows"', "its file is damaged"),
    ],
)
def test_a_board_that_is_another_is_named_with_what_differs(
    folder: Path, tmp_path: Path, old: str, new: str, told: str
) -> None:
    snapshot = Snapshots(folder).load(1)
    board = snapshot.boards[0].file
    target = tmp_path / board
    target.parent.mkdir()
    text = (Snapshots(folder).folder(1) / board).read_text()
    target.write_text(text.replace(old, new))
    found, _ = rebuilt(snapshot, source(None, VOTES).ground(), tmp_path)
    named = [one for one in found.differences if one.startswith(board)]
    assert len(named) == 1
    assert named[0].startswith(f"{board} (Overall) is not the same: ")
    assert re.search(told, named[0])


def test_a_board_that_is_gone_is_said_to_be(folder: Path, tmp_path: Path) -> None:
    found, _ = rebuilt(Snapshots(folder).load(1), source(None, VOTES).ground(), tmp_path)
    assert "boards/001.json (Overall) is not the same: its file is gone" in found.differences


def test_votes_that_were_excluded_since_are_counted_as_they_were(tmp_path: Path) -> None:
    frame = VOTES.with_columns(counts=pl.lit("yes"), leaf=pl.int_range(pl.len()))
    then = frozenset(range(20))  # by leaf 900, and more by leaf 950
    of = replace(source(None, frame), excluded=lambda size: then if size == 901 else frozenset())
    of.table.hold(Terms(np.arange(20, dtype=np.int64), marked=900))
    snapshot = Snapshots(tmp_path).take(of, Query())
    of.table.hold(Terms(np.arange(50, dtype=np.int64), marked=950))
    assert snapshot.boards[0].votes == 580
    assert Snapshots(tmp_path).rebuild(1, of).is_same


def test_a_snapshot_says_on_what_terms_its_votes_counted(tmp_path: Path) -> None:
    frame = VOTES.with_columns(counts=pl.lit("yes"), leaf=pl.int_range(pl.len()))
    of = source(None, frame)
    of.table.hold(Terms(before=500_000, least_votes=2))
    told = Snapshots(tmp_path).take(of, Query()).configuration["counting"]
    assert told == {"before": 500_000, "least_votes": 2, "marked": -1}
