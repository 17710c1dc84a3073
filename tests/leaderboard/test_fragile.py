"""What carries the order of a board is counted of just its votes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from leaderboard.drawn import drawn, source
from tiltyard.leaderboard import Board, Query, VotesSource, carried, said_of_order
from tiltyard.leaderboard._fragile import is_countable
from tiltyard.leaderboard._slice import comparisons
from tiltyard.ratings.flips import voters_to_flip, votes_to_flip

NOW = datetime(2026, 3, 1, tzinfo=UTC)
STYLE = Query(control=("style",))


def board(votes: VotesSource, query: Query | None = None) -> Board:
    return votes.board(query or Query(), computed_at=NOW)


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(category=("coding",)),
        STYLE,
        Query(control=("position",)),
        Query(language="en"),
    ],
)
def test_each_two_neighbours_are_counted_as_the_engine_does(query: Query) -> None:
    votes = source(None, drawn(900))
    found = carried(board(votes, query), votes.votes, 20).fragility
    assert found is not None
    one, rows = found.neighbours[1], comparisons(votes.votes, query, voters=votes.votes.voters)
    held = [name for name in ("tokens", "headers", "lists", "bold") if "style" in query.control]
    if "position" in query.control:
        held = ["position"]
    pair = (one.leader, one.follower)
    assert one.votes == votes_to_flip(rows, *pair, held_equal=held).confirmed
    assert one.voters == voters_to_flip(rows, *pair, held_equal=held).confirmed


def test_neighbours_are_those_of_the_board() -> None:
    votes = source(None, drawn(900), hidden="m03")
    made = carried(board(votes), votes.votes, 20)
    assert made.fragility is not None
    order = [row.card.name for row in made.rows]
    assert "m03" not in order
    told = [(one.leader, one.follower) for one in made.fragility.neighbours]
    assert told == list(pairwise(order))


def test_votes_that_came_since_are_not_looked_at() -> None:
    votes = source(None, drawn(600))
    made = board(votes)
    before = carried(made, votes.votes, 20).fragility
    votes.table.append(drawn(600, first=600))
    assert carried(made, votes.votes, 20).fragility == before


def test_a_cut_is_printed_only_if_enough_voters_carry_it() -> None:
    votes = source(None, drawn(4_000))
    made = board(votes)
    assert len(made.sure_blocks) > 2
    assert made.tied_blocks == made.sure_blocks
    easy, hard = (carried(made, votes.votes, least).tied_blocks for least in (2, 41))
    assert len(hard) < len(easy)


def test_without_a_least_number_nothing_is_counted() -> None:
    votes = source(None, drawn(600))
    made = board(votes)
    assert carried(made, votes.votes, 0) is made


def test_models_that_no_votes_join_are_left_out_of_the_fit() -> None:
    alone = drawn(3).with_columns(
        model_a=pl.lit("x"), model_b=pl.lit("y"), winner=pl.lit("tie"),
        id=pl.Series(["x1", "x2", "x3"]), battle=pl.Series(["y1", "y2", "y3"]),
    )  # fmt: skip
    votes = source(None, drawn(600), alone)
    found = carried(board(votes), votes.votes, 20).fragility
    assert found is not None
    assert found.votes == 600


def test_where_a_voter_is_not_known_votes_are_counted_alone() -> None:
    frame = drawn(600)
    voter = frame["voter"].to_list()
    voter[7] = None
    votes = source(None, frame.with_columns(voter=pl.Series(voter)))
    found = carried(board(votes), votes.votes, 20).fragility
    assert found is not None
    assert (found.voters, {one.voters for one in found.neighbours}) == (None, {None})


@pytest.mark.parametrize(
    ("query", "can"),
    [
        (Query(), True),
        (STYLE, True),
        (Query(method="davidson"), False),
        (Query(control=("price",)), False),
    ],
)
def test_it_is_known_of_bradley_terry_alone(query: Query, can: bool) -> None:
    assert is_countable(query) is can


def test_a_board_of_another_method_is_as_it_was() -> None:
    votes = source(None, drawn(600))
    made = board(votes, Query(method="davidson"))
    assert carried(made, votes.votes, 20) is made


def test_it_is_said_when_an_order_is_sure() -> None:
    votes = source(None, drawn(900))
    plain = board(votes)
    assert said_of_order(plain) == ""
    assert "is not counted yet" in said_of_order(replace(plain, voters_to_flip=20))
    assert "20 of the 41 voters" in said_of_order(carried(plain, votes.votes, 20))


def test_it_is_said_that_too_few_people_voted() -> None:
    votes = source(None, drawn(900))
    made = carried(board(votes), votes.votes, 50)
    assert "41 people voted in all: so none is" in said_of_order(made)
    assert len(made.tied_blocks) == 1


def test_it_is_said_that_nobody_knows_who_voted() -> None:
    frame = drawn(600).with_columns(voter=pl.lit(None, dtype=pl.String))
    votes = source(None, frame)
    assert "who cast them is not known" in said_of_order(carried(board(votes), votes.votes, 20))


def test_the_number_of_voters_is_that_of_the_slice() -> None:
    votes = source(None, drawn(900))
    found = carried(board(votes, Query(language="fr")), votes.votes, 20).fragility
    rows = comparisons(votes.votes, Query(language="fr"), voters=votes.votes.voters)
    assert found is not None
    assert found.voters == len(np.unique(rows.clusters["voter"]))
