"""Boards on which prices and sizes of models are held equal, or what was measured of answers."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

import tiltyard
from leaderboard.priced import CARDS, NAMES, PRICES, board, drawn, frame, votes
from tiltyard.errors import ConfigurationError, NotIdentifiedError
from tiltyard.leaderboard import Query
from tiltyard.leaderboard._held import blended_price, held_equal, holdable, why_not
from tiltyard.leaderboard._slice import comparisons
from tiltyard.records import ModelCard

DRAWN = drawn()
PRICE = Query(control=("price",))


def unknown(*names: str) -> dict[str, ModelCard]:
    """The cards, those of some models without a price."""
    return CARDS | {name: replace(CARDS[name], price_in_usd=None) for name in names}


def test_a_price_stands_for_three_tokens_read_and_one_written() -> None:
    assert blended_price(ModelCard("oak", price_in_usd=1.0, price_out_usd=9.0)) == 3.0


@pytest.mark.parametrize("known", [{"price_in_usd": 1.0}, {"price_out_usd": 1.0}, {}])
def test_half_a_price_is_none(known: dict[str, float]) -> None:
    assert blended_price(ModelCard("oak", **known)) is None  # type: ignore[arg-type]  # as the test names them


def test_prices_are_held_equal_by_factors_of_ten() -> None:
    assert held_equal(PRICE, CARDS)["price"] == pytest.approx(
        dict(zip(NAMES, np.log10(PRICES), strict=True))
    )


def test_sizes_likewise() -> None:
    assert held_equal(Query(control=("parameters",)), CARDS)["parameters"]["oak"] == math.log10(7e9)


def test_what_differs_between_answers_is_no_covariate_of_models() -> None:
    assert held_equal(Query(control=("style", "latency")), CARDS) == {}


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        (ModelCard("oak"), "Its price is not known, and price is held equal"),
        (
            ModelCard("oak", price_in_usd=0.0, price_out_usd=0.0),
            "Its price is 0, and price is compared by factors",
        ),
    ],
)
def test_a_model_without_a_price_is_told_why(card: ModelCard, reason: str) -> None:
    assert why_not(PRICE, {"oak": card}) == {"oak": reason}
    assert held_equal(PRICE, {"oak": card}) == {"price": {}}


def test_the_first_thing_that_is_missing_is_told() -> None:
    both = Query(control=("parameters", "price"))
    assert why_not(both, {"oak": ModelCard("oak")})["oak"].startswith("Its size is not known")


def test_nothing_is_missing_where_nothing_is_held_equal() -> None:
    assert why_not(Query(), {"oak": ModelCard("oak")}) == {}


def test_what_is_known_of_five_models_can_be_held_equal() -> None:
    cards = list(unknown(*NAMES[:3]).values())
    assert list(holdable(cards)) == ["price", "parameters"]


def test_what_is_known_of_four_cannot() -> None:
    cards = list(unknown(*NAMES[:4]).values())
    assert list(holdable(cards)) == ["parameters"]


@pytest.mark.parametrize("method", ["elo", "win_rate"])
def test_a_method_without_strengths_holds_no_price_equal(method: str) -> None:
    with pytest.raises(ConfigurationError, match=f"'{method}' cannot hold price equal"):
        board(DRAWN, control=("price",), method=method)


def test_a_board_with_price_is_the_engines() -> None:
    pooled = comparisons(votes(DRAWN), Query())
    values = held_equal(PRICE, CARDS)
    engine = tiltyard.rank(pooled, split=True, held_equal=values)
    found = board(DRAWN, control=("price",))
    assert [(row.card.name, row.rating, row.low) for row in found.rows] == [
        (row.model, row.rating, row.lower) for row in engine.models
    ]


def test_who_is_good_for_its_price_rises() -> None:
    plain = [row.card.name for row in board(DRAWN).rows]
    held = [row.card.name for row in board(DRAWN, control=("price",)).rows]
    assert held.index("fir") == 0 < plain.index("fir")


def test_points_for_ten_times_the_price_are_on_the_board() -> None:
    (one,) = board(DRAWN, control=("price",)).coefficients
    assert one.feature == "price"
    tenfold = 400 / math.log(10) * one.value / one.scale
    assert 80 < tenfold < 250


@pytest.mark.parametrize("method", ["davidson", "rao_kupper"])
def test_methods_with_ties_hold_prices_equal_too(method: str) -> None:
    names = [one.feature for one in board(DRAWN, control=("price",), method=method).coefficients]
    assert names[-1] == "price"


def test_price_and_length_are_held_equal_together() -> None:
    found = board(DRAWN, control=("length", "price", "parameters"))
    assert [one.feature for one in found.coefficients] == ["tokens", "price", "parameters"]


def test_a_model_without_a_price_is_not_ranked_and_told_why() -> None:
    (one,) = board(DRAWN, unknown("oak"), control=("price",)).unranked
    assert one.card.name == "oak"
    assert one.reason == "Its price is not known, and price is held equal"
    assert one.votes > 0


def test_few_prices_make_no_board() -> None:
    with pytest.raises(NotIdentifiedError, match="5 ranked models or more must have a value; 4"):
        board(DRAWN, unknown(*NAMES[:4]), control=("price",))


def test_hidden_models_do_not_move_the_line() -> None:
    cards = CARDS | {"oak": replace(CARDS["oak"], listed=False)}
    dear = cards | {"oak": replace(cards["oak"], price_in_usd=1e6)}
    first, second = (board(DRAWN, one, control=("price",)) for one in (cards, dear))
    assert [row.rating for row in first.rows] == [row.rating for row in second.rows]


@pytest.mark.parametrize(("control", "column"), [("latency", "seconds_a"), ("cost", "cost_usd_b")])
def test_votes_without_a_measure_are_left_out_and_counted(control: str, column: str) -> None:
    is_known = pl.int_range(pl.len()) % 3 != 0
    some = DRAWN.with_columns(pl.when(is_known).then(pl.col(column)).alias(column))
    found = board(some, control=(control,))
    assert found.votes == 2_000
    assert found.notes[0] == (
        "1,000 of 3,000 votes are left out: of their answers it is not known what is to be held "
        f"equal ({control})"
    )


def test_votes_are_counted_in_the_slice() -> None:
    is_known = pl.int_range(pl.len()) % 3 != 0
    some = DRAWN.with_columns(pl.when(is_known).then("seconds_a").alias("seconds_a"))
    decided = DRAWN.filter(pl.col("winner") != "tie").height
    note = board(some, control=("latency",), without=("tie",)).notes[0]
    assert f" of {decided:,} votes are left out" in note


def test_what_is_known_of_all_needs_no_note() -> None:
    assert board(DRAWN, control=("latency",)).notes == ()


def test_what_is_known_of_no_vote_ranks_nobody() -> None:
    none = DRAWN.with_columns(pl.lit(None, dtype=pl.Float64).alias("seconds_a"))
    found = board(none, control=("latency",))
    assert (found.rows, found.votes) == ((), 0)
    assert found.notes[0].startswith("3,000 of 3,000 votes are left out")


def test_a_planted_pull_of_speed_is_found() -> None:
    rng = np.random.default_rng(4)
    n = 20_000
    quick, slow = rng.lognormal(0, 1, (2, n))
    names = np.array(NAMES)
    a = rng.integers(0, 8, n)
    is_won = rng.random(n) < 1 / (1 + (quick / slow) ** 0.5)  # a factor of e is half a log-odds
    found = board(
        frame(
            {
                "model_a": names[a],
                "model_b": names[(a + rng.integers(1, 8, n)) % 8],
                "winner": np.where(is_won, "model_a", "model_b"),
                "seconds_a": quick,
                "seconds_b": slow,
            }
        ),
        control=("latency",),
    )
    (one,) = found.coefficients
    assert one.lower / one.scale < -0.5 < one.upper / one.scale
    assert one.value / one.scale == pytest.approx(-0.5, abs=0.05)
