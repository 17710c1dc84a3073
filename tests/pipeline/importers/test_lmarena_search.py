"""LMArena's searching models."""

from __future__ import annotations

import pytest

from pipeline.importers.shapes import read
from tiltyard.pipeline.importers import RefusedRow


def test_a_conversation_without_a_vote_is_a_row_without_a_winner() -> None:
    row = read("lmarena_search", winner=None)
    assert row["winner"] is None
    assert row["prompts"] == ["Why?"]


def test_a_wrong_vote_is_refused_all_the_same() -> None:
    with pytest.raises(RefusedRow, match="unknown winner 'both'"):
        read("lmarena_search", winner="both")


def test_the_first_of_the_languages_is_the_language() -> None:
    assert read("lmarena_search", languages=["fr", "en"])["language"] == "fr"


def test_the_language_of_the_first_release_is_kept() -> None:
    assert read("lmarena_search", language="German")["language"] == "German"
