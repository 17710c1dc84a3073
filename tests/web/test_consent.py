"""Who is told that conversations may be published, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from arenas import Person, person, scripted, serving
from tiltyard.store import open_store


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Path, str]]:
    """An arena whose setting is the parameter: its folder and its address."""
    with serving(scripted(tmp_path, battle={"publishable": request.param})) as base:
        yield tmp_path, base


def kept(folder: Path, battle: str) -> bool:
    """What the database holds of consent."""
    with closing(open_store(f"sqlite:///{folder / 'tiltyard.db'}")) as store:
        return store.battle(battle).battle.consent


@pytest.mark.parametrize("folder", [True, False], indirect=True, ids=["published", "private"])
def test_a_battle_is_kept_with_what_its_voter_was_told(
    folder: tuple[Path, str], request: pytest.FixtureRequest
) -> None:
    path, base = folder
    with person(base) as ada:
        told = "data-publishable" in ada.http.get("/").text
        assert kept(path, ada.answered()["id"]) is told
    assert told is ("published" in request.node.name)


@pytest.mark.parametrize("folder", [True], indirect=True)
def test_without_javascript_the_page_says_so_too(folder: tuple[Path, str]) -> None:
    with person(folder[1]) as ada:
        page = ada.http.get("/").text
    before, _, rest = page.partition("<noscript>")
    assert "may be published" in rest.partition("</noscript>")[0]
    assert before


@pytest.mark.parametrize("folder", [False], indirect=True)
def test_an_arena_that_publishes_nothing_says_nothing_of_it(folder: tuple[Path, str]) -> None:
    with person(folder[1]) as ada:
        assert "published" not in ada.http.get("/").text


def test_what_was_asked_in_private_stays_private_when_it_is_asked_again(tmp_path: Path) -> None:
    broken = {name: {"fail": "refused"} for name in ("oak", "elm")}
    with serving(scripted(tmp_path, broken)) as base, person(base) as ada:
        failed = ada.answered()["id"]
        cookies = dict(ada.http.cookies)
    again = scripted(tmp_path, battle={"publishable": True})
    with serving(again) as base, person(base) as ada:
        ada.http.cookies.update(cookies)
        retried = retry(ada, failed)
    assert retried != failed
    assert kept(tmp_path, retried) is False


def retry(ada: Person, battle: str) -> str:
    """The id of the battle that asks a failed one again."""
    answer = ada.act(battle, "retry")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
