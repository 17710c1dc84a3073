"""Votes and ratings from elsewhere are sources of boards, or their fault is named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from arenas import scripted
from tiltyard import pipeline
from tiltyard.bootstrap import assemble, open_boards
from tiltyard.errors import ConfigurationError
from tiltyard.settings import Settings

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def with_sources(folder: Path, **sources: dict[str, Any]) -> Settings:
    return scripted(folder, leaderboard={"refresh_seconds": 0.05, "sources": sources})


def imported_votes(folder: Path) -> Path:
    """A dataset of a few votes."""
    file = folder / "votes.csv"
    file.write_text("model_a,model_b,winner\n" + "ash,yew,model_a\nyew,ash,tie\n" * 5)
    pipeline.import_files(folder / "crowd", [str(file)])
    return folder / "crowd"


def test_a_dataset_of_the_settings_is_a_source_of_boards(tmp_path: Path) -> None:
    cards = tmp_path / "cards.csv"
    cards.write_text("name,organisation\nash,Grove\n")
    source = {"dataset": imported_votes(tmp_path), "title": "The crowd", "cards": cards}
    with open_boards(with_sources(tmp_path, crowd=source)) as supply:
        found = supply.boards.source("crowd")
        board = found.board(supply.boards.query({"source": "crowd"}), computed_at=NOW)
    assert (found.title, found.kind, board.votes) == ("The crowd", "dataset", 10)
    assert {row.card.name: row.card.organisation for row in board.rows} == {
        "ash": "Grove",
        "yew": None,
    }


def test_published_ratings_of_the_settings_are_a_source_of_boards(tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text("category,model,rating,low,high\noverall,ash,1010,1000,1020\n")
    with open_boards(with_sources(tmp_path, theirs={"imported": file})) as supply:
        assert supply.boards.source("theirs").kind == "imported"


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("crowd", {}, "'crowd'.*either `dataset` or `imported`"),
        ("crowd", {"dataset": "a", "imported": "b"}, "either `dataset` or `imported`"),
        ("crowd", {"dataset": "none"}, "'crowd'.*'none' is no dataset"),
        ("crowd", {"imported": "none.csv"}, "none.csv"),
        ("crowd", {"dataset": "a", "style": "b"}, "belong to `imported`"),
        ("crowd", {"imported": "a.csv", "shows_unknown": True}, "belongs to `dataset`"),
        ("example", {"dataset": "a"}, "'example' is taken"),
        ("The Crowd", {"dataset": "a"}, "small letters"),
    ],
)
def test_a_source_with_a_fault_is_named_at_the_start(
    tmp_path: Path, name: str, source: dict[str, Any], message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message):
        assemble(with_sources(tmp_path, **{name: source}))
