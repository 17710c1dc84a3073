"""A board in pictures."""

from __future__ import annotations

import pytest

from board_votes import BEGAN, cards, source, votes
from tiltyard.charts import Pareto
from tiltyard.leaderboard import STEPS, Board, Portrait, Query, portrait
from tiltyard.web.board_pages._board_charts import MOST_MET, pictures

MODELS = cards(9)
GROUND = source(MODELS, votes(MODELS, 1_500))


@pytest.fixture(scope="module")
def board() -> Board:
    """A board."""
    return GROUND.board(Query(), computed_at=BEGAN)


def test_every_chart_has_a_name_of_its_own(board: Board) -> None:
    found = [one.name for one in pictures(board, portrait(board, GROUND, most=MOST_MET))]
    assert found == ["ratings", "ranks", "win-rates", "meetings", "price", "parameters"]


def test_without_votes_nobody_met(board: Board) -> None:
    assert [one.name for one in pictures(board, Portrait({}, {}))] == ["ratings", "ranks"]


def test_the_price_alone_slides(board: Board) -> None:
    found = pictures(board, portrait(board, GROUND, most=MOST_MET))
    slides = [one.name for one in found if isinstance(one.chart, Pareto) and one.chart.rates]
    assert slides == ["price"]


def test_the_slider_has_ranks_of_every_model_with_a_price(board: Board) -> None:
    found = pictures(board, portrait(board, GROUND, most=MOST_MET))
    chart = next(one.chart for one in found if one.name == "price")
    assert isinstance(chart, Pareto)
    assert chart.rates is not None
    assert set(chart.rates.ranks) == {one.label for one in chart.points}
    assert chart.rates.steps == STEPS


def test_models_without_a_price_are_counted(board: Board) -> None:
    found = pictures(board, portrait(board, GROUND, most=MOST_MET))
    chart = next(one.chart for one in found if one.name == "price")
    missing = sum(card.price_out_usd is None for card in MODELS)
    assert isinstance(chart, Pareto)
    assert chart.notes == (f"{missing} of {len(MODELS)} models have no known price.",)
