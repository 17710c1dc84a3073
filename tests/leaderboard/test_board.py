"""A board in plain types holds every digit, and nothing that JSON does not know."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from leaderboard.drawn import drawn, source
from tiltyard.leaderboard import Query, as_dict, card_dict
from tiltyard.records import ModelCard

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BOARD = source(None, drawn(600)).board(Query(control=("style",), language="en"), computed_at=NOW)


def told() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(json.dumps(as_dict(BOARD), allow_nan=False))
    return held


def test_numbers_are_not_rounded() -> None:
    for row, found in zip(BOARD.rows, told()["rows"], strict=True):
        assert found["rating"] == row.rating
        assert (found["low"], found["high"]) == (row.low, row.high)


def test_the_question_is_there_as_words_that_ask_it_again() -> None:
    assert Query.of(told()["query"], now=NOW) == BOARD.query


def test_votes_of_a_row_are_all_of_its_outcomes() -> None:
    for row in told()["rows"]:
        assert row["votes"] == row["wins"] + row["losses"] + row["ties"] + row["both_bad"]


def test_a_card_says_what_is_known_and_not_whether_it_is_listed() -> None:
    card = ModelCard("oak", released_on=date(2026, 1, 31), price_in_usd=0.5)
    found = card_dict(card)
    assert found["released_on"] == "2026-01-31"
    assert found["licence"] is None
    assert "listed" not in found


def test_a_lean_board_is_equal_and_lacks_the_engines_answer() -> None:
    assert BOARD.ranking is not None
    assert BOARD.lean() == BOARD
    assert BOARD.lean().ranking is None


def test_a_row_is_found_by_its_model() -> None:
    found = BOARD.row("m03")
    assert found is not None
    assert found.card.name == "m03"
    assert BOARD.row("none") is None
