"""Which neighbours few voters would turn, and which cuts of a board hold."""

from __future__ import annotations

import numpy as np
import pytest

from ratings.boards import rows
from ratings.test_flips import arena, fit
from tiltyard.ratings.flips import voters_to_flip, votes_to_flip
from tiltyard.ratings.fragility import Fragility, Neighbours, earned, fragility, ranges_of

BLOCKS = (("a",), ("b", "c"), ("d",))


def found(ab: int | None, cd: int | None, *, voters: int | None = 100) -> Fragility:
    """What carries the cuts of `BLOCKS`."""
    return Fragility(
        (Neighbours("a", "b", 9.0, 70, ab), Neighbours("c", "d", 9.0, 12, cd)), 900, voters
    )


def test_a_cut_that_enough_voters_carry_stays() -> None:
    assert earned(BLOCKS, found(20, 35), 20) == BLOCKS


def test_a_cut_that_fewer_carry_is_none() -> None:
    assert earned(BLOCKS, found(20, 19), 20) == (("a",), ("b", "c", "d"))


def test_a_cut_that_nobody_turns_stays() -> None:
    assert earned(BLOCKS, found(None, 19), 20) == (("a",), ("b", "c", "d"))


def test_without_a_least_number_all_cuts_stay() -> None:
    assert earned(BLOCKS, found(1, 1), 0) == BLOCKS


def test_what_was_not_counted_is_not_cut() -> None:
    assert earned(BLOCKS, None, 20) == (("a", "b", "c", "d"),)


def test_neighbours_that_were_not_counted_are_not_parted() -> None:
    assert earned((("a",), ("x",)), found(50, 50), 20) == (("a", "x"),)


def test_of_voters_that_are_not_known_votes_are_taken() -> None:
    assert earned(BLOCKS, found(None, None, voters=None), 20) == (("a",), ("b", "c", "d"))


def test_fewer_voters_than_it_must_take_carry_nothing() -> None:
    assert earned(BLOCKS, found(None, None, voters=19), 20) == (("a", "b", "c", "d"),)


def test_no_board_has_no_blocks() -> None:
    assert earned((), None, 20) == ()


@pytest.mark.parametrize("place", [0, 3, 8])
def test_each_two_neighbours_have_their_votes_and_voters_to_flip(place: int) -> None:
    votes = arena(1)
    estimate = fit(votes)
    order = tuple(estimate.models[i] for i in np.argsort(-estimate.strength))
    one = fragility(votes, (order,)).neighbours[place]
    pair = (one.leader, one.follower)
    assert pair == (order[place], order[place + 1])
    assert one.votes == votes_to_flip(votes, *pair).confirmed
    assert one.voters == voters_to_flip(votes, *pair).confirmed


def test_only_the_first_neighbours_are_counted_and_those_at_cuts() -> None:
    votes = arena(1)
    estimate = fit(votes)
    order = tuple(estimate.models[i] for i in np.argsort(-estimate.strength))
    told = fragility(votes, (order[:9], order[9:]), most=2).neighbours
    assert [one.leader for one in told] == [order[0], order[1], order[8]]


def test_votes_and_voters_are_counted() -> None:
    votes = arena(1, n=500, voters=40)
    told = fragility(votes, (votes.models[:2],))
    assert (told.votes, told.voters) == (500, len(np.unique(votes.clusters["voter"])))


def test_of_pooled_votes_no_voter_is_known() -> None:
    votes = rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 20))
    told = fragility(votes, (("a", "b"),))
    assert (told.voters, told.neighbours[0].voters, told.neighbours[0].votes) == (None, None, 11)


def test_a_board_in_another_order_than_its_votes_has_a_gap_below_zero() -> None:
    votes = rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 20))
    assert fragility(votes, (("b", "a"),)).neighbours[0].gap < 0


def test_models_at_a_cut_that_few_carry_may_change_places() -> None:
    ranges = {"a": (1, 1), "b": (2, 3), "c": (2, 3), "d": (4, 4)}
    told = ranges_of(BLOCKS, found(19, 35), 20, ranges)
    assert told == {"a": (1, 2), "b": (1, 3), "c": (2, 3), "d": (4, 4)}


def test_ranges_stay_where_enough_carry_every_cut() -> None:
    ranges = {"a": (1, 1), "b": (2, 3), "c": (2, 3), "d": (4, 4)}
    assert ranges_of(BLOCKS, found(20, 35), 20, ranges) == ranges
