"""The overview, as a browser without scripts gets it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx2
import pytest

from arenas import calling, wait_for
from board_votes import cards, showing, source, votes

MODELS = cards(7)


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """An arena whose overview is there."""
    sources = [source(MODELS, votes(MODELS, 2_000)), source(cards(3), name="fresh", title="Fresh")]
    folder = tmp_path_factory.mktemp("arena")
    with (
        showing(folder, sources) as base,
        calling(base) as client,
    ):
        wait_for(lambda: 'data-testid="waiting"' not in client.get("/overview").text, 30)
        yield client


def first_column(text: str) -> list[str]:
    """The models, from the top."""
    return re.findall(r'<tr><th scope="row"><a href="[^"]*">([^<]*)</a>', text)


def test_every_model_has_a_cell_in_every_column(http: httpx2.Client) -> None:
    text = http.get("/overview").text
    columns = text.count('id="column-')
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert columns > 10
    assert body.count("<td") == columns * len(MODELS)


def test_a_cell_leads_to_its_board(http: httpx2.Client) -> None:
    assert '<a href="/leaderboard?category=coding" tabindex="-1">' in http.get("/overview").text


def test_a_column_can_be_reached_by_keys(http: httpx2.Client) -> None:
    found = http.get("/overview").text
    assert '<a href="/leaderboard?language=fr" aria-label="Board of French">' in found


def test_cells_keep_how_models_are_rated(http: httpx2.Client) -> None:
    http.get("/overview?control=style")
    wait_for(
        lambda: (
            '"/leaderboard?control=style&amp;category=coding"'
            in http.get("/overview?control=style").text
        ),
        30,
    )


def test_a_column_sorts(http: httpx2.Client) -> None:
    answer = http.get("/overview?sort=coding").text
    board = http.get("/leaderboard?category=coding").text
    order = re.findall(r'<th scope="row" data-value="([^"]*)"', board)
    assert first_column(answer) == order


def test_an_unknown_column_is_refused_and_near_ones_are_named(http: httpx2.Client) -> None:
    answer = http.get("/overview?sort=codin")
    assert answer.status_code == 422
    assert "did you mean &#39;coding&#39;" in answer.text


def test_a_category_is_no_question_to_the_overview(http: httpx2.Client) -> None:
    answer = http.get("/overview?category=coding&sort=coding")
    assert (answer.status_code, answer.headers["location"]) == (303, "/overview?sort=coding")


def test_without_votes_there_is_nothing_to_see_yet(http: httpx2.Client) -> None:
    assert "Nobody is ranked yet" in http.get("/overview?source=fresh").text


def test_columns_come_by_and_by(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("arena")
    with (
        showing(folder, [source(MODELS, votes(MODELS, 2_000, seed=3))]) as base,
        calling(base) as http,
    ):
        assert 'data-testid="waiting"' in http.get("/overview").text
        wait_for(lambda: 'data-testid="waiting"' not in http.get("/overview").text, 30)
