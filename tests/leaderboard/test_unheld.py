"""A board that lacks what is usually held equal says so."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from leaderboard.drawn import STYLE, drawn, source
from tiltyard.leaderboard import Board, Boards, Query

SIDES = [f"{name}_{side}" for name in STYLE for side in "ab"]
PLAIN = drawn(400).drop(SIDES)
NOTE = (
    "style is usually held equal in this arena, and is not here: the votes do not tell what that "
    "takes"
)


def boards(rows: Any) -> Boards:
    return Boards([source(None, rows)], Query(control=("style",)))


def asked(found: Boards, **words: str) -> Board:
    return asyncio.run(found.board(found.query(words)))


def test_votes_without_style_say_that_it_is_not_held_equal() -> None:
    assert NOTE in asked(boards(PLAIN)).notes


def test_whoever_asks_for_no_control_is_told_as_well() -> None:
    """The address of the usual board is one with what is asked so."""
    assert NOTE in asked(boards(PLAIN), control="none").notes


@pytest.mark.parametrize("control", ["style", "none"])
def test_votes_that_tell_it_have_no_note(control: str) -> None:
    assert not any("usually" in note for note in asked(boards(drawn(400)), control=control).notes)


def test_a_board_with_another_control_has_no_note() -> None:
    assert NOTE not in asked(boards(PLAIN), control="position").notes


def test_what_is_not_held_equal_is_named() -> None:
    assert boards(PLAIN).unheld("") == "style"
    assert boards(drawn(400)).unheld("") == ""


def test_it_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    found = boards(PLAIN)
    for _ in range(3):
        found.query({})
    assert caplog.text.count("cannot hold style equal") == 1
