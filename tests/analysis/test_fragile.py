"""What carries a board, of a file of votes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ratings.test_flips import arena
from tiltyard import rank
from tiltyard.errors import ConfigurationError
from tiltyard.ratings.flips import voters_to_flip
from tiltyard.ratings.fragility import earned


def test_neighbours_are_those_of_the_board() -> None:
    board = rank(arena(1), voters_to_flip=20)
    order = [row.model for row in board.models]
    assert [one.leader for one in board.fragility.neighbours] == order[:-1]


def test_voters_are_those_of_the_engine() -> None:
    votes = arena(1)
    one = rank(votes, voters_to_flip=0).fragility.neighbours[2]
    assert one.voters == voters_to_flip(votes, one.leader, one.follower).confirmed


def test_blocks_part_only_where_enough_voters_carry_it() -> None:
    votes = arena(1)
    plain, told = rank(votes), rank(votes, voters_to_flip=60)
    assert told.tied_blocks == earned(plain.tied_blocks, told.fragility, 60)
    assert len(told.tied_blocks) < len(plain.tied_blocks)


def test_ranks_of_two_that_are_not_parted_overlap() -> None:
    board = rank(arena(1), voters_to_flip=10_000)
    pairs = zip(board.models, board.models[1:], strict=False)
    assert all(one.rank_upper >= other.rank_lower for one, other in pairs)


def test_nought_parts_nothing_less() -> None:
    votes = arena(1)
    assert rank(votes, voters_to_flip=0).tied_blocks == rank(votes).tied_blocks


def test_it_is_not_counted_unless_asked_for() -> None:
    board = rank(arena(1))
    assert (board.fragility, board.voters_to_flip) == (None, None)


def test_it_is_in_the_json() -> None:
    told = json.loads(rank(arena(1), voters_to_flip=20).to_json())
    assert told["voters_to_flip"] == 20
    assert told["fragility"]["neighbours"][0].keys() == {
        "leader", "follower", "gap", "votes", "voters",
    }  # fmt: skip


def test_a_file_without_voters_counts_votes() -> None:
    columns = {"model_a": ["x", "y"] * 20, "model_b": ["y", "x"] * 20,
               "winner": ["model_a"] * 30 + ["tie"] * 10}  # fmt: skip
    found = rank(columns, voters_to_flip=20).fragility
    assert (found.voters, found.votes) == (None, 40)


@pytest.mark.parametrize(
    "choices",
    [{"method": "davidson"}, {"ridge": 0.1}, {"held_equal": {"price": {}}}, {"voters_to_flip": -1}],
)
def test_where_it_is_not_known_it_is_refused(choices: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=r"voters_to_flip|ridge"):
        rank(arena(1), **{"voters_to_flip": 20, **choices})


def test_fewer_votes_than_one_each_are_no_matter() -> None:
    votes = replace(arena(1), weight=np.full(20_000, 0.5))
    assert rank(votes, voters_to_flip=0).fragility.neighbours[0].voters is not None
