"""LMArena's first release, and what all its releases share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.importers.shapes import read
from tiltyard.pipeline.importers import RefusedRow


@pytest.mark.parametrize(
    ("said", "winner"),
    [
        ("tie", "tie"),
        ("tie (bothbad)", "both_bad"),
        ("both_bad", "both_bad"),
        ("bothbad", "both_bad"),
    ],
)
def test_every_spelling_of_both_bad_is_an_outcome_of_its_own(said: str, winner: str) -> None:
    assert read("lmarena", winner=said)["winner"] == winner


def test_time_voter_language_and_anonymity_are_kept() -> None:
    row = read("lmarena")
    assert row["created_at"] == datetime(2023, 4, 24, 15, 53, 11, 132200, tzinfo=UTC)
    assert (row["voter"], row["language"], row["anonymous"]) == ("arena_user_7", "English", True)


@pytest.mark.parametrize(
    ("moderation", "flagged"),
    [({"flagged": True}, True), ({"flagged": False}, False), (None, None)],
)
def test_moderation_is_as_the_source_says(moderation: Any, flagged: bool | None) -> None:
    assert read("lmarena", openai_moderation=moderation)["flagged"] is flagged


def test_a_toxic_tag_is_kept_beside() -> None:
    assert read("lmarena")["extra"] == {"toxic": True}


def test_what_was_published_under_a_licence_may_be() -> None:
    assert read("lmarena")["consent"] is True


def test_votes_without_texts_are_votes() -> None:
    assert read("lmarena", conversation_a=None, conversation_b=None).get("prompts") is None


def test_a_bad_time_is_refused() -> None:
    with pytest.raises(RefusedRow) as refused:
        read("lmarena", tstamp="noon")
    assert refused.value.reason == "bad time"
