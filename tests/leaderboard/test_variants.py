"""Boards say what is to be said of models that were chosen among private variants."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from leaderboard.drawn import drawn, source
from tiltyard.leaderboard import Board, VotesSource, as_dict, compute, widening
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._tested import board_with
from tiltyard.leaderboard._variants import FRESH
from tiltyard.ratings.selection import family_quantile
from tiltyard.records import ModelCard

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FEW, MANY = drawn(1_500), drawn(6_000)


def board(variants: int | None, *, many: bool = False, **query: Any) -> Board:
    """A board on which ``m02`` was chosen among so many."""
    ground = source(None, MANY if many else FEW).ground()
    cards = {**ground.cards, "m02": ModelCard("m02", variants=variants)}
    return compute(Query(**query), replace(ground, cards=cards), computed_at=NOW)


def width(made: Board, model: str) -> float:
    row = made.row(model)
    assert row is not None
    return row.high - row.low


@pytest.mark.parametrize(("variants", "times"), [(2, 1.144), (5, 1.314), (27, 1.588), (50, 1.679)])
def test_the_interval_is_as_much_wider_as_the_table_says(variants: int, times: float) -> None:
    assert widening(variants, 0.95) == pytest.approx(times, abs=1e-3)
    made = width(board(variants), "m02") / width(board(None), "m02")
    assert made == pytest.approx(times, abs=1e-3)


def test_the_width_is_that_of_the_statistics_room() -> None:
    assert widening(27, 0.9) == family_quantile(27, level=0.9) / family_quantile(1, level=0.9)


@pytest.mark.parametrize("level", [0.8, 0.99])
def test_it_is_wider_at_any_level(level: float) -> None:
    made = width(board(9, level=level), "m02") / width(board(None, level=level), "m02")
    assert made == pytest.approx(widening(9, level))


def test_ratings_ranks_and_others_are_as_they_were() -> None:
    plain, made = board(None), board(27)
    for one, other in zip(plain.rows, made.rows, strict=True):
        assert (one.rating, one.rank_best, one.rank_worst) == (
            other.rating,
            other.rank_best,
            other.rank_worst,
        )
        if one.card.name != "m02":
            assert (one.low, one.high) == (other.low, other.high)


def test_the_board_says_so() -> None:
    said = "among 27 private variants m02 was chosen: its interval is 1.59 times as wide"
    assert any(note.startswith(said) and "Bonferroni" in note for note in board(27).notes)


def test_it_is_provisional_below_a_thousand_votes() -> None:
    made = board(27)
    row = made.row("m02")
    assert row is not None
    assert row.record is not None
    assert row.record.votes < FRESH
    assert any(note.startswith("provisional: m02 has") and "1,000" in note for note in made.notes)


def test_it_is_not_from_a_thousand_votes_on() -> None:
    assert not any("from after its release" in note for note in board(27, many=True).notes)


def test_one_that_was_tested_alone_is_no_wider() -> None:
    made = board(1)
    assert width(made, "m02") == width(board(None), "m02")
    assert any("m02 was tested in private, alone" in note for note in made.notes)


def test_programs_are_told_among_how_many() -> None:
    told = {row["model"]["name"]: row["model"] for row in as_dict(board(27))["rows"]}
    assert told["m02"]["variants"] == 27
    assert "variants" not in told["m03"]


def hidden() -> VotesSource:
    """A source with two hidden models."""
    made = source(None, FEW, hidden="m05")
    return replace(made, cards={**made.cards, "m06": ModelCard("m06", listed=False)})


def test_an_owner_sees_own_hidden_models_and_no_others() -> None:
    made = board_with(hidden(), Query(), {"m05"}, computed_at=NOW)
    names = {row.card.name for row in made.rows}
    assert "m05" in names
    assert "m06" not in names


def test_everybody_elses_board_stays_as_it_is() -> None:
    known = hidden()
    board_with(known, Query(), {"m05"}, computed_at=NOW)
    assert known.board(Query(), computed_at=NOW).row("m05") is None
