"""The page that says how many models are tested in private."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from arenas import calling, scripted, serving
from bootstrap.private import after_a_release


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """Somebody who looks at such an arena."""
    with after_a_release(tmp_path_factory.mktemp("arena")) as address, calling(address) as client:
        yield client


def test_the_counts_of_an_organisation_are_public(page: httpx2.Client) -> None:
    text = " ".join(page.get("/private-models").text.split())
    assert 'Acme Labs</bdi></th><td class="number">1</td><td class="number">1</td>' in text
    assert '<td class="number">2</td></tr>' in text


def test_a_release_tells_all_siblings(page: httpx2.Client) -> None:
    text = page.get("/private-models").text
    for words in ("acme-9", "acme-9b", "heron", "stork", "Release 1"):
        assert words in text


def test_what_is_tested_now_is_not_named(page: httpx2.Client) -> None:
    text = page.get("/private-models").text
    assert "crane" not in text
    assert "acme-10" not in text


def test_the_rules_have_their_numbers(page: httpx2.Client) -> None:
    text = page.get("/private-models").text
    assert "at most 3 at once" in text
    assert "has 1,000 of them" in text


def test_the_board_marks_the_chosen_one(page: httpx2.Client) -> None:
    text = page.get("/leaderboard").text
    assert "Among 2 private variants acme-9 was chosen" in text


def test_an_arena_without_any_says_so(tmp_path: Path) -> None:
    with serving(scripted(tmp_path)) as address, calling(address) as client:
        assert "no-private" in client.get("/private-models").text
