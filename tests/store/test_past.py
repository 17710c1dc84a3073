"""What a voter had done is read in the transaction that keeps the vote, on every database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battles.booth import Booth
from store.rows import AT, anything_goes, keep_answered, vote_on
from tiltyard.battles import Bounds
from tiltyard.ledger import Leaf
from tiltyard.records import Past, StoredBattle, Vote, Winner
from tiltyard.store import LookBack, Store

_DAY = timedelta(days=1)


def seen(booth: Booth, voter: str, *, about: str = "oak") -> Past:
    """What is handed over when a voter votes on a battle with a model as ``model_a``."""
    stored = booth.opened(voter, about=about)
    while stored.battle.version_a.model != about:
        stored = booth.opened(voter, about=about)
    found: list[StoredBattle] = []

    def entry(battle: StoredBattle) -> Leaf:
        found.append(battle)
        raise BattleAskedError

    at = booth.clock.now
    morning = at.replace(hour=0, minute=0)
    look_back = LookBack((at - 9 * _DAY, at + 9 * _DAY), (morning, morning + _DAY))
    vote = Vote("v", stored.battle.id, Winner.TIE, voter, at)
    with pytest.raises(BattleAskedError):
        booth.store.add_vote(vote, key=None, rule=anything_goes, entry=entry, look_back=look_back)
    assert found[0].past is not None
    return found[0].past


class BattleAskedError(Exception):
    """Enough was seen."""


def test_a_first_vote_has_no_past_but_its_battle(store: Store) -> None:
    booth = Booth(store, Bounds())
    assert seen(booth, "ada") == Past(first_at=booth.clock.now)


def test_votes_that_count_are_counted_by_model_and_day(store: Store) -> None:
    booth = Booth(store, Bounds())
    began = booth.clock.now
    booth.vote("ada", about="oak")
    booth.clock.go(days=1)
    booth.vote("ada", about="oak")
    booth.vote("ben", about="oak")
    past = seen(booth, "ada")
    assert (past.first_at, past.counted, past.on_a) == (began, 1, 2)


def test_votes_that_do_not_count_are_not_counted(store: Store) -> None:
    booth = Booth(store, Bounds(per_day=1))
    assert [booth.vote("ada", about="oak") for _ in range(2)] == ["yes", "limit"]
    assert seen(booth, "ada").on_a == 1


def test_votes_of_other_times_are_not_counted(store: Store) -> None:
    booth = Booth(store, Bounds())
    booth.vote("ada", about="oak")
    booth.clock.go(days=20)
    assert seen(booth, "ada").on_a == 0


def test_a_battle_that_is_older_than_the_log_has_no_past(store: Store) -> None:
    stored = keep_answered(store)
    span = (AT, AT + _DAY)
    vote = vote_on(stored)
    look_back = LookBack(span, span)
    kept = store.add_vote(vote, key=None, rule=anything_goes, look_back=look_back)
    assert kept == vote


def test_what_was_excluded_before_is_known_later(store: Store) -> None:
    booth = Booth(store, Bounds())
    booth.vote("ada")
    mark = {"type": "exclude", "votes": [1], "reason": "spam", "rule": None, "evidence": 0}
    assert store.log.marked() == -1
    first = store.log.mark(mark | {"size": 0})
    second = store.log.mark({"type": "restore", "votes": [1], "reason": "sorry"})
    assert store.log.marked() == second
    assert store.log.excluded(first + 1) == {1}
    assert store.log.excluded() == frozenset()
