"""The page of a model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from arenas import calling, wait_for
from board_votes import cards, showing, source, votes
from few_votes import Invented
from tiltyard.records import ModelCard

MODELS = cards(6)
SLASHED, MARKED = MODELS[3].name, MODELS[4].name
HIDDEN = ModelCard("zqxhidden", listed=False)


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """Somebody who reads the pages of an arena with six models, and one that is hidden."""
    folder: Path = tmp_path_factory.mktemp("arena")
    everybody = [*MODELS, HIDDEN]
    held = source(everybody, votes(everybody, 3000), texts=Invented())
    with (
        showing(folder, [held]) as address,
        calling(address) as client,
    ):
        yield client


def page(http: httpx2.Client, name: str, **words: str) -> httpx2.Response:
    """The page of a model."""
    return http.get(httpx2.URL(f"/models/{name.replace('&', '%26')}"), params=words or None)


@pytest.mark.parametrize("name", [card.name for card in MODELS])
def test_every_model_has_a_page(http: httpx2.Client, name: str) -> None:
    found = page(http, name)
    assert found.status_code == 200
    assert "of 6</small>" in found.text


def test_a_name_is_text_and_nothing_else(http: httpx2.Client) -> None:
    found = page(http, MARKED)
    assert "<b>&amp; 模型" not in found.text
    assert "&lt;b&gt;&amp;amp; 模型" in found.text


def test_a_model_that_is_not_there_has_none_and_a_near_name_is_told(http: httpx2.Client) -> None:
    found = page(http, MODELS[0].name + "x")
    assert found.status_code == 404
    assert f"did you mean &#39;{MODELS[0].name}&#39;" in found.text


def test_a_hidden_model_is_like_one_that_is_not_there(http: httpx2.Client) -> None:
    assert page(http, "zqxhidden").status_code == 404


def test_hidden_models_are_on_no_page(http: httpx2.Client) -> None:
    found = page(http, MODELS[0].name)
    assert "zqxhidden" not in found.text
    assert "on battles with models that are not shown" in found.text


def test_categories_appear_once_they_are_computed(http: httpx2.Client) -> None:
    def is_there() -> bool:
        text = page(http, MODELS[1].name).text
        return "Not computed yet" not in text and 'id="categories-chart"' in text

    wait_for(is_there, seconds=20)
    assert "Creative writing" in page(http, MODELS[1].name).text


def test_it_links_to_the_pages_of_pairs(http: httpx2.Client) -> None:
    found = page(http, MODELS[0].name)
    assert f'href="/pair?a={MODELS[0].name}&amp;b={MODELS[1].name}"' in found.text


def test_the_slice_goes_on_with_the_links(http: httpx2.Client) -> None:
    found = page(http, MODELS[0].name, language="fr")
    assert f'href="/pair?a={MODELS[0].name}&amp;b={MODELS[1].name}&amp;language=fr"' in found.text
    assert "in French" in found.text or "In French" in found.text


def test_battles_are_there_to_read_without_scripts(http: httpx2.Client) -> None:
    found = page(http, MODELS[0].name)
    assert found.text.count('data-testid="battle"') == 3
    assert "question of b" in found.text


def test_voters_are_on_no_page(http: httpx2.Client) -> None:
    assert "voter-" not in page(http, MODELS[0].name).text


def test_a_slice_that_is_none_is_said_to_be_none(http: httpx2.Client) -> None:
    found = page(http, MODELS[0].name, category="codign")
    assert found.status_code == 422
    assert "did you mean &#39;coding&#39;" in found.text


def test_in_a_slice_that_ranks_nobody_the_page_says_why(http: httpx2.Client) -> None:
    found = page(http, MODELS[0].name, since="2027-01-01")
    assert found.status_code == 200
    assert 'data-testid="not-ranked"' in found.text


def test_a_page_has_no_style_and_no_script_of_its_own(http: httpx2.Client) -> None:
    found = page(http, MODELS[0].name).text
    assert " style=" not in found
    assert "<script>" not in found
