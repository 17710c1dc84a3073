"""The page that says how boards are computed, as this arena is set up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from arenas import scripted, serving

BOARD = {"full": {"oak": {"rating": 1010, "rating_q025": 1000, "rating_q975": 1020}}}


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Response]:
    """The answer of an arena that is set up in its own way."""
    folder: Path = tmp_path_factory.mktemp("arena")
    (folder / "board.json").write_text(json.dumps(BOARD))
    board = {
        "level": 0.9,
        "method": "rao_kupper",
        "refresh_seconds": 7,
        "snapshot_every": "2d",
        "snapshot_smallest": 1234,
        "example": False,
        "sources": {"grove": {"imported": folder / "board.json", "title": "Grove"}},
    }
    settings = scripted(
        folder, leaderboard=board, secret_key="zqxcanary-secret-key", battle={"pace": "fast"}
    )
    with serving(settings) as address:
        yield httpx2.get(f"{address}/method", timeout=30, trust_env=False)


@pytest.fixture(scope="module")
def page(answer: httpx2.Response) -> str:
    """What it says."""
    return answer.text


def test_the_page_is_kept_for_all_who_read_it(answer: httpx2.Response) -> None:
    assert answer.headers["etag"]
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "said",
    [
        "<code>rao_kupper</code>",
        "Level of intervals and ranks</th><td>90 %</td>",
        "Usually held equal</th><td>nothing</td>",
        "about every 7 s",
        "every 2 days, with a board for slices of 1,234 votes or more",
        "Pace of answers</th><td>fast</td>",
        "<bdi>Grove</bdi>: imported ratings",
        "<bdi>Tiltyard</bdi>: votes of this arena",
    ],
)
def test_the_configuration_is_the_actual_one(page: str, said: str) -> None:
    assert said in page


@pytest.mark.parametrize("name", ["Coding", "Hard prompts", "Refusal", "Language"])
def test_every_label_is_told_with_its_definition_and_version(page: str, name: str) -> None:
    row = page.partition(f"<bdi>{name}</bdi>")[2].partition("</tr>")[0]
    assert "version" in row
    assert 'class="meaning"' in row


def test_nothing_secret_is_on_the_page(page: str) -> None:
    assert "zqxcanary" not in page


def test_it_says_what_simulated_and_imported_mean(page: str) -> None:
    assert "votes that a program drew" in page
    assert "ratings that somebody else published" in page


def test_a_source_that_cannot_hold_what_is_usual_is_named(tmp_path: Path) -> None:
    (tmp_path / "board.json").write_text(json.dumps(BOARD))
    sources = {"grove": {"imported": tmp_path / "board.json", "title": "Grove"}}
    board = {"control": ["style"], "example": False, "sources": sources}
    with serving(scripted(tmp_path, leaderboard=board)) as address:
        page = httpx2.get(f"{address}/method", timeout=30, trust_env=False).text
        told = httpx2.get(f"{address}/leaderboard?source=grove", timeout=30, trust_env=False).text
    assert (
        "style cannot be held equal" in page.partition("<bdi>Grove</bdi>")[2].partition("</li>")[0]
    )
    assert "tyle is usually held equal in this arena, and is not here: the ratings" in told


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of an arena for strangers."""
    settings = scripted(tmp_path_factory.mktemp("arena"), voters={"profile": "public"})
    with serving(settings) as address:
        yield httpx2.get(f"{address}/method", timeout=30, trust_env=False).text


@pytest.mark.parametrize(
    "said",
    [
        "profile <code>public</code>",
        "Of your first 10 battles 2 are checks of attention",
        "3 votes of one voter count on battles of any one model",
        "50 votes of one voter count in a day",
        "24 whole hours have passed",
        "once you have cast 5 votes",
        "For 1 hour after your first battle you are a guest",
        "battles that one voter may open in an hour: 60",
    ],
)
def test_bounds_for_voters_are_told(public: str, said: str) -> None:
    assert said in " ".join(public.split())


def test_an_arena_for_a_team_says_that_every_vote_counts(page: str) -> None:
    assert "every vote counts, at once" in page
