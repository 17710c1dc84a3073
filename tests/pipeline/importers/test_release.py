"""Our own releases come back."""

from __future__ import annotations

from pipeline.importers.shapes import read


def test_the_pseudonym_is_the_voter_and_the_battle_is_kept() -> None:
    row = read("release")
    assert (row["voter"], row["battle"]) == ("p7", "b1")


def test_what_was_withheld_has_no_consent() -> None:
    row = read("release", conversation_a=None, conversation_b=None, consent=None)
    assert row.get("prompts") is None
    assert row["consent"] is False


def test_both_bad_comes_back_from_its_other_spelling() -> None:
    assert read("release", winner="tie (bothbad)")["winner"] == "both_bad"


def test_where_a_row_came_from_first_is_kept() -> None:
    assert read("release")["extra"] == {"source": "arena", "time_precision": "day"}
