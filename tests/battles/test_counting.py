"""What votes count as: decided once, within bounds, and the same on every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from battles.booth import Booth
from tiltyard.battles import Bounds
from tiltyard.battles._counting import Addresses
from tiltyard.ledger import epoch_of, epoch_span
from tiltyard.store import Store

PER_MODEL = Bounds(per_model=2)


def test_all_votes_count_without_bounds(store: Store) -> None:
    booth = Booth(store, Bounds())
    assert [booth.vote("ada") for _ in range(5)] == ["yes"] * 5


def test_votes_on_one_model_count_up_to_the_bound(store: Store) -> None:
    booth = Booth(store, PER_MODEL)
    told = [booth.vote("ada", about="oak") for _ in range(4)]
    assert told == ["yes", "yes", "limit", "limit"]


def test_the_bound_is_that_of_one_voter(store: Store) -> None:
    booth = Booth(store, Bounds(per_model=1))
    told = [booth.vote(voter, about="oak") for voter in ("ada", "ben", "ada")]
    assert told == ["yes", "yes", "limit"]


def test_a_vote_that_does_not_count_takes_no_room_of_the_day(store: Store) -> None:
    booth = Booth(store, Bounds(per_model=1, per_day=2))
    told = [booth.vote("ada", about="oak") for _ in range(3)]
    assert told == ["yes", "limit", "limit"]
    (used,) = [one.battle for one in store.voted(None, 9) if one.seal and one.seal.counts == "yes"]
    fresh = {"oak", "elm", "yew", "ash"} - {used.version_a.model, used.version_b.model}
    one = booth.opened("ada", about=min(fresh))
    while {one.battle.version_a.model, one.battle.version_b.model} != fresh:
        one = booth.opened("ada", about=min(fresh))
    assert booth.cast(one) == "yes"


def test_a_new_epoch_has_new_room(store: Store) -> None:
    booth = Booth(store, Bounds(per_model=1))
    assert booth.vote("ada", about="oak") == "yes"
    _, booth.clock.now = epoch_span(epoch_of(booth.clock.now))
    assert booth.vote("ada", about="oak") == "yes"


def test_votes_of_a_day_count_up_to_the_bound(store: Store) -> None:
    booth = Booth(store, Bounds(per_day=2))
    assert [booth.vote("ada") for _ in range(3)] == ["yes", "yes", "limit"]
    booth.clock.now = datetime(2026, 3, 5, tzinfo=UTC)
    assert booth.vote("ada") == "yes"


def test_a_voter_is_a_guest_at_first(store: Store) -> None:
    booth = Booth(store, Bounds(guest_hours=1))
    first = booth.opened("ada")
    booth.clock.go(minutes=59)
    assert booth.cast(first) == "guest"
    booth.clock.go(minutes=1)
    assert booth.vote("ada") == "yes"


def test_votes_of_owners_do_not_count(store: Store) -> None:
    booth = Booth(store, PER_MODEL, owner="ada")
    assert [booth.vote("ada"), booth.vote("ben")] == ["owner", "yes"]


def test_votes_from_one_neighbourhood_count_up_to_the_bound(store: Store) -> None:
    booth = Booth(store, Bounds(per_address_day=1))
    told = [
        booth.vote(voter, address=address)
        for voter, address in (("ada", "a"), ("ben", "a"), ("cay", "b"), ("dee", None))
    ]
    assert told == ["yes", "limit", "yes", "yes"]


def test_votes_at_the_same_moment_do_not_pass_the_bound_together(store: Store) -> None:
    booth = Booth(store, PER_MODEL)
    battles = [booth.opened("ada", about="oak") for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(booth.cast, battles))
    assert sorted(told) == ["limit"] * 10 + ["yes"] * 2


def test_a_retried_vote_is_counted_once_for_its_address() -> None:
    known = Addresses()
    day = date(2026, 3, 4)
    assert [known.has_room("a", day, one, 1) for one in ("x", "x", "y")] == [True, True, False]


def test_addresses_are_forgotten_when_the_day_ends() -> None:
    known = Addresses()
    assert known.has_room("a", date(2026, 3, 4), "x", 1)
    assert known.has_room("a", date(2026, 3, 5), "y", 1)


@pytest.mark.parametrize("hours", [0, 1])
def test_ninety_four_votes_on_one_model_take_thirty_identities(store: Store, hours: int) -> None:
    """Each identity is as old as it must be, votes from a place of its own, and until it is told
    that a limit is reached."""
    booth = Booth(store, Bounds(per_model=3, per_day=50, per_address_day=100, guest_hours=hours))
    counted = identities = 0
    while counted < 94:
        name = f"identity {identities}"
        identities += 1
        first = booth.opened(name)
        booth.clock.go(hours=hours)
        assert booth.cast(first, address=name) == "yes"
        while counted < 94 and booth.vote(name, about="oak", address=name) == "yes":
            counted += 1
    assert identities >= 30
