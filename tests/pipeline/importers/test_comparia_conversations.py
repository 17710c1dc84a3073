"""compar:IA's conversations."""

from __future__ import annotations

from pipeline.importers.shapes import read


def test_there_is_no_vote() -> None:
    row = read("comparia_conversations")
    assert row.get("winner") is None
    assert row["id"] == "pair-1"


def test_how_the_pair_was_chosen_is_kept() -> None:
    assert read("comparia_conversations")["extra"]["mode"] == "random"
