"""What a board says, row by row."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.made import arena, duel
from ratings.boards import rows
from tiltyard import rank
from tiltyard.ratings import ranks


def test_rows_are_sorted_by_rating() -> None:
    ratings = [row.rating for row in arena().models]
    assert ratings == sorted(ratings, reverse=True)


def test_ratings_are_strengths_on_the_stated_scale() -> None:
    board = arena()
    scale = board.scale
    for_all = [scale.centre + scale.points_per_unit * row.strength for row in board.models]
    assert [row.rating for row in board.models] == pytest.approx(for_all, abs=1e-9)


def test_a_rank_lies_in_its_range() -> None:
    assert all(row.rank_lower <= row.rank <= row.rank_upper for row in arena().models)


def test_equal_ratings_share_the_best_rank() -> None:
    level = rank(rows(("x", "y", 0.5, 4), ("y", "z", 0.5, 4), ("x", "z", 0.5, 4)))
    assert [row.rank for row in level.models] == [1, 1, 1]


def test_ranges_are_those_of_the_estimate() -> None:
    board = arena()
    allowed = board.estimate.rank_range(rng=np.random.default_rng(0))
    place = board.estimate.models.index(board.models[0].model)
    row = board.models[0]
    assert (row.rank_lower, row.rank_upper) == tuple(allowed[place])


def test_without_an_adjustment_the_best_rank_is_the_classical_one() -> None:
    board = arena(adjustment="none")
    classical = dict(zip(board.estimate.models, ranks.classical(board.estimate), strict=True))
    assert {row.model: row.rank_lower for row in board.models} == classical


def test_votes_and_win_rates_are_counted() -> None:
    row = rank(duel())["strong"]
    assert (row.votes, row.win_rate) == (4, 0.75)


def test_blocks_hold_every_model_once_in_the_order_of_rows() -> None:
    board = arena()
    assert [name for block in board.tied_blocks for name in block] == [
        row.model for row in board.models
    ]


def test_every_cut_between_blocks_is_sure() -> None:
    board = arena()
    assert len(board.tied_blocks) >= 4
    for block, after in zip(board.tied_blocks, board.tied_blocks[1:], strict=False):
        worst = max(board[name].rank_upper for name in block)
        best = min(board[name].rank_lower for name in after)
        assert worst < best


def test_a_note_of_the_method_is_kept() -> None:
    assert rank(duel(), ridge=1.0).notes == ("ridge 1",)


def test_a_tie_threshold_is_a_coefficient_with_an_interval() -> None:
    (one,) = rank(rows(("x", "y", 1.0, 6), ("x", "y", 0.0, 4), ("x", "y", 0.5, 5)),
                  method="davidson").coefficients  # fmt: skip
    assert one.lower < one.value < one.upper
