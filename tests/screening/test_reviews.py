"""Decisions are lines of a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tiltyard.errors import DataError, UnknownNameError, WriteError
from tiltyard.ledger import encoded
from tiltyard.screening import EXCLUSIONS, RESTORATIONS, Review
from tiltyard.screening._reviews import Reviews, require_reason

REVIEW = Review("ab" * 12, "exclude", "one_side", "mia", datetime(2026, 3, 5, tzinfo=UTC), 7_000, 9)


def test_decisions_come_back_in_order(tmp_path: Path) -> None:
    reviews = Reviews(tmp_path / "new" / "reviews.jsonl")
    later = Review("cd" * 12, "dismiss", "taste", "noa", datetime(2026, 3, 6, tzinfo=UTC))
    reviews.add(REVIEW)
    reviews.add(later)
    assert Reviews(tmp_path / "new" / "reviews.jsonl").all() == [REVIEW, later]


def test_without_a_file_nothing_was_decided(tmp_path: Path) -> None:
    assert Reviews(tmp_path / "reviews.jsonl").all() == []


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    Reviews(path).add(REVIEW)
    with path.open("a") as file:
        file.write("{}\n")
    with pytest.raises(DataError, match="line 2 of"):
        Reviews(path).all()


def test_a_decision_that_cannot_be_kept_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="cannot be written"):
        Reviews(tmp_path / "file" / "reviews.jsonl").add(REVIEW)


@pytest.mark.parametrize("reason", list(EXCLUSIONS))
def test_every_reason_to_exclude_is_one_for_the_log(reason: str) -> None:
    require_reason("exclude", reason)
    assert encoded(
        {"type": "exclude", "votes": [1], "reason": reason, "rule": None, "evidence": 0, "size": 0}
    )


@pytest.mark.parametrize("reason", list(RESTORATIONS))
def test_every_reason_to_restore_is_one_for_the_log(reason: str) -> None:
    require_reason("restore", reason)
    assert encoded({"type": "restore", "votes": [1], "reason": reason})


def test_a_reason_of_another_decision_is_none() -> None:
    with pytest.raises(UnknownNameError, match="no reason to restore"):
        require_reason("restore", "one_side")
