"""The example is there until it is removed, and says what it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tiltyard.leaderboard import Example, Query
from tiltyard.leaderboard._example import _WRONG, NAME, NOTE

UNTIL = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Example:
    example = Example(tmp_path_factory.mktemp("boards"), UNTIL)
    example.make()
    return example


def test_its_board_says_that_its_votes_are_simulated(made: Example) -> None:
    board = made.source.board(Query(source=NAME), computed_at=UNTIL)
    assert board.kind == "simulated"
    assert board.notes[0] == NOTE
    assert "simulated" in NOTE


def test_its_votes_are_drawn_once(made: Example) -> None:
    before = made.source.version
    made.make()
    assert made.source.version == before


def test_no_votes_are_drawn_before_they_are_wanted(tmp_path: Path) -> None:
    assert Example(tmp_path, UNTIL).source.votes.rows == 0


def test_it_stays_removed(tmp_path: Path) -> None:
    example = Example(tmp_path / "boards", UNTIL)
    assert not example.is_removed
    example.remove()
    example.remove()
    assert example.is_removed
    assert Example(tmp_path / "boards", UNTIL).is_removed


def test_settings_may_leave_it_out(tmp_path: Path) -> None:
    assert Example(tmp_path, UNTIL, is_wanted=False).is_removed


def test_battles_in_english_can_be_read(made: Example) -> None:
    votes = made.source.votes
    rows = range(200)
    ids = votes.texts("id", rows)
    found = made.source.texts.read(ids, ids) if made.source.texts else {}
    assert set(found) == set(ids)
    consents = votes.column("consent")[:200]
    english = votes.column("language")[:200] == votes.labels["language"].index("en")
    assert (consents == english).all()


@pytest.mark.parametrize(("label", "word"), [("coding", "Python"), ("math", "sum")])
def test_what_can_be_read_is_about_what_the_label_says(
    made: Example, label: str, word: str
) -> None:
    votes = made.source.votes
    rows = (votes.column(label) == 1).nonzero()[0]
    even = [row for row in rows.tolist() if (row % 2 == 0 and label == "coding") or (row % 2 == 0
            and votes.column("coding")[row] == 0)][:5]  # fmt: skip
    ids = votes.texts("id", even)
    found = made.source.texts.read(ids, ids) if made.source.texts else {}
    assert all(word in one.turns[0].prompt for one in found.values())
    assert found


def test_a_refusal_reads_like_one(made: Example) -> None:
    votes = made.source.votes
    row = int((votes.column("refusal_b") == 1).argmax())
    [id] = votes.texts("id", [row])
    found = made.source.texts.read([id], [id]) if made.source.texts else {}
    assert "can't help" in str(found[id].turns[0].answer_b)


@pytest.mark.parametrize("about", ["coding", "math"])
def test_a_wrong_answer_reads_otherwise_than_a_right_one(made: Example, about: str) -> None:
    votes = made.source.votes
    a, b, asked = (votes.column(name) for name in ("correct_a", "correct_b", about))
    is_plain = (votes.column("refusal_a") != 1) & (votes.column("coding") == (about == "coding"))
    row = int(((a == 0) & (b == 1) & (asked == 1) & is_plain).argmax())
    ids = votes.texts("id", [row])
    found = made.source.texts.read(ids, ids) if made.source.texts else {}
    turn = found[ids[0]].turns[0]
    assert (turn.answer_a, turn.answer_b) == _WRONG[about][1:]
