"""The page of two models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import polars as pl
import pytest

from arenas import calling, person, scripted, serving, wait_for
from board_votes import cards, showing, source, votes
from few_votes import Invented
from tiltyard.records import ModelCard

MODELS = cards(6)
ONE, OTHER = MODELS[0].name, MODELS[1].name
SHY = ("zqxshy", "zqxcoy")


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """Somebody who reads; of battles between the last two models none may be shown."""
    folder: Path = tmp_path_factory.mktemp("arena")
    everybody = [*MODELS, *(ModelCard(name) for name in SHY), ModelCard("zqxhidden", listed=False)]
    frame = votes(everybody, 5000).with_columns(
        consent=~(pl.col("model_a").is_in(SHY) & pl.col("model_b").is_in(SHY))
    )
    held = source(everybody, frame, texts=Invented())
    with (
        showing(folder, [held]) as address,
        calling(address) as client,
    ):
        yield client


def page(http: httpx2.Client, one: str = ONE, other: str = OTHER, **words: str) -> httpx2.Response:
    """The page of two models."""
    return http.get("/pair", params={"a": one, "b": other, **words})


def read(text: str) -> list[str]:
    """The ids of the battles on a page, in order."""
    return re.findall(r"left of (v\d+)", text)


def test_two_models_have_a_page(http: httpx2.Client) -> None:
    found = page(http)
    assert found.status_code == 200
    assert f"&#39;{ONE}&#39;" in found.text
    assert "Head to head:" in found.text
    assert 'id="labels-chart"' in found.text
    assert 'id="contrasts-chart"' in found.text


def test_ten_battles_are_there_to_read_and_the_way_to_older_ones(http: httpx2.Client) -> None:
    first = page(http).text
    assert len(read(first)) == 10
    link = re.search(r'href="(/pair[^"]*after=[^"]*)"', first)
    assert link is not None
    older = http.get(link[1].replace("&amp;", "&")).text
    assert len(read(older)) == 10
    assert not set(read(first)) & set(read(older))


def test_battles_are_narrowed_by_label_and_by_how_they_ended(http: httpx2.Client) -> None:
    found = page(http, label="coding", winner=ONE).text
    assert read(found)
    assert found.count(f"<bdi>{ONE}</bdi> preferred") == found.count('data-testid="battle"')
    assert '<option value="coding" selected>' in found


def test_what_may_not_be_shown_is_not_shown_and_that_is_said(http: httpx2.Client) -> None:
    found = page(http, *SHY).text
    assert read(found) == []
    assert "None of these battles may be shown" in found


def test_where_a_filter_leaves_nothing_the_way_back_is_there(http: httpx2.Client) -> None:
    found = page(http, *SHY, winner="tie").text
    assert "No battle of this kind may be shown" in found
    assert f'href="/pair?a={SHY[0]}&amp;b={SHY[1]}#battles"' in found


def test_without_models_the_page_asks_for_them(http: httpx2.Client) -> None:
    found = http.get("/pair")
    assert found.status_code == 200
    assert 'data-testid="pair-choice"' in found.text
    assert "zqxhidden" not in found.text


@pytest.mark.parametrize("models", [("oka", OTHER), (ONE, "oka"), ("zqxhidden", ONE)])
def test_a_model_that_is_not_there_has_no_page(
    http: httpx2.Client, models: tuple[str, str]
) -> None:
    assert page(http, *models).status_code == 404


def test_a_near_name_is_told(http: httpx2.Client) -> None:
    assert f"did you mean &#39;{ONE}&#39;" in page(http, ONE[:-1] + "9").text


def test_a_model_does_not_meet_itself(http: httpx2.Client) -> None:
    found = page(http, ONE, ONE)
    assert found.status_code == 422
    assert "cannot meet itself" in found.text


@pytest.mark.parametrize(
    "words", [{"label": "codign"}, {"winner": "oka"}, {"after": "soon"}, {"category": "codign"}]
)
def test_what_makes_no_sense_is_said_to_make_none(
    http: httpx2.Client, words: dict[str, str]
) -> None:
    assert page(http, **words).status_code == 422


def test_empty_fields_of_the_form_ask_for_nothing(http: httpx2.Client) -> None:
    assert len(read(page(http, label="", winner="").text)) == 10


def test_a_slice_is_kept_by_every_link_and_form(http: httpx2.Client) -> None:
    found = page(http, language="fr").text
    assert found.count('name="language" value="fr"') == 2
    assert f'href="/models/{ONE}?language=fr"' in found
    assert f"/pair?a={OTHER}&amp;b={ONE}&amp;language=fr" in found


def test_the_first_model_stands_left_wherever_it_sat(http: httpx2.Client) -> None:
    found = page(http).text
    pane = r'<section class="pane (model_[ab])">\s*<header[^>]*><h3><bdi>([^<]*)'
    assert set(re.findall(pane, found)) == {("model_a", ONE), ("model_b", OTHER)}


def test_voters_are_on_no_page(http: httpx2.Client) -> None:
    assert "voter-" not in page(http).text


def test_a_page_has_no_style_and_no_script_of_its_own(http: httpx2.Client) -> None:
    found = page(http).text
    assert " style=" not in found
    assert "<script>" not in found


def test_a_battle_is_shown_if_its_voter_was_told_and_not_otherwise(tmp_path: Path) -> None:
    told = {"chunk": 6, "every_seconds": 0.01, "text": "Write to ann@example.org."}
    settings = scripted(tmp_path, {"oak": told, "elm": told}, battle={"publishable": True})
    with serving(settings) as base, person(base) as ada:
        for prompt, may_publish in [("A public question?", True), ("A private question?", False)]:
            opened = ada.answered(prompt, may_publish=may_publish)
            assert ada.vote(opened["id"]).status_code == 200

        board = "/api/v1/leaderboard"
        wait_for(lambda: ada.http.get(board).json().get("votes") == 2, seconds=20)
        found = ada.http.get("/pair?a=oak&b=elm").text
    assert "of the 2 votes between the two" in found  # both count
    assert "A public question?" in found
    assert "A private question?" not in found
    assert "Write to [EMAIL]." in found
    assert "ann@example.org" not in found
