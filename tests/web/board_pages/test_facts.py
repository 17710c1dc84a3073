"""Pages about votes are kept until there are others."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import polars as pl
import pytest

from arenas import calling, wait_for
from board_votes import cards, showing, source, votes
from tiltyard.leaderboard import Query, VotesSource
from tiltyard.web.board_pages import Pages

MODELS = cards(4)
ONE, OTHER = MODELS[0].name, MODELS[1].name
PATHS = [f"/models/{ONE}", f"/pair?a={ONE}&b={OTHER}", "/data", "/snapshots"]
_numbers = iter(range(100))


@pytest.fixture(scope="module")
def ground() -> VotesSource:
    """The arena's own votes."""
    return source(MODELS, votes(MODELS, 400))


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory, ground: VotesSource) -> Iterator[httpx2.Client]:
    """Somebody who reads."""
    with (
        showing(tmp_path_factory.mktemp("arena"), [ground], usual=Query()) as base,
        calling(base) as client,
    ):
        yield client


def is_settled(http: httpx2.Client, path: str) -> bool:
    """Whether a page is the same twice: the boards that it waits for are there."""
    return http.get(path).headers["etag"] == http.get(path).headers["etag"]


@pytest.mark.parametrize("path", PATHS)
def test_who_has_a_page_does_not_get_it_again(http: httpx2.Client, path: str) -> None:
    wait_for(lambda: is_settled(http, path))
    tag = http.get(path).headers["etag"]
    assert http.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", PATHS[:3])
def test_new_votes_come_onto_a_page_that_is_kept(
    http: httpx2.Client, ground: VotesSource, path: str
) -> None:
    wait_for(lambda: is_settled(http, path))
    before = http.get(path).text
    more = votes(MODELS, 100, seed=5).with_columns(id=pl.format(f"{next(_numbers)}-{{}}", "id"))
    ground.table.append(more)
    wait_for(lambda: http.get(path).text != before)


def test_a_page_that_is_kept_is_not_made_again(
    http: httpx2.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_for(lambda: is_settled(http, PATHS[3]))

    async def made(*_: object) -> None:
        raise AssertionError("it was made again")

    monkeypatch.setattr(Pages, "made", made)
    assert http.get(PATHS[3]).status_code == 200
