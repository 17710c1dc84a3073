"""What votes and conversations of compar:IA share."""

from __future__ import annotations

import pytest

from pipeline.importers.shapes import read


def test_the_pair_of_conversations_is_the_battle() -> None:
    assert read("comparia_votes")["battle"] == "pair-1"


@pytest.mark.parametrize(
    ("visitor", "session", "voter"), [("v1", "s1", "v1"), (None, "s1", "s1"), (None, None, None)]
)
def test_the_visitor_votes_or_else_the_session(
    visitor: str | None, session: str | None, voter: str | None
) -> None:
    assert read("comparia_votes", visitor_id=visitor, session_hash=session)["voter"] == voter


def test_a_system_prompt_of_both_is_kept() -> None:
    row = read("comparia_votes", system_prompt_a="Be kind.", system_prompt_b="Be kind.")
    assert row["system"] == "Be kind."


def test_a_system_prompt_of_one_is_not_said_of_both() -> None:
    assert read("comparia_votes", system_prompt_a="Be kind.")["system"] is None


def test_several_languages_are_no_language() -> None:
    assert read("comparia_conversations", languages=["fr", "en"])["language"] is None
    assert read("comparia_conversations")["language"] == "fr"
