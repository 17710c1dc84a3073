"""Where a model does better, and where worse."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest
from scipy.special import expit, ndtri

from few_votes import frame
from tiltyard.errors import BoardError
from tiltyard.leaderboard import (
    Board,
    Query,
    Record,
    Row,
    Unranked,
    VotesSource,
    VoteTable,
    placings,
)
from tiltyard.leaderboard._specialities import gain
from tiltyard.records import ModelCard

NOW = datetime(2026, 5, 4, tzinfo=UTC)
Z = float(ndtri(0.975))
CODING = Query(category=("coding",))


def board(
    *ratings: tuple[str, float, float, int],
    query: Query = CODING,
    unranked: tuple[Unranked, ...] = (),
) -> Board:
    """A board from names, ratings, standard errors and numbers of votes."""
    rows = tuple(
        Row(ModelCard(name), rating, rating - Z * error, rating + Z * error, 1, 2, Record(wins=n))
        for name, rating, error, n in ratings
    )
    return Board(
        query=query, kind="live", title="", computed_at=NOW, votes=1, source_votes=1, rows=rows,
        unranked=unranked,
    )  # fmt: skip


WHOLE = board(("oak", 1050, 6, 1000), ("elm", 950, 6, 1000), query=Query())


def test_a_gain_is_how_far_the_rating_is_above_that_on_all_votes() -> None:
    part = board(("oak", 1080, 10, 250), ("elm", 920, 10, 250))
    found = gain("oak", part, WHOLE)
    assert found is not None
    assert found.points == pytest.approx(30)


def test_its_error_is_that_of_a_part_beside_its_whole() -> None:
    part = board(("oak", 1080, 10, 250), ("elm", 920, 10, 250))
    found = gain("oak", part, WHOLE)
    assert found is not None
    error = max(math.sqrt(10**2 - 6**2), 10 * math.sqrt(1 - 250 / 1000))
    assert found.upper - found.points == pytest.approx(Z * error)


def test_boards_of_other_models_are_brought_to_the_same_mean() -> None:
    part = board(("oak", 1120, 10, 250), ("elm", 1020, 10, 250), ("weak", 860, 10, 250))
    found = gain("oak", part, WHOLE)
    assert found is not None
    assert found.points == pytest.approx(0)


def test_it_takes_more_to_be_sure_among_many_boards() -> None:
    part = board(("oak", 1069, 10, 250), ("elm", 931, 10, 250))
    alone, among = gain("oak", part, WHOLE), gain("oak", part, WHOLE, looked_at=30)
    assert alone is not None
    assert among is not None
    assert (alone.is_sure, among.is_sure) == (True, False)


def test_all_of_the_votes_are_no_gain() -> None:
    found = gain("oak", WHOLE, WHOLE)
    assert found is not None
    assert (found.points, found.lower, found.upper, found.is_sure) == (0, 0, 0, False)


def test_who_is_not_on_both_boards_has_no_gain() -> None:
    assert gain("oak", board(("elm", 1000, 5, 10), ("ash", 1000, 5, 10)), WHOLE) is None


def test_a_placing_says_why_there_is_no_row() -> None:
    left_out = Unranked(ModelCard("oak"), 3, "Never lost")
    boards = [
        (CODING, None),
        (Query(category=("math",)), BoardError("its votes rank nobody")),
        (Query(language="fr"), board(("elm", 1000, 5, 10), unranked=(left_out,))),
        (Query(language="de"), board(("elm", 1000, 5, 10))),
    ]
    told = placings("oak", WHOLE, boards)
    assert [one.missing for one in told] == [
        "not computed yet", "its votes rank nobody", "Never lost", "no votes",
    ]  # fmt: skip


def test_a_board_without_ties_is_not_compared_with_one_that_has_them() -> None:
    part = board(("oak", 1200, 10, 250), ("elm", 800, 10, 250))
    without = Query(without=("tie", "both_bad"))
    told = placings("oak", WHOLE, [(without, part), (CODING, part)])
    assert [one.gain is None for one in told] == [True, False]


def test_without_a_rating_on_all_votes_nothing_is_gained() -> None:
    (told,) = placings("oak", None, [(CODING, board(("oak", 1000, 5, 10), ("elm", 1000, 5, 10)))])
    assert told.row is not None
    assert told.gain is None


def simulated(seed: int, *, bonus: float) -> tuple[Board, Board]:
    """Boards of all votes and of a fifth of them, in which the first model is better by so much."""
    rng = np.random.default_rng(seed)
    n, strength = 3000, np.array([0.2, 0.0, -0.1, -0.3])
    a = rng.integers(0, 4, n)
    b = (a + rng.integers(1, 4, n)) % 4
    coding = rng.random(n) < 0.2
    extra = bonus * coding * ((a == 0).astype(float) - (b == 0))
    won = rng.random(n) < expit(strength[a] - strength[b] + extra)
    names = np.array(["oak", "elm", "ash", "yew"])
    rows = zip(names[a], names[b], np.where(won, "model_a", "model_b"), strict=True)
    table = VoteTable()
    table.append(frame(list(rows), coding=coding.tolist()))
    source = VotesSource("", "Arena", "live", table, {})
    return source.board(Query(), computed_at=NOW), source.board(CODING, computed_at=NOW)


@pytest.mark.slow
def test_the_interval_of_a_gain_holds_as_often_as_it_says() -> None:
    true = 0.0
    found = [
        gain("oak", part, whole) for whole, part in (simulated(i, bonus=0) for i in range(400))
    ]
    held = np.mean([one is not None and one.lower <= true <= one.upper for one in found])
    assert 0.92 <= held <= 0.98


def test_a_model_that_is_better_at_something_is_found() -> None:
    whole, part = simulated(1, bonus=1.2)
    found = gain("oak", part, whole, looked_at=30)
    assert found is not None
    assert found.is_sure
    assert found.points > 0
