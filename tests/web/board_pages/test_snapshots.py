"""The pages of snapshots, and of what changed between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import polars as pl
import pytest

from arenas import calling, scripted, serving_app
from board_votes import cards, source, votes
from tiltyard.bootstrap import assemble
from tiltyard.leaderboard import Boards, Query, Snapshots
from tiltyard.records import ModelCard
from tiltyard.web.app import create_app

MODELS = cards(5)
HIDDEN = ModelCard("zqxhidden", listed=False)
STYLE = Query(control=("style",))
_days = iter(range(1, 30))


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """Somebody who reads the pages of an arena with two snapshots, style control on since."""
    folder: Path = tmp_path_factory.mktemp("arena")
    own = source([*MODELS, HIDDEN], votes([*MODELS, HIDDEN], 1500))
    published = Snapshots(
        folder / "snapshots", smallest=400, clock=lambda: datetime(2026, 3, next(_days), tzinfo=UTC)
    )
    published.take(own, Query())
    more = votes([*MODELS, HIDDEN], 500, seed=2)
    own.table.append(more.with_columns(id=pl.format("more-{}", "id")))
    published.take(own, STYLE)
    arena = assemble(scripted(folder))
    boards = Boards([own], STYLE, refresh_seconds=0.05)
    app = create_app(replace(arena, boards=boards, snapshots=published))
    with (
        serving_app(app) as address,
        calling(address) as client,
    ):
        yield client


def test_all_snapshots_are_listed_the_latest_first(http: httpx2.Client) -> None:
    page = http.get("/snapshots").text
    assert page.index("Snapshot 2") < page.index("Snapshot 1")
    assert "1 March 2026" in page


def test_ratings_through_the_snapshots_are_drawn(http: httpx2.Client) -> None:
    page = http.get("/snapshots").text
    assert 'data-chart="history"' in page
    assert "Overall: ratings through the snapshots" in page


def test_the_history_of_another_board_has_its_address(http: httpx2.Client) -> None:
    assert "Coding: ratings through the snapshots" in http.get("/snapshots?category=coding").text


def test_a_board_that_no_snapshot_has_is_told_in_words(http: httpx2.Client) -> None:
    page = http.get("/snapshots?language=nl").text
    assert "No snapshot has the board that this address asks for" in page


def test_a_snapshot_shows_its_board_its_digests_and_its_configuration(http: httpx2.Client) -> None:
    page = http.get("/snapshots/2").text
    assert "Overall, with style held equal" in page
    assert "2,000 votes" in page
    assert "Digest of its votes" in page
    assert "tiltyard leaderboard rebuild 2" in page


def test_a_snapshot_shows_any_of_its_boards(http: httpx2.Client) -> None:
    page = http.get("/snapshots/2?category=coding&control=none").text
    assert '<h2 id="board-heading">Coding</h2>' in page


def test_every_board_of_a_snapshot_has_a_link_that_works(http: httpx2.Client) -> None:
    page = http.get("/snapshots/2").text
    links = [part.partition('"')[0] for part in page.split('href="/snapshots/2')[1:]]
    shown = [link.replace("&amp;", "&") for link in links if not link.startswith("/changes")]
    assert len(shown) >= 10
    assert {http.get(f"/snapshots/2{link}").status_code for link in shown} == {200}


def test_changes_are_told_in_words(http: httpx2.Client) -> None:
    page = http.get("/snapshots/2/changes").text
    assert "What changed from snapshot 1 to 2" in page
    assert "<li>500 new votes.</li>" in page
    assert "<li>Style control now on.</li>" in page


def test_changes_since_a_snapshot_that_is_named(http: httpx2.Client) -> None:
    page = http.get("/snapshots/2/changes?since=1&category=coding").text
    assert "Coding: from" in page


@pytest.mark.parametrize("path", ["/snapshots", "/snapshots/1", "/snapshots/2/changes"])
def test_hidden_models_are_on_no_page(http: httpx2.Client, path: str) -> None:
    answer = http.get(path)
    assert answer.status_code == 200
    assert "zqxhidden" not in answer.text


@pytest.mark.parametrize("path", ["/snapshots/3", "/snapshots/0/changes", "/snapshots/1/changes"])
def test_what_is_not_there_is_not_found(http: httpx2.Client, path: str) -> None:
    assert http.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/snapshots/2?category=coding,math", "napshot 2 has no board of category=coding,math"),
        ("/snapshots/2/changes?since=2", "name a snapshot before 2"),
        ("/snapshots/2/changes?since=x", "name a snapshot before 2"),
        ("/snapshots?source=elsewhere", "no source of votes &#39;elsewhere&#39;"),
        ("/snapshots?colour=red", "no &#39;colour&#39; to ask for"),
    ],
)
def test_what_makes_no_sense_is_told(http: httpx2.Client, path: str, said: str) -> None:
    answer = http.get(path)
    assert answer.status_code == 422
    assert said in answer.text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/snapshots/1", "&#39;000001/snapshot.json&#39; is missing or damaged"),
        ("/snapshots/1/changes", "or remove it"),
        ("/api/v1/snapshots/1", "'000001/snapshot.json' is missing or damaged"),
    ],
)
def test_a_damaged_snapshot_says_which_file_it_is_and_what_to_do(
    tmp_path: Path, path: str, said: str
) -> None:
    published = Snapshots(tmp_path / "snapshots")
    published.take(source(MODELS, votes(MODELS, 400)), Query())
    (tmp_path / "snapshots" / "000001" / "snapshot.json").write_text("{")
    arena = replace(assemble(scripted(tmp_path)), snapshots=Snapshots(tmp_path / "snapshots"))
    with serving_app(create_app(arena)) as address:
        answer = httpx2.get(f"{address}{path}", trust_env=False)
    assert answer.status_code == 422
    assert said in answer.text


def test_without_snapshots_the_page_says_when_there_will_be_one(tmp_path: Path) -> None:
    app = create_app(assemble(scripted(tmp_path)))
    with serving_app(app) as address:
        page = httpx2.get(f"{address}/snapshots", trust_env=False).text
    assert "No snapshot yet" in page
    assert "300 votes" in page
