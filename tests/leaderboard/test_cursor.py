"""Every vote of a store is read once, also those that were committed late."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from leaderboard.stored import cast, opened
from tiltyard.errors import BattleNotFoundError
from tiltyard.leaderboard import VoteTable
from tiltyard.leaderboard._cursor import LATE, Cursor
from tiltyard.leaderboard._voted import facts
from tiltyard.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with closing(opened(f"sqlite:///{tmp_path / 'arena.db'}")) as made:
        yield made


def read(cursor: Cursor, *, limit: int = 100) -> list[str]:
    """The ids of all that is new, marked as read."""
    found: list[str] = []
    more = True
    while more:
        new, more = cursor.page(limit)
        cursor.mark({vote.id: vote.created_at for _, vote in new})
        found += [vote.id for _, vote in new]
    return found


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_votes_are_read_once_in_the_order_of_their_times(store: Store, limit: int) -> None:
    made = [cast(store, minutes=minutes).id for minutes in (3, 1, 90, 2)]
    cursor = Cursor(store)
    assert read(cursor, limit=limit) == [made[1], made[3], made[0], made[2]]
    cursor.again()
    assert read(cursor, limit=limit) == []


def test_a_vote_that_was_committed_late_is_found_when_one_looks_back(store: Store) -> None:
    cursor = Cursor(store)
    for minutes in (0, 30, 50, 60):
        cast(store, minutes=minutes)
    read(cursor)
    late = cast(store, minutes=45).id
    assert read(cursor) == []
    cursor.again(timedelta(minutes=5))
    assert read(cursor) == []
    cursor.again(timedelta(minutes=20))
    assert read(cursor) == [late]


def test_one_goes_on_after_the_last_vote_that_is_older_than_an_hour(store: Store) -> None:
    made = [cast(store, minutes=minutes).id for minutes in (0, 5, 64, 66)]
    cursor = Cursor(store)
    read(cursor)
    assert cursor.after == made[1]


def test_a_vote_that_is_later_than_an_hour_does_not_turn_back_what_is_known(store: Store) -> None:
    cursor = Cursor(store)
    made = [cast(store, minutes=minutes).id for minutes in (0, 5, 100)]
    read(cursor)
    cast(store, minutes=2)
    late = cast(store, minutes=20).id
    cursor.again()
    assert read(cursor) == [late]
    assert cursor.after == late
    assert made[1] != late


def test_whoever_goes_on_with_a_table_reads_what_it_lacks(store: Store) -> None:
    cursor, table = Cursor(store), VoteTable()
    for minutes in (0, 10, 75, 80):
        cast(store, minutes=minutes)
    new, _ = cursor.page(100)
    cursor.mark({vote.id: vote.created_at for _, vote in new})
    table.append(facts(new, {}))
    fresh = [cast(store, minutes=minutes).id for minutes in (60, 81)]
    going_on = Cursor.of(store, table.votes, cursor.after)
    assert read(going_on) == fresh


def test_a_copy_goes_its_own_way(store: Store) -> None:
    made = cast(store).id
    cursor = Cursor(store)
    assert read(cursor.copy()) == [made]
    assert read(cursor) == [made]


def test_a_vote_is_covered_if_it_was_read_or_is_of_a_time_that_was(store: Store) -> None:
    old = cast(store, minutes=-1)
    cursor = Cursor(store, after=old.id, _at=old.id)
    seen, newest = cast(store, minutes=30), cast(store, minutes=62)
    assert not cursor.covers(seen)
    read(cursor)
    assert cursor.covers(seen)
    assert cursor.covers(old)
    assert newest.created_at - old.created_at > LATE
    assert not cursor.covers(cast(store, minutes=31))


def test_another_store_is_told(store: Store) -> None:
    with pytest.raises(BattleNotFoundError):
        Cursor(store, after="none", _at="none").page(1)
