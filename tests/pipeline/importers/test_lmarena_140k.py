"""LMArena's 140,000 votes."""

from __future__ import annotations

from pipeline.importers.shapes import read


def test_both_bad_is_spelt_as_ours() -> None:
    assert read("lmarena_140k", winner="both_bad")["winner"] == "both_bad"


def test_the_session_is_kept_and_rounds_are_battles_of_their_own() -> None:
    row = read("lmarena_140k")
    assert row["extra"]["evaluation_session_id"] == "session-1"
    assert row["extra"]["evaluation_order"] == 2
    assert row.get("battle") is None


def test_parts_of_messages_are_read() -> None:
    assert read("lmarena_140k")["answers_b"] == ["Dunno."]
