"""The usual board and the example are what the settings say."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from arenas import scripted
from leaderboard.drawn import drawn
from tiltyard.bootstrap import assemble, open_boards
from tiltyard.errors import ConfigurationError


@pytest.mark.parametrize(
    ("leaderboard", "told"),
    [
        ({"control": ["stile"]}, "`leaderboard.control`: there is no control 'stile'.*'style'"),
        ({"method": "bradly"}, "`leaderboard.method`: there is no method 'bradly'.*'bradley_t"),
        (
            {"method": "elo", "control": ["style"]},
            "`leaderboard.control`: method 'elo' holds nothing equal",
        ),
        (
            {"method": "elo", "control": ["price"]},
            "`leaderboard.control`: method 'elo' cannot hold price equal",
        ),
    ],
)
def test_a_usual_board_that_can_never_be_is_named_at_the_start(
    tmp_path: Path, leaderboard: dict[str, Any], told: str
) -> None:
    with pytest.raises(ConfigurationError, match=told):
        assemble(scripted(tmp_path, leaderboard=leaderboard))


def test_a_poll_cannot_decide_what_the_method_does_not_do(tmp_path: Path) -> None:
    poll = {
        "question": "What should be held equal?",
        "options": ["none", "style"],
        "decides": "leaderboard.control",
        "closes_at": "2026-03-01T00:00Z",
    }
    settings = scripted(tmp_path, leaderboard={"method": "elo"}, polls={"equal": poll})
    with pytest.raises(ConfigurationError, match="poll 'equal', option 'style': method 'elo' hold"):
        assemble(settings)


def test_an_own_category_is_called_by_its_title(tmp_path: Path) -> None:
    own = {"title": "Poems of ours", "any_of": ["sonnet"]}
    with open_boards(scripted(tmp_path, data={"rubrics": {"poems": own}})) as supply:
        supply.own.table.append(drawn(30).with_columns(poems=pl.lit(value=True)))
        query = supply.boards.query({"category": "poems"})
        board = supply.source.board(query, computed_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert board.title == "Poems of ours"


def test_the_usual_control_is_that_of_the_settings(tmp_path: Path) -> None:
    with open_boards(scripted(tmp_path, leaderboard={"control": ["style"]})) as supply:
        assert supply.boards.query({}).control == ("style",)
        assert supply.boards.query({"control": "none"}).control == ()


def test_settings_leave_the_example_out(tmp_path: Path) -> None:
    with open_boards(scripted(tmp_path, leaderboard={"example": False})) as supply:
        assert list(supply.boards.sources) == [""]
    with open_boards(scripted(tmp_path, leaderboard={"example": True})) as supply:
        assert list(supply.boards.sources) == ["example", ""]


@pytest.mark.parametrize(
    ("settings", "errors"),
    [
        ({}, "voter"),
        ({"voters": {"profile": "public"}}, "independent"),
        ({"voters": {"profile": "public"}, "leaderboard": {"errors": "voter"}}, "voter"),
        ({"leaderboard": {"errors": "independent"}}, "independent"),
    ],
)
def test_errors_are_by_voter_where_nothing_bounds_voters(
    tmp_path: Path, settings: dict[str, Any], errors: str
) -> None:
    with open_boards(scripted(tmp_path, **settings)) as supply:
        assert supply.boards.query({}).errors == errors
        assert supply.boards.query({"errors": "independent"}).errors == "independent"
