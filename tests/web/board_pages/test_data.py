"""The page that says what votes there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import polars as pl
import pytest

from arenas import calling, scripted, serving, wait_for
from board_votes import cards, showing, source, votes
from pipeline import battles
from pipeline.topical import PROMPTS
from tiltyard.leaderboard import Origin, imported
from tiltyard.pipeline import Config, clean, label_dataset
from tiltyard.records import ModelCard

MODELS = cards(6)
HIDDEN = ModelCard("zqxhidden", listed=False)
PUBLISHED = {
    "full": {"oak": {"rating": 1010, "rating_q025": 1000, "rating_q975": 1020}},
    "coding": {"oak": {"rating": 1030, "rating_q025": 1000, "rating_q975": 1060}},
}


def read(address: str, path: str) -> httpx2.Response:
    """A page."""
    with calling(address) as client:
        return client.get(path)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An arena with votes of its own, one of whose languages is rare, and an imported board."""
    folder: Path = tmp_path_factory.mktemp("arena")
    everybody = [*MODELS, HIDDEN]
    frame = votes(everybody, 2000)
    rare = pl.when(pl.int_range(pl.len()) < 3).then(pl.lit("nl")).otherwise("language")
    board = folder / "published.json"
    board.write_text(json.dumps(PUBLISHED))
    elsewhere = imported("grove", "Grove", Origin(ratings=board))
    own = source(everybody, frame.with_columns(language=rare))
    with showing(folder, [own, elsewhere]) as address:
        yield address


@pytest.fixture(scope="module")
def page(base: str) -> str:
    """What is said of the arena's own votes."""
    return read(base, "/data").text


def test_it_tells_how_many_votes_there_are(page: str) -> None:
    assert '<dt>Votes</dt><dd><span class="fact-value">2,000</span>' in page


@pytest.mark.parametrize("name", ["votes-over-time", "outcomes", "languages", "categories"])
def test_it_has_a_chart_with_its_table(page: str, name: str) -> None:
    figure = page.partition(f'data-chart="{name}"')[2].partition("</figure>")[0]
    assert "<svg" in figure
    assert "<table" in figure


def test_a_label_with_values_has_a_chart_of_its_own(page: str) -> None:
    assert 'data-chart="label-1"' in page
    assert "Occupation" in page


def test_a_rare_language_is_not_named(page: str) -> None:
    assert "Dutch" not in page
    assert "1 with fewer than 5 votes" in page


def test_a_hidden_model_is_not_named(page: str) -> None:
    assert "zqxhidden" not in page


def test_names_are_text_and_nothing_else(page: str) -> None:
    assert "<b>&amp; 模型" not in page
    assert "&lt;b&gt;&amp;amp; 模型" in page


def test_it_tells_what_labels_mean_and_how_they_are_found(page: str) -> None:
    assert "by rule, version" in page
    assert "by trained weights, version" in page


def test_of_an_imported_board_it_tells_what_was_published(base: str) -> None:
    page = read(base, "/data?source=grove").text
    assert "There are no votes behind an imported board" in page
    assert "1 model and 2 boards" in page
    assert 'href="/leaderboard?source=grove&amp;category=coding"' in page
    assert "Imported from the file published.json" in page


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/data?source=grov", "did you mean &#39;grove&#39;"),
        ("/data?category=coding", "not for &#39;category&#39;"),
    ],
)
def test_what_it_cannot_be_asked_is_told(base: str, path: str, said: str) -> None:
    answer = read(base, path)
    assert answer.status_code == 422
    assert said in answer.text


def test_without_votes_it_says_so(tmp_path: Path) -> None:
    with showing(tmp_path, [source(MODELS)]) as address:
        page = read(address, "/data").text
    assert "No votes yet" in page


def test_of_a_dataset_it_tells_what_was_left_out(tmp_path: Path) -> None:
    made = battles.dataset(tmp_path / "set", battles.rows({}, {}, {"anonymous": False}))
    clean(made, Config(steps=("not_anonymous",)))
    sources = {"kept": {"dataset": made.folder, "title": "Kept"}}
    settings = scripted(tmp_path / "arena", leaderboard={"sources": sources})
    with serving(settings) as address:
        page = read(address, "/data?source=kept").text
    assert "3 rows were read, and 2 were kept" in page
    assert "not anonymous, version" in page


def test_a_dataset_with_topics_has_a_map_and_its_table(tmp_path: Path) -> None:
    rows = [{"prompts": [prompt]} for prompt in PROMPTS]
    made = battles.dataset(tmp_path / "set", battles.rows(*rows))
    label_dataset(made, ["topic"], config=Config())
    sources = {"kept": {"dataset": made.folder, "title": "Kept"}}
    settings = scripted(tmp_path / "arena", leaderboard={"sources": sources})
    with serving(settings) as address:
        wait_for(lambda: "No votes yet" not in read(address, "/data?source=kept").text, 30)
        page = read(address, "/data?source=kept").text
    figure = page.partition('data-chart="topics"')[2].partition("</figure>")[0]
    assert "The area of a disc goes with its votes" in figure
    assert figure.count("<circle") == 2 * figure.count('<th scope="row"') > 0
    assert 'data-chart="label-1"' not in page
