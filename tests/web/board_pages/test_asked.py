"""Words of an address, as forms and people write them."""

from __future__ import annotations

import pytest
from fastapi import Request

from tiltyard.web.board_pages._asked import address, words_of


def words(query: str) -> dict[str, str]:
    """The words of this query."""
    scope = {"type": "http", "query_string": query.encode(), "headers": []}
    return words_of(Request(scope))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("category=coding&language=", {"category": "coding"}),
        ("control=none&control=style&control=position", {"control": "style,position"}),
        ("control=none", {"control": "none"}),
        ("category=coding,math&category=coding", {"category": "coding,math"}),
        ("since=30d&since=", {"since": "30d"}),
        ("since=30d&since=2026-01-01", {"since": "2026-01-01"}),
        ("source=", {"source": ""}),
        ("level=%200.9%20", {"level": "0.9"}),
    ],
)
def test_words_of_an_address(query: str, found: dict[str, str]) -> None:
    assert words(query) == found


def test_an_address_is_written_as_people_do() -> None:
    told = {"category": "occupation:law,math", "models": "a b"}
    assert address("/leaderboard", told) == "/leaderboard?category=occupation:law,math&models=a+b"


def test_without_words_an_address_is_a_path() -> None:
    assert address("/leaderboard", {}) == "/leaderboard"
