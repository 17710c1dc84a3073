"""A board in other forms."""

from __future__ import annotations

from pathlib import Path

import polars
import pytest

from analysis.made import arena
from tiltyard.errors import ConfigurationError

ROW = [
    "model", "strength", "rating", "lower", "upper", "rank", "rank_lower", "rank_upper", "votes",
    "win_rate",
]  # fmt: skip


def test_a_frame_has_a_row_for_each_model() -> None:
    board = arena()
    frame = board.to_polars()
    assert frame.columns == ROW
    assert frame.rows(named=True) == board.to_dict()["models"]


def test_pandas_gets_the_same_numbers() -> None:
    board = arena()
    assert board.to_pandas()["rating"].tolist() == [row.rating for row in board.models]


def test_csv_holds_the_rows(tmp_path: Path) -> None:
    arena().to_csv(tmp_path / "board.csv")
    assert polars.read_csv(tmp_path / "board.csv")["model"].to_list() == [
        row.model for row in arena().models
    ]


def test_parquet_holds_the_rows_exactly(tmp_path: Path) -> None:
    arena().to_parquet(tmp_path / "board.parquet")
    assert polars.read_parquet(tmp_path / "board.parquet").equals(arena().to_polars())


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        arena().to_csv(tmp_path / "nowhere" / "board.csv")


def test_a_board_says_in_one_line_what_it_is() -> None:
    board = arena()
    votes = f"{board.n_votes:,.10g}"
    assert repr(board) == (
        f"<Ranking of {board.n_models} models by bradley_terry from {votes} votes>"
    )
