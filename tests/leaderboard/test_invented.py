"""Simulated votes are the same for the same day, plainly marked, and show something."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from tiltyard.leaderboard import Query, VoteTable, compute, persuasion
from tiltyard.leaderboard._compute import Ground
from tiltyard.leaderboard._invented import DAYS, VOTES, invented_cards, invented_votes

UNTIL = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def votes() -> pl.DataFrame:
    return invented_votes(invented_cards(UNTIL), UNTIL)


@pytest.fixture(scope="module")
def ground(votes: pl.DataFrame) -> Ground:
    table = VoteTable()
    table.append(votes)
    return Ground("simulated", table.votes, invented_cards(UNTIL))


def test_they_are_the_same_every_time(votes: pl.DataFrame) -> None:
    assert votes.equals(invented_votes(invented_cards(UNTIL), UNTIL))


def test_there_are_as_many_as_said_in_half_a_year(votes: pl.DataFrame) -> None:
    assert votes.height == VOTES
    assert votes["voted_at"].is_sorted()
    assert UNTIL - timedelta(days=DAYS) <= votes["voted_at"][0]
    assert UNTIL - timedelta(days=3) < votes["voted_at"][-1] <= UNTIL


def test_there_are_about_forty_models_each_with_its_maker_and_price() -> None:
    cards = invented_cards(UNTIL)
    assert 35 <= len(cards) <= 45
    assert all(card.organisation and card.price_in_usd for card in cards.values())
    assert all(card.released_on and card.released_on < UNTIL.date() for card in cards.values())
    assert cards["fen-34b"].parameters == 34_000_000_000


def test_all_are_marked_as_simulated(votes: pl.DataFrame) -> None:
    for name in ("id", "battle", "voter"):
        assert votes[name].str.starts_with("simulated-").all()


def test_every_outcome_comes(votes: pl.DataFrame) -> None:
    shares = votes["winner"].value_counts(normalize=True)["proportion"]
    assert len(shares) == 4
    assert shares.min() > 0.02  # type: ignore[operator]  # it is a number


def test_all_models_are_ranked_and_length_counts(ground: Ground) -> None:
    board = compute(Query(control=("style",)), ground, computed_at=UNTIL)
    assert len(board.rows) == len(ground.cards)
    length = next(one for one in board.coefficients if one.feature == "tokens")
    assert length.lower > 0.1


def test_right_answers_are_known_where_they_can_be_checked(votes: pl.DataFrame) -> None:
    is_checked = pl.col("math") | pl.col("coding")
    for side in ("correct_a", "correct_b"):
        assert votes.filter(is_checked)[side].null_count() == 0
        assert votes.filter(~is_checked)[side].null_count() == votes.filter(~is_checked).height


def test_a_refusal_is_never_right(votes: pl.DataFrame) -> None:
    for side in "ab":
        assert not votes.filter(pl.col(f"refusal_{side}"))[f"correct_{side}"].any()


def test_voters_see_mostly_what_is_right_and_not_of_every_model_alike(ground: Ground) -> None:
    found = persuasion(ground.votes, Query(), ground.cards)
    known = [one for one in found.models if one.is_known]
    assert found.fooled is not None
    assert 0.1 < found.fooled.rate < 0.4
    assert len(known) > 30
    first, last = known[0].won_though_wrong, known[-1].won_though_wrong
    assert first is not None
    assert last is not None
    assert first.lower > last.upper


@pytest.mark.parametrize("name", ["coding", "math", "creative_writing", "hard", "expert"])
def test_a_category_has_an_order_of_its_own(ground: Ground, name: str) -> None:
    overall = compute(Query(), ground, computed_at=UNTIL)
    board = compute(Query(category=(name,)), ground, computed_at=UNTIL)
    order = [row.card.name for row in board.rows]
    assert order != [row.card.name for row in overall.rows]
    ratings = {row.card.name: row.rating for row in overall.rows}
    other = np.array([ratings[name] for name in order])
    assert np.corrcoef(other, np.arange(len(order)))[0, 1] < -0.5
