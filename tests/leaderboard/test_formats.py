"""Boards as tables, to the last digit."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Literal

import polars as pl
import pytest

import board_votes
from tiltyard.leaderboard import Board, Query, board_table, cards_table, table, written
from tiltyard.ratings.fragility import Fragility, Neighbours
from tiltyard.records import ModelCard

READ = {
    "csv": pl.read_csv,
    "arrow": lambda content: pl.read_ipc_stream(io.BytesIO(content)),
}


def board(n: int = 400) -> Board:
    """A board of invented votes, with a model that nobody voted on."""
    cards = board_votes.cards(6)
    frame = board_votes.votes(cards[:5], n)
    return board_votes.source(cards, frame).board(Query(), computed_at=datetime.now(UTC))


def test_a_board_has_a_row_for_every_model() -> None:
    found, rows = board(), board_table(board())
    assert rows["model"].to_list() == [
        *(row.card.name for row in found.rows),
        *(one.card.name for one in found.unranked),
    ]
    assert rows["unranked"].to_list()[-1] == "No votes yet"
    assert rows["rating"].null_count() == len(found.unranked) == 1


def test_a_row_has_the_record_of_its_model() -> None:
    found = board()
    row = board_table(found).row(0, named=True)
    record = found.rows[0].record
    assert record is not None
    assert (row["votes"], row["wins"], row["win_rate"]) == (
        record.votes, record.wins, record.win_rate
    )  # fmt: skip


def test_a_row_has_what_its_lead_rests_on() -> None:
    found = board()
    leads = tuple(
        Neighbours(one.card.name, two.card.name, 1.0, votes=7, voters=3)
        for one, two in pairwise(found.rows)
    )
    rows = board_table(replace(found, fragility=Fragility(leads, 400, 40)))
    many = len(leads)
    assert rows["rests_on_voters"].to_list() == [3] * many + [None] * (rows.height - many)
    assert rows["rests_on_votes"].to_list() == [7] * many + [None] * (rows.height - many)
    assert board_table(found)["rests_on_votes"].null_count() == rows.height


@pytest.mark.parametrize("kind", ["csv", "arrow"])
def test_a_file_has_every_digit(kind: Literal["csv", "arrow"]) -> None:
    rows = board_table(board())
    again = READ[kind](written(rows, kind))
    assert again["rating"].to_list() == rows["rating"].to_list()
    assert again["low"].to_list() == rows["low"].to_list()


@pytest.mark.parametrize(
    "value", [1 / 3, 1e300, 5e-324, -0.0, 1234567890123456.7, 0.1 + 0.2, math.inf, -math.inf]
)
def test_any_number_comes_back_from_a_file(value: float) -> None:
    rows = table([{"x": value}], pl.Schema({"x": pl.Float64()}))
    assert pl.read_csv(written(rows, "csv"), schema={"x": pl.Float64})["x"].to_list() == [value]
    assert READ["arrow"](written(rows, "arrow"))["x"].to_list() == [value]


@pytest.mark.parametrize("name", ["a,b", 'a "b"', "a\nb", "=1+1", "模型", " a "])
def test_any_name_comes_back_from_a_file(name: str) -> None:
    rows = cards_table([ModelCard(name)])
    assert pl.read_csv(written(rows, "csv"))["name"].to_list() == [name]


def test_a_table_of_nothing_has_its_heading() -> None:
    rows = table([], pl.Schema({"x": pl.Float64(), "y": pl.String()}))
    assert written(rows, "csv") == b"x,y\n"
    assert READ["arrow"](written(rows, "arrow")).schema == {"x": pl.Float64, "y": pl.String}


def test_a_card_keeps_its_day() -> None:
    rows = cards_table([ModelCard("oak", released_on=date(2026, 3, 1)), ModelCard("elm")])
    assert rows["released_on"].to_list() == [date(2026, 3, 1), None]
    assert b"2026-03-01" in written(rows, "csv")
