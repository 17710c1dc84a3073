"""A board holds equal what its votes can tell apart, and says what they cannot."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from leaderboard.drawn import drawn, source
from tiltyard.errors import FeatureError
from tiltyard.leaderboard import Board, Query, compute

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ROWS = drawn(900, models=4)
# Five of a thing in every answer of one model, and none in those of the others.
OF_MODEL = {side: (pl.col(f"model_{side}") == "m00") * 5.0 for side in "ab"}


def board(rows: pl.DataFrame, *control: str) -> Board:
    return compute(Query(control=control), source(None, rows).ground(), computed_at=NOW)


def held(made: Board) -> list[str]:
    return [one.feature for one in made.coefficients]


def ratings(made: Board) -> dict[str, float]:
    return {row.card.name: row.rating for row in made.rows}


def alike(name: str, other: str) -> pl.DataFrame:
    """The votes with as many of one thing as of the other."""
    return ROWS.with_columns(
        pl.col(f"{other}_{side}").alias(f"{name}_{side}") for side in "ab"
    )  # fmt: skip


def of_models(*names: str) -> pl.DataFrame:
    return ROWS.with_columns(
        OF_MODEL[side].alias(f"{name}_{side}") for name in names for side in "ab"
    )


def test_of_two_features_that_say_the_same_the_first_of_the_control_stays() -> None:
    made = board(alike("bold", "lists"), "style")
    assert held(made) == ["tokens", "headers", "lists"]
    assert (
        "bold follows from lists in these votes: it is held equal with that, and has no "
        "coefficient of its own" in made.notes
    )


def test_the_board_is_as_if_a_feature_that_follows_had_never_been_asked_for() -> None:
    twice = board(alike("tokens", "lists"), "length", "style")
    once = board(ROWS.with_columns(tokens_a="lists_a", tokens_b="lists_b"), "length", "style")
    assert held(twice) == ["tokens", "headers", "bold"]
    assert ratings(twice) == ratings(once)
    dropped = board(alike("bold", "headers"), "style")
    constant = board(ROWS.with_columns(bold_a=pl.lit(1.0), bold_b=pl.lit(1.0)), "style")
    assert ratings(dropped) == ratings(constant)
    assert dropped.digest == constant.digest


def test_several_that_follow_are_left_out_one_by_one() -> None:
    rows = alike("bold", "tokens").with_columns(headers_a="tokens_a", headers_b="tokens_b")
    made = board(rows, "style")
    assert held(made) == ["tokens", "lists"]
    assert sum("follows from tokens" in note for note in made.notes) == 2


def test_what_follows_from_who_met_is_not_held_equal_and_the_board_says_so() -> None:
    made = board(of_models("headers"), "style")
    assert held(made) == ["tokens", "lists", "bold"]
    assert (
        "headers follows from which models met, and cannot be told from their strengths: it is "
        "not held equal" in made.notes
    )


def test_a_control_of_which_nothing_is_left_is_refused() -> None:
    with pytest.raises(FeatureError, match=r"controlled for length: tokens follows from which mod"):
        board(of_models("tokens"), "length")


def test_a_control_of_which_nothing_is_left_is_refused_beside_one_that_can_be_held() -> None:
    rows = of_models("tokens").with_columns(sentiment_score_a="bold_a", sentiment_score_b="bold_b")
    rows = rows.with_columns(emoji_a="lists_a", emoji_b="lists_b")
    with pytest.raises(FeatureError, match=r"controlled for length"):
        board(rows, "sentiment", "length")


def test_a_control_that_goes_with_another_is_held_with_it() -> None:
    rows = alike("sentiment_score", "tokens").with_columns(emoji_a="lists_a", emoji_b="lists_b")
    made = board(rows, "length", "sentiment")
    assert held(made) == ["tokens", "emoji"]


def test_answers_that_never_differ_are_equal_already() -> None:
    rows = ROWS.with_columns(tokens_a=pl.lit(1.0), tokens_b=pl.lit(1.0))
    made = board(rows, "length")
    assert "the answers do not differ in tokens: nothing is to be held equal" in made.notes
    assert ratings(made) == ratings(board(rows))


def test_a_seat_that_follows_from_who_met_cannot_be_held_equal() -> None:
    rows = ROWS.filter(pl.col("model_a").is_in(["m00", "m02"]))
    with pytest.raises(FeatureError, match="controlled for position: position follows from which"):
        board(rows.filter(pl.col("model_b").is_in(["m01", "m03"])), "position")


def test_votes_whose_winners_style_tells_are_too_few() -> None:
    longer = pl.col("tokens_a") > pl.col("tokens_b")
    rows = ROWS.with_columns(
        winner=pl.when(longer).then(pl.lit("model_a")).otherwise(pl.lit("model_b"))
    )
    rows = rows.with_columns(
        tokens_a=pl.when(longer).then(200.0).otherwise(0.0),
        tokens_b=pl.when(longer).then(0.0).otherwise(200.0),
    )
    with pytest.raises(FeatureError, match="900 votes are too few to be controlled for length"):
        board(rows, "length")
