"""Ratings against cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from leaderboard.priced import CARDS, NAMES, NOW, PRICES, board, drawn
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.leaderboard import Board, Query, Row
from tiltyard.leaderboard._exchange import STEPS, Exchanged, exchange, places
from tiltyard.ratings import pareto
from tiltyard.ratings.estimate import SCALE

BOARD = board(drawn())
COSTS = dict(zip(NAMES, PRICES, strict=True))


def of(name: str, costs: dict[str, float] = COSTS, shown: Board = BOARD) -> Exchanged:
    return next(one for one in exchange(shown, costs).models if one.model == name)


def imported(**ratings: tuple[float, float, float]) -> Board:
    """A board of ratings that somebody else published, with the ends of intervals."""
    rows = [Row(CARDS[name], *ends, 1, len(ratings)) for name, ends in ratings.items()]
    return Board(
        query=Query(), kind="imported", title="Overall", computed_at=NOW, votes=None,
        source_votes=0, rows=tuple(rows),
    )  # fmt: skip


def test_at_no_points_ranks_are_those_of_the_board() -> None:
    assert [one.ranks[0] for one in exchange(BOARD, COSTS).models] == [
        (row.rank_best, row.rank_worst) for row in BOARD.rows
    ]


def test_ratings_and_intervals_are_those_of_the_board() -> None:
    assert [(one.rating, one.low, one.high) for one in exchange(BOARD, COSTS).models] == [
        (row.rating, row.low, row.high) for row in BOARD.rows
    ]


def test_ten_times_the_median_cost_takes_the_points_off() -> None:
    costs = {"ash": 10.0, "birch": 1.0, "cedar": 0.1}
    assert exchange(BOARD, costs).median == 1.0
    assert [of(name, costs).tens for name in costs] == pytest.approx([1, 0, -1])


def test_ranks_at_a_rate_are_those_of_strengths_that_cost_was_taken_from() -> None:
    whole = BOARD.ranking.estimate  # type: ignore[union-attr]  # it was computed
    tens = np.log10([COSTS[name] / np.median(PRICES) for name in whole.models])
    moved = replace(whole, strength=whole.strength - 200 / SCALE * tens)
    ranks = moved.rank_range(rng=np.random.default_rng(0)).tolist()
    step = STEPS.index(200)
    assert [list(of(name).ranks[step]) for name in moved.models] == ranks


def test_the_cheap_rise_where_money_counts() -> None:
    at_first, at_last = (of("fir").ranks[step][0] for step in (0, -1))
    assert at_first > at_last == 1


def test_models_whose_cost_is_not_known_or_nothing_are_left_out() -> None:
    some = COSTS | {"ash": 0.0}
    del some["oak"]
    found = exchange(BOARD, some)
    assert found.left_out == ("ash", "oak")
    assert len(found.models) == 6


def test_left_out_models_take_no_rank() -> None:
    worst = max(one.ranks[0][1] for one in exchange(BOARD, {"oak": 1.0, "ash": 2.0}).models)
    assert worst == 2


def test_without_any_cost_there_is_no_exchange() -> None:
    with pytest.raises(ConfigurationError, match="of no model on this board"):
        exchange(BOARD, {})


def test_the_engines_answer_is_needed() -> None:
    with pytest.raises(DataError, match="ask for the whole board"):
        exchange(BOARD.lean(), COSTS)


def test_an_imported_board_has_the_errors_of_its_intervals() -> None:
    shown = imported(ash=(1100, 1090, 1110), elm=(1085, 1075, 1095), oak=(1000, 960, 1040))
    assert [one.ranks[0] for one in exchange(shown, COSTS).models] == [(1, 2), (1, 2), (3, 3)]


def test_places_are_those_of_the_engine() -> None:
    whole = BOARD.ranking.estimate  # type: ignore[union-attr]  # it was computed
    found = {one.model: one for one in places(BOARD, COSTS)}
    engine = pareto.frontier(
        whole.among(found),
        COSTS,
        rng=np.random.default_rng(BOARD.ranking.seed),  # type: ignore[union-attr]  # it was computed
    )
    assert [found[one.model].is_on_frontier for one in engine] == [
        one.is_on_frontier for one in engine
    ]
    assert [found[one.model].probability for one in engine] == pytest.approx(
        [one.probability for one in engine], abs=0.03
    )


def test_a_dear_and_weak_model_is_beaten() -> None:
    costs = COSTS | {"pine": 100.0}
    found = {one.model: one for one in places(BOARD, costs)}["pine"]
    assert not found.is_on_frontier
    assert found.surely is not None
    assert found.surely > 0.999


def test_of_an_imported_board_too() -> None:
    shown = imported(ash=(1100, 1090, 1110), elm=(1085, 1075, 1095))
    first, second = places(shown, {"ash": 1.0, "elm": 2.0})
    assert (first.probability, second.is_on_frontier) == (1, False)
    assert second.surely == pytest.approx(0.981, abs=0.002)  # 15 points, and 7.2 their error


def test_a_board_that_is_replaced_keeps_its_seed() -> None:
    again = replace(BOARD, title="again")
    assert exchange(again, COSTS) == exchange(BOARD, COSTS)
