"""What each picture shows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from analysis.made import NASTY, arena, duel
from tiltyard import rank
from tiltyard.analysis import _charts
from tiltyard.ratings import matrices


def values(chart: Any) -> list[dict[str, Any]]:
    """The rows that a chart draws."""
    found: list[dict[str, Any]] = []

    def look(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("values"), list) and isinstance(part["values"][0], dict):
                found.extend(part["values"])
            for inner in part.values():
                look(inner)
        elif isinstance(part, list):
            for inner in part:
                look(inner)

    look(chart.to_dict())
    return found


def test_intervals_are_those_of_the_rows() -> None:
    board = arena()
    drawn = {one["model"]: one["lower"] for one in values(_charts.intervals(board, board.models))}
    assert drawn == {row.model: row.lower for row in board.models}


def test_a_narrow_board_is_not_blown_up() -> None:
    low, high = _charts._domain(
        [row for row in arena().models if row.model == arena().models[0].model]
    )
    assert high - low >= _charts.MIN_SPAN


def test_an_axis_holds_every_interval() -> None:
    rows = arena().models
    low, high = _charts._domain(rows)
    assert low < min(row.lower for row in rows)
    assert high > max(row.upper for row in rows)


def test_win_rates_are_those_observed() -> None:
    board = arena()
    share = matrices.observed(board.counts)
    one = values(_charts.win_rates(board, board.models))[0]
    names = board.counts.models
    assert one["share"] == share[names.index(one["model"]), names.index(one["other"])]


def test_pairs_that_never_met_are_left_empty() -> None:
    frame = {"model_a": ["x", "y"], "model_b": ["y", "z"], "winner": ["tie", "tie"]}
    board = rank(frame)
    met = {(one["model"], one["other"]) for one in values(_charts.pair_counts(board, board.models))}
    assert met == {("x", "y"), ("y", "x"), ("y", "z"), ("z", "y")}


def test_votes_of_pairs_are_drawn_both_ways() -> None:
    board = arena()
    drawn = values(_charts.pair_counts(board, board.models))
    assert sum(one["votes"] for one in drawn) == 2 * board.n_votes


def test_probabilities_of_ranks_add_up_to_one() -> None:
    board = arena()
    drawn = values(_charts.ranks(board, board.models))
    sums = [sum(one["probability"] for one in drawn if one["model"] == row.model)
            for row in board.models]  # fmt: skip
    np.testing.assert_allclose(sums, 1, atol=0.04)


@pytest.mark.parametrize("draw", [_charts.intervals, _charts.win_rates, _charts.ranks])
def test_two_models_can_be_drawn(draw: Any) -> None:
    board = rank(duel())
    assert values(draw(board, board.models))


def test_names_are_text_and_not_markup() -> None:
    board = arena((NASTY, "b\x1b", "c"))
    assert {one["model"] for one in values(_charts.intervals(board, board.models))} == {
        NASTY, "b\\x1b", "c"
    }  # fmt: skip


def test_an_interval_with_one_end_runs_out_of_the_picture() -> None:
    board = arena(side="lower")
    drawn = values(_charts.intervals(board, board.models))
    assert {one["upper"] for one in drawn} == {_charts._domain(board.models)[1]}


def test_long_names_keep_their_ends() -> None:
    board = arena(("org/a-name-as-long-as-a-sentence-v1", "org/a-name-as-long-as-a-sentence-v2"))
    drawn = _charts.library().Chart.to_json(_charts.intervals(board, board.models))
    assert "slice(datum.label, -16)" in drawn
