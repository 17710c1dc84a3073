"""Who moves if excluded votes count as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import polars as pl

from leaderboard.drawn import drawn, source
from tiltyard.leaderboard import Board, Query, moved, with_exclusions
from tiltyard.leaderboard._terms import Terms

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ALL = Query(exclusions="none")


def boards() -> tuple[Board, Board]:
    """Of votes of which a third, all for one model, is excluded; and of all of them."""
    frame = drawn(900)
    rigged = (pl.col("model_a") == "m05").and_(pl.int_range(pl.len()) % 3 == 0)
    votes = source(None, frame.with_columns(
        winner=pl.when(rigged).then(pl.lit("model_a")).otherwise("winner"),
        leaf=pl.int_range(pl.len()),
        counts=pl.lit("yes"),
    ))  # fmt: skip
    which = frame.select(rigged).to_series().arg_true().to_numpy().astype(np.int64)
    votes.table.hold(Terms(excluded=which))
    one, other = (votes.board(query, computed_at=NOW) for query in (Query(), ALL))
    assert with_exclusions(Query(), votes.votes) == ALL
    return one, other


def test_the_model_that_was_voted_up_moves_most() -> None:
    first = moved(*boards())[0]
    assert (first.model, (first.points or 0) > 10) == ("m05", True)


def test_a_board_moves_nobody_against_itself() -> None:
    board, _ = boards()
    assert moved(board, board) == ()


def test_a_model_on_one_of_them_alone_is_told() -> None:
    board, other = boards()
    less = replace(board, rows=board.rows[1:])
    gone = next(one for one in moved(less, other) if one.ranks is None)
    assert (gone.model, gone.points) == (board.rows[0].card.name, None)


def test_without_an_excluded_vote_there_is_nothing_to_compare() -> None:
    assert with_exclusions(Query(), source(None, drawn(60)).votes) is None


def test_a_board_of_all_votes_has_nothing_to_be_compared_with() -> None:
    votes = source(None, drawn(60))
    votes.table.hold(Terms(excluded=np.array([3])))
    assert with_exclusions(ALL, votes.votes) is None
