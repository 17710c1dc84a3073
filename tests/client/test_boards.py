"""Boards as tables."""

from __future__ import annotations

import polars as pl

from tiltyard.client import Client


def test_a_board_is_a_table_with_its_cards(client: Client) -> None:
    board = client.leaderboard()
    table = board.to_polars()
    assert table["model"].to_list() == [row.model for row in board.rows]
    assert table["rating"].to_list() == [row.rating for row in board.rows]
    assert table["licence"].to_list() == [row.card.licence for row in board.rows]


def test_tables_have_the_same_columns_whatever_is_known(client: Client) -> None:
    tables = [client.leaderboard(source=source).to_polars() for source in ("", "example")]
    assert tables[0].schema == tables[1].schema
    assert tables[0].schema["released_on"] == pl.Date
    assert pl.concat(tables).height == tables[0].height + tables[1].height


def test_the_matrix_is_a_table_with_a_row_for_each_place(client: Client) -> None:
    matrix = client.matrix()
    placed = sum(place is not None for places in matrix.places.values() for place in places)
    assert matrix.to_polars().height == placed


def test_a_models_boards_are_a_table(client: Client) -> None:
    page = client.model("amber-heron-0")
    assert page.to_polars()["board"][0] == "Overall"
    assert page.to_polars().height == sum(place is not None for place in page.places)
