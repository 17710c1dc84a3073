from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from ratings.boards import strengths, votes
from tiltyard import ratings
from tiltyard.errors import ConfigurationError, DataError, UnknownNameError
from tiltyard.leaderboard import Board, Row, as_dict, build
from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import OUTCOMES
from tiltyard.records import ModelCard, Tally, Winner

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
A, B, TIE, BAD = Winner.MODEL_A, Winner.MODEL_B, Winner.TIE, Winner.BOTH_BAD


def board(*tallies: tuple[str, str, Winner, int], cards: list[ModelCard] | None = None) -> Board:
    names = sorted({name for left, right, _, _ in tallies for name in (left, right)})
    known = [ModelCard(name) for name in names] if cards is None else cards
    return build([Tally(*one) for one in tallies], known, computed_at=AT)


def arena(models: int = 12, n: int = 20_000) -> list[Tally]:
    rng = np.random.default_rng(0)
    drawn = votes(rng, strengths(rng, models), n)
    return [
        Tally(drawn.models[a], drawn.models[b], OUTCOMES[outcome], int(count))
        for a, b, outcome, count in zip(drawn.a, drawn.b, drawn.outcome, drawn.mass(), strict=True)
    ]


def cards_of(tallies: list[Tally]) -> list[ModelCard]:
    return [ModelCard(name) for name in Comparisons.from_tallies(tallies).models]


def row(board: Board, name: str) -> Row:
    return next(one for one in board.rows if one.card.name == name)


def reasons(board: Board) -> dict[str, str]:
    return {one.card.name: one.reason for one in board.unranked}


TWO = (("x", "y", A, 6), ("y", "x", A, 2), ("x", "y", TIE, 3), ("y", "x", BAD, 1))


def test_nothing_at_all_is_an_empty_board() -> None:
    assert board() == Board(AT, 0, "bradley_terry", 0.95, (), ())


def test_a_board_says_when_how_and_from_what() -> None:
    found = board(*TWO)
    assert (found.computed_at, found.votes) == (AT, 12)
    assert (found.method, found.level) == ("bradley_terry", 0.95)


def test_a_row_counts_how_its_battles_ended() -> None:
    found = row(board(*TWO), "x")
    assert (found.wins, found.losses, found.ties, found.both_bad) == (6, 2, 3, 1)
    assert found.votes == 12


def test_rows_go_from_the_highest_rating_down() -> None:
    found = build(arena(), [], computed_at=AT)
    ratings_shown = [one.rating for one in found.rows]
    assert ratings_shown == sorted(ratings_shown, reverse=True)


def test_equal_ratings_are_in_alphabetical_order() -> None:
    found = board(("y", "x", TIE, 5))
    assert [one.card.name for one in found.rows] == ["x", "y"]


def test_ratings_intervals_and_ranks_are_those_of_the_method() -> None:
    tallies = arena()
    found = build(tallies, cards_of(tallies), computed_at=AT, level=0.9, seed=5)
    estimate = ratings.load("bradley_terry").fit(
        Comparisons.from_tallies(tallies), rng=np.random.default_rng(0)
    )
    index = estimate.models.index("model-003")
    shown = row(found, "model-003")
    assert shown.rating == pytest.approx(estimate.ratings()[index])
    assert (shown.low, shown.high) == pytest.approx(tuple(estimate.interval(level=0.9)[index]))
    ranks = estimate.rank_range(rng=np.random.default_rng(5), level=0.9)[index]
    assert [shown.rank_best, shown.rank_worst] == ranks.tolist()


def test_a_rating_is_inside_its_interval_and_its_place_inside_its_ranks() -> None:
    found = build(arena(), [], computed_at=AT)
    assert all(one.low < one.rating < one.high for one in found.rows)
    places = enumerate(found.rows, start=1)
    assert all(one.rank_best <= place <= one.rank_worst for place, one in places)


def test_the_same_arguments_give_the_same_board() -> None:
    tallies = arena(60, 60_000)  # so many that some pair is near the border
    assert build(tallies, [], computed_at=AT) == build(tallies, [], computed_at=AT)


def test_the_seed_is_that_of_the_simulated_errors() -> None:
    tallies = arena(60, 60_000)
    cards = cards_of(tallies)
    boards = [build(tallies, cards, computed_at=AT, seed=seed) for seed in range(4)]
    assert len({tuple(row.rank_best for row in board.rows) for board in boards}) > 1


def test_the_order_of_tallies_changes_nothing() -> None:
    one, other = build(arena(), [], computed_at=AT), build(arena()[::-1], [], computed_at=AT)
    assert [r.card.name for r in one.rows] == [r.card.name for r in other.rows]
    assert [r.rating for r in one.rows] == pytest.approx([r.rating for r in other.rows])


def test_a_model_without_votes_is_listed_apart() -> None:
    found = board(*TWO, cards=[ModelCard("x"), ModelCard("y"), ModelCard("new")])
    assert reasons(found) == {"new": "No votes yet"}
    assert found.unranked[0].votes == 0


def test_a_model_that_has_only_won_is_listed_apart() -> None:
    found = board(*TWO, ("champion", "x", A, 9))
    assert reasons(found) == {"champion": "Has only won so far: a rating needs a loss or a tie too"}
    assert found.unranked[0].votes == 9


def test_a_model_that_has_only_lost_is_listed_apart() -> None:
    found = board(*TWO, ("novice", "x", B, 9))
    assert reasons(found) == {"novice": "Has only lost so far: a rating needs a win or a tie too"}


def test_votes_with_an_unranked_model_still_count_in_a_row() -> None:
    found = board(*TWO, ("champion", "x", A, 9))
    assert (row(found, "x").votes, row(found, "x").losses) == (21, 11)
    assert found.votes == 21


