"""A board is what the engine says of a slice, and of whom it may say it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

import tiltyard
from leaderboard.drawn import STYLE, drawn, source
from tiltyard import style
from tiltyard.leaderboard import Board, Query, compute
from tiltyard.records import ModelCard

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ROWS = drawn(1_500)


def board(rows: pl.DataFrame = ROWS, *, hidden: str = "", **query: Any) -> Board:
    return compute(Query(**query), source(None, rows, hidden=hidden).ground(), computed_at=NOW)


def engine(rows: pl.DataFrame, **choices: Any) -> Any:
    return tiltyard.rank(
        rows.select("model_a", "model_b", "winner", *choices.pop("more", ())), **choices
    )


def numbers(made: Board) -> list[tuple[Any, ...]]:
    return [(row.card.name, row.rating, row.low, row.high, row.rank_best) for row in made.rows]


def expected(ranking: Any) -> list[tuple[Any, ...]]:
    return [(row.model, row.rating, row.lower, row.upper, row.rank_lower) for row in ranking.models]


@pytest.mark.parametrize("method", ["bradley_terry", "davidson", "rao_kupper", "win_rate"])
def test_a_slice_has_the_engines_numbers_by_any_method(method: str) -> None:
    made = board(category=("coding",), method=method, level=0.9)
    assert numbers(made) == expected(engine(ROWS.filter("coding"), method=method, level=0.9))


def test_a_method_that_needs_the_order_has_it() -> None:
    ranking = engine(ROWS, method="elo", more=["voted_at"])
    assert numbers(board(method="elo")) == expected(ranking)


def test_a_board_with_style_has_the_engines_numbers() -> None:
    columns = {
        name: style.difference(*(ROWS[f"{name}_{side}"].to_numpy() for side in "ab")).astype("f4")
        for name in STYLE
    }
    made = board(control=("style",))
    ranking = engine(ROWS.with_columns(**columns), style=list(STYLE), more=STYLE)
    for one, other in zip(numbers(made), expected(ranking), strict=True):
        assert one[0] == other[0]
        assert one[1:] == pytest.approx(other[1:], rel=1e-9)
    assert [one.feature for one in made.coefficients] == list(STYLE)


def test_position_is_a_coefficient_of_its_own() -> None:
    made = board(control=("style", "position"))
    assert [one.feature for one in made.coefficients] == [*STYLE, "position"]


def test_a_hidden_model_takes_part_and_is_not_shown() -> None:
    made, whole = board(hidden="m03"), board()
    assert "m03" not in {row.card.name for row in made.rows}
    assert made.votes == whole.votes == 1_500
    ratings = {row.card.name: row.rating for row in whole.rows}
    gap = made.rows[0].rating - ratings[made.rows[0].card.name]
    for row in made.rows:
        assert row.rating - ratings[row.card.name] == pytest.approx(gap)


def test_a_model_without_votes_is_listed_as_such() -> None:
    ground = source(None, ROWS).ground()
    cards = {**ground.cards, "new": ModelCard("new")}
    made = compute(Query(), type(ground)("live", ground.votes, cards), computed_at=NOW)
    assert [(one.card.name, one.votes, one.reason) for one in made.unranked] == [
        ("new", 0, "No votes yet")
    ]


def test_a_model_without_votes_in_a_slice_is_not_said_to_have_none() -> None:
    made = board(since=datetime(2099, 1, 1, tzinfo=UTC))
    assert {one.reason for one in made.unranked} == {"No votes in this slice"}


def test_models_that_no_votes_connect_are_listed_with_the_reason() -> None:
    rows = drawn(300).filter(
        pl.all_horizontal(pl.col("model_a", "model_b").is_in(["m00", "m01", "m02"]))
        | pl.all_horizontal(pl.col("model_a", "model_b").is_in(["m05", "m06"]))
    )
    made = board(rows)
    assert {row.card.name for row in made.rows} == {"m00", "m01", "m02"}
    assert {one.card.name for one in made.unranked} == {"m05", "m06"}
    assert all(one.votes and one.reason for one in made.unranked)


def test_a_board_of_no_votes_ranks_nobody() -> None:
    made = board(drawn(0))
    assert made.rows == ()
    assert made.votes == 0


def test_a_board_says_what_it_was_made_of() -> None:
    made = board(language="fr")
    assert made.votes == ROWS.filter(pl.col("language") == "fr").height
    assert made.source_votes == 1_500
    assert made.title == "In French"
    assert made.computed_at == NOW


def test_the_same_votes_and_question_give_the_same_board_however_they_are_cut() -> None:
    one = source(None, ROWS)
    other = source(None, ROWS[:900], ROWS[900:1_450], ROWS[1_450:])
    asked = Query(control=("style",), category=("coding",))
    boards = [compute(asked, each.ground(), computed_at=NOW) for each in (one, other)]
    assert boards[0] == boards[1]
