"""Answers that are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiltyard.errors import DataError, WriteError
from tiltyard.pipeline._answers import Answers, Reply


def test_what_was_kept_is_there_for_the_next_run(tmp_path: Path) -> None:
    first = Answers(tmp_path / "new" / "answers.db")
    first.keep("key", "jury", Reply("LABEL: yes", False, 10, 3))
    first.close()
    again = Answers(tmp_path / "new" / "answers.db")
    assert again.known(["key", "other"]) == {"key": Reply("LABEL: yes", False, 10, 3)}
    again.close()


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert Answers(tmp_path / "answers.db").known(["key"]) == {}
    assert list(tmp_path.iterdir()) == []


def test_thousands_can_be_looked_up(tmp_path: Path) -> None:
    answers = Answers(tmp_path / "answers.db")
    for number in range(3):
        answers.keep(str(number * 900), "jury", Reply("a"))
    assert list(answers.known(map(str, range(2000)))) == ["0", "900", "1800"]
    answers.close()


def test_a_file_that_is_no_store_of_answers_is_told(tmp_path: Path) -> None:
    path = tmp_path / "answers.db"
    path.write_text("something else, and long enough not to be taken for a new one" * 20)
    with pytest.raises(DataError, match=r"answers.db' does not hold answers.*move it away"):
        Answers(path).known(["key"])


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "answers.db").mkdir()
    with pytest.raises(WriteError, match="answers cannot be kept"):
        Answers(tmp_path / "answers.db").keep("key", "jury", Reply("a"))
