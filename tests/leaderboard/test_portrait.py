"""What pictures of a board need beyond its rows."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from board_votes import BEGAN, cards, source, votes
from tiltyard.leaderboard import Board, Portrait, Query, VotesSource, portrait

MODELS = cards(8)


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    """Some votes."""
    return votes(MODELS, 2_000)


@pytest.fixture(scope="module")
def ground(frame: pl.DataFrame) -> VotesSource:
    """The source of them."""
    return source(MODELS, frame)


@pytest.fixture(scope="module")
def board(ground: VotesSource) -> Board:
    """Their board, whole."""
    return ground.board(Query(), computed_at=BEGAN)


@pytest.fixture(scope="module")
def told(board: Board, ground: VotesSource) -> Portrait:
    """Its portrait."""
    return portrait(board, ground, most=5)


def test_meetings_are_of_the_first_models_alone(told: Portrait, board: Board) -> None:
    first = {row.card.name for row in board.rows[:5]}
    assert {name for both in told.meetings for name in both} == first


def test_each_two_models_are_counted_once(told: Portrait, frame: pl.DataFrame) -> None:
    (one, other), met = next(iter(told.meetings.items()))
    both = pl.col("model_a").is_in([one, other]) & pl.col("model_b").is_in([one, other])
    assert met.votes == frame.filter(both).height


def test_a_tie_is_half_a_win(told: Portrait, frame: pl.DataFrame) -> None:
    (one, other), met = next(iter(told.meetings.items()))
    both = frame.filter(
        pl.col("model_a").is_in([one, other]), pl.col("model_b").is_in([one, other])
    )
    side = pl.when(pl.col("model_a") == one).then(pl.lit("model_a")).otherwise(pl.lit("model_b"))
    won = both.select((pl.col("winner") == side).sum()).item()
    drawn = both.filter(pl.col("winner").is_in(["tie", "both_bad"])).height
    assert met.share == pytest.approx((won + drawn / 2) / both.height)


def test_a_model_without_a_price_has_no_place_by_price(told: Portrait) -> None:
    priced = {card.name for card in MODELS if card.price_out_usd is not None}
    assert set(told.spends["price"]) == priced


def test_the_best_model_is_on_the_frontier_whatever_it_costs(told: Portrait, board: Board) -> None:
    best = next(row.card.name for row in board.rows if row.card.name in told.spends["price"])
    assert told.spends["price"][best].chance > 0.5


def test_ranks_at_every_rate_are_of_the_models_with_a_price(told: Portrait) -> None:
    assert told.exchange is not None
    assert {one.model for one in told.exchange.models} == set(told.spends["price"])


def test_one_price_has_nothing_to_be_exchanged_for(frame: pl.DataFrame) -> None:
    priced = next(card.name for card in MODELS if card.price_out_usd is not None)
    few = [
        card if card.name == priced else replace(card, price_in_usd=None, price_out_usd=None)
        for card in MODELS
    ]
    ground = source(few, frame)
    board = ground.board(Query(), computed_at=BEGAN)
    assert portrait(board, ground, most=5).exchange is None


def test_what_nobody_measured_is_not_there(told: Portrait) -> None:
    assert "seconds" not in told.spends


def test_a_board_without_votes_has_nothing_to_show() -> None:
    empty = source(MODELS)
    board = empty.board(Query(), computed_at=BEGAN)
    assert portrait(board, empty, most=5) == Portrait({}, {})
