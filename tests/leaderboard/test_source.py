"""A source says what can be asked of it, and answers with the votes that it has now."""

from __future__ import annotations

from datetime import UTC, datetime

from leaderboard.drawn import drawn, source
from tiltyard.leaderboard import Query

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_a_board_is_of_the_votes_that_there_are_now() -> None:
    made = source(None, drawn(300))
    first = made.board(Query(), computed_at=NOW)
    made.table.append(drawn(100, first=300))
    second = made.board(Query(), computed_at=NOW)
    assert (first.votes, second.votes) == (300, 400)


def test_the_version_changes_with_votes_and_with_labels() -> None:
    made = source(None, drawn(3))
    seen = {made.version}
    made.table.show(drawn(2, first=3))
    seen.add(made.version)
    made.table.append(drawn(2, first=3))  # the same votes, with labels now
    seen.add(made.version)
    assert len(seen) == 3


def test_labels_are_those_of_the_votes() -> None:
    found = source(None, drawn(50)).labels()
    assert found == {
        "coding": ("false", "true"),
        "language": tuple(found["language"]),
        "refusal": ("false", "true"),
    }
    assert set(found["language"]) == {"en", "fr"}


def test_notes_of_a_source_are_on_its_boards() -> None:
    made = source(None, drawn(300))
    noted = type(made)("", "Arena", "live", made.table, made.cards, ("Take care.",))
    assert noted.board(Query(), computed_at=NOW).notes[0] == "Take care."


def test_what_is_usual_in_the_arena_is_usual_here() -> None:
    usual = Query(control=("style",), level=0.9)
    assert source(None, drawn(3)).usual(usual) == usual


def test_what_votes_do_not_tell_of_is_not_held_equal_unless_it_is_asked_for() -> None:
    usual = Query(control=("style", "latency", "price"), level=0.9)
    assert source(None, drawn(3)).usual(usual) == Query(control=("style",), level=0.9)


def test_while_there_are_no_votes_what_is_usual_stands() -> None:
    usual = Query(control=("style", "price"))
    assert source(None).usual(usual) == usual