def test_a_group_that_never_met_the_others_is_listed_apart() -> None:
    found = board(*TWO, ("y", "z", TIE, 1), ("p", "q", TIE, 50))
    assert reasons(found) == dict.fromkeys("pq", "Never met the ranked models, nor any that did")


def test_a_group_joined_one_way_only_is_listed_apart() -> None:
    found = board(*TWO, ("y", "z", TIE, 1), ("p", "q", TIE, 50), ("p", "x", A, 3))
    reason = "No chain of wins joins it to the ranked models both ways yet"
    assert reasons(found) == dict.fromkeys("pq", reason)


def test_a_chain_of_wins_ranks_nobody() -> None:
    found = board(("x", "y", A, 3), ("y", "z", A, 3))
    assert found.rows == ()
    assert reasons(found)["y"] == "The votes so far do not connect it with another model both ways"


def test_unranked_models_with_more_votes_come_first() -> None:
    cards = [ModelCard(name) for name in ("new", "a-new", "champion")]
    found = board(*TWO, ("champion", "x", A, 9), cards=cards)
    assert [one.card.name for one in found.unranked] == ["champion", "a-new", "new"]


def test_a_model_without_a_card_is_fitted_but_not_named() -> None:
    tallies = arena()
    cards = cards_of(tallies)
    whole = build(tallies, cards, computed_at=AT)
    without = build(tallies, cards[1:], computed_at=AT)
    assert without.votes == whole.votes
    named = [row.card.name for row in without.rows] + [one.card.name for one in without.unranked]
    assert cards[0].name not in named
    assert len(without.rows) == len(whole.rows) - 1


def test_a_card_goes_with_its_row() -> None:
    card = ModelCard("x", organisation="Xanadu", price_in_usd=1.5)
    assert row(board(*TWO, cards=[card, ModelCard("y")]), "x").card is card


def hidden_board(hidden: str) -> tuple[Board, Board]:
    """The board with all models, and without the one that is not listed."""
    tallies = arena()
    names = Comparisons.from_tallies(tallies).models
    cards = [ModelCard(name) for name in names]
    some = [replace(card, listed=card.name != hidden) for card in cards]
    return build(tallies, cards, computed_at=AT), build(tallies, some, computed_at=AT)


def test_a_model_that_is_not_listed_is_not_shown() -> None:
    everyone, some = hidden_board("model-003")
    assert "model-003" not in json.dumps(as_dict(some))
    assert len(some.rows) == len(everyone.rows) - 1


def test_a_model_that_is_not_listed_still_takes_part_in_the_fit() -> None:
    everyone, some = hidden_board("model-003")

    def gap(board: Board) -> float:
        return row(board, "model-001").rating - row(board, "model-002").rating

    assert gap(some) == pytest.approx(gap(everyone))


def test_a_model_that_is_not_listed_takes_nobodys_rank() -> None:
    everyone, _ = hidden_board("nobody")
    _, some = hidden_board(everyone.rows[0].card.name)
    assert some.rows[0].rank_best == 1
    assert some.rows[-1].rank_worst == len(some.rows)


def test_the_mean_of_the_rows_is_a_thousand() -> None:
    _, some = hidden_board("model-003")
    assert np.mean([one.rating for one in some.rows]) == pytest.approx(1000)


def test_an_unlisted_model_without_votes_is_not_mentioned() -> None:
    assert board(cards=[ModelCard("secret", listed=False)]).unranked == ()


def test_a_hidden_opponent_alone_ranks_nobody() -> None:
    cards = [ModelCard("x"), ModelCard("y", listed=False)]
    found = board(*TWO, cards=cards)
    assert found.rows == ()
    assert "y" not in {one.card.name for one in found.unranked}


def test_an_unknown_method_is_an_error() -> None:
    with pytest.raises(UnknownNameError):
        build([], [], computed_at=AT, method="tarot")


def test_votes_that_make_no_sense_are_an_error() -> None:
    with pytest.raises(DataError, match="cannot meet itself"):
        board(("x", "x", TIE, 1))


def test_a_board_is_plain_json() -> None:
    card = ModelCard("x", organisation="Xanadu", released_on=date(2026, 1, 2))
    found = board(*TWO, cards=[card, ModelCard("y"), ModelCard("new")])
    plain = json.loads(json.dumps(as_dict(found), allow_nan=False))
    assert plain == as_dict(found)
    assert plain["computed_at"] == "2026-03-01T12:00:00+00:00"


def test_a_row_in_json_has_the_card_and_the_numbers() -> None:
    card = ModelCard("x", organisation="Xanadu", released_on=date(2026, 1, 2))
    plain = as_dict(board(*TWO, cards=[card, ModelCard("y")]))["rows"][0]
    assert plain["model"] == {
        "name": "x", "organisation": "Xanadu", "licence": None, "link": None,
        "price_in_usd": None, "price_out_usd": None, "context_length": None, "parameters": None,
        "released_on": "2026-01-02", "active": True,
    }  # fmt: skip
    assert set(plain) == {
        "model", "rating", "low", "high", "rank_best", "rank_worst",
        "votes", "wins", "losses", "ties", "both_bad",
    }  # fmt: skip


def test_an_unranked_model_in_json_has_the_reason() -> None:
    (plain,) = as_dict(board(cards=[ModelCard("new")]))["unranked"]
    assert (plain["model"]["name"], plain["votes"]) == ("new", 0)
    assert plain["reason"] == "No votes yet"


def test_a_method_that_needs_single_votes_is_refused_at_once() -> None:
    with pytest.raises(ConfigurationError, match=r"'elo' needs single votes.*bradley_terry"):
        build([], [], computed_at=AT, method="elo")
