"""Words of an address, as they are described and as they are read."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from tiltyard.leaderboard import Query
from tiltyard.web import board_api


@pytest.fixture(scope="module")
def words() -> dict[str, dict[str, Any]]:
    """What is described of the words of a board, by name."""
    app = FastAPI()
    app.include_router(board_api.router)
    told = app.openapi()["paths"]["/api/v1/leaderboard"]["get"]["parameters"]
    return {word["name"]: word["schema"] for word in told}


def test_every_part_of_a_question_has_its_word(words: dict[str, dict[str, Any]]) -> None:
    assert set(words) == {*Query.__dataclass_fields__, "format"}


@pytest.mark.parametrize(
    ("name", "described"),
    [
        ("modality", {"type": "string", "enum": ["text", "image"]}),
        ("level", {"type": "number", "exclusiveMinimum": 0.5, "exclusiveMaximum": 1}),
        ("category", {"type": "string"}),
    ],
)
def test_a_word_is_described_as_what_it_says(
    words: dict[str, dict[str, Any]], name: str, described: dict[str, Any]
) -> None:
    told = words[name]
    assert {key: told[key] for key in described} == described
    assert "anyOf" not in told


def test_a_list_may_come_in_pieces(api: httpx2.Client) -> None:
    pieces = api.get("/leaderboard?category=coding&category=math").json()
    assert pieces["query"] == {"category": "coding,math"}


@pytest.mark.parametrize("words", ["modality=", "language=&voters=", "category="])
def test_a_word_that_says_nothing_asks_for_nothing(api: httpx2.Client, words: str) -> None:
    assert api.get(f"/leaderboard?{words}").json()["query"] == {}


def test_none_is_an_empty_list(api: httpx2.Client) -> None:
    assert api.get("/leaderboard?control=none").json()["query"] == {}


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("/sources?source=example", "known: format"),
        ("/models?sauce=example", "did you mean 'source'?"),
        ("/history?modl=oak", "did you mean 'model'?"),
    ],
)
def test_each_address_has_words_of_its_own(api: httpx2.Client, path: str, known: str) -> None:
    answer = api.get(path)
    assert answer.status_code == 422
    assert known in answer.json()["error"]["message"]
