"""What a board says of the votes that it leaves out."""

from __future__ import annotations

import numpy as np
import polars as pl

from leaderboard.drawn import drawn, source
from leaderboard.test_terms import HOUR, logged, table
from tiltyard.leaderboard import Query, Terms
from tiltyard.leaderboard._left_out import left_out


def said(of: object, query: Query | None = None) -> list[str]:
    return list(left_out(of.votes, query or Query()))  # type: ignore[attr-defined]  # a table or a source


def test_nothing_is_said_where_all_votes_count() -> None:
    assert said(table(drawn(3), logged(["yes"] * 2))) == []


def test_every_reason_is_counted() -> None:
    kinds = ["yes", "guest", "limit", "limit", "yes", "yes"]
    made = table(logged(kinds, minutes=[0, 0, 0, 0, 0, 90]), before=HOUR + 1, excluded=[104])
    assert said(made) == [
        "5 votes are left out: 1 by guests, 2 over a limit for voters, 1 too recent to count yet, "
        "1 excluded by moderators"
    ]


def test_one_vote_is_one_vote() -> None:
    (told,) = said(table(logged(["yes", "guest"])))
    assert told == "1 vote is left out: 1 by guests"


def test_the_guests_board_does_not_tell_of_votes_on_other_boards() -> None:
    made = table(logged(["yes", "guest", "limit", "guest"]), excluded=[103])
    told = said(made, Query(voters="guest"))
    assert told == ["1 vote is left out: 1 excluded by moderators"]


def test_what_counts_where_exclusions_do_not_apply_is_not_left_out() -> None:
    assert said(table(logged(["yes"] * 2), excluded=[100]), Query(exclusions="none")) == []


def test_only_votes_of_the_slice_are_counted() -> None:
    frame = logged(["limit"] * 40)
    coding = int(frame["coding"].sum())
    (told,) = said(table(frame), Query(category=("coding",)))
    assert told.startswith(f"{coding} votes are left out")


def test_a_board_has_the_sentence_among_its_notes() -> None:
    frame = logged(["yes"] * 400)
    made = source(None, frame)
    made.table.hold(Terms(np.arange(100, 110, dtype=np.int64)))
    board = made.board(Query(), computed_at=pl.Series(frame["voted_at"]).max())  # type: ignore[arg-type]  # a time
    assert board.votes == 390
    assert "10 votes are left out: 10 excluded by moderators" in board.notes
