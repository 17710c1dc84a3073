"""Who is told that conversations may be published, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from arenas import Person, person, scripted, serving
from tiltyard.store import open_store


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[Path, str]]:
    """An arena whose setting is the parameter: its folder and its address."""
    path = tmp_path_factory.mktemp("arena")
    with serving(scripted(path, battle={"publishable": request.param})) as base:
        yield path, base


def kept(folder: Path, battle: str) -> bool:
    """What the database holds of consent."""
    with closing(open_store(f"sqlite:///{folder / 'tiltyard.db'}")) as store:
        return store.battle(battle).battle.consent


def opened(person: Person, **said: object) -> str:
    """The id of a battle that was opened with what is said beside the question."""
    answer = person.http.post("/api/v1/battles", json={"prompt": "Why?", **said})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@pytest.mark.parametrize("folder", [True], indirect=True)
def test_the_page_of_an_arena_that_publishes_is_told_to_say_so(folder: tuple[Path, str]) -> None:
    with person(folder[1]) as ada:
        assert "data-publishable" in ada.http.get("/").text


@pytest.mark.parametrize(
    ("folder", "said", "consent"),
    [
        (True, {"may_publish": True}, True),
        (True, {"may_publish": False}, False),
        (True, {}, False),
        (False, {"may_publish": True}, False),
        (False, {}, False),
    ],
    indirect=["folder"],
    ids=["told", "not told", "nothing said", "a private arena", "private and nothing said"],
)
def test_consent_takes_a_voter_who_was_told_and_an_arena_that_publishes(
    folder: tuple[Path, str], said: dict[str, bool], consent: bool
) -> None:
    path, base = folder
    with person(base) as ada:
        assert kept(path, opened(ada, **said)) is consent


@pytest.mark.parametrize("folder", [True], indirect=True)
@pytest.mark.parametrize("word", ["yes", 1, None])
def test_consent_is_true_or_false_and_nothing_like_it(
    folder: tuple[Path, str], word: object
) -> None:
    body = {"prompt": "Why?", "may_publish": word}
    with person(folder[1]) as ada:
        answer = ada.http.post("/api/v1/battles", json=body)
    assert answer.status_code == 422
    assert "may_publish" in answer.text


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


@pytest.mark.parametrize(
    ("before", "after", "consent"),
    [(True, True, True), (False, True, False), (True, False, False)],
    ids=["told and published", "asked in private", "published no more"],
)
def test_a_question_that_is_asked_again_keeps_what_its_voter_was_told(
    tmp_path: Path, before: bool, after: bool, consent: bool
) -> None:
    broken = {name: {"fail": "refused"} for name in ("oak", "elm")}
    first = scripted(tmp_path, broken, battle={"publishable": before})
    with serving(first) as base, person(base) as ada:
        failed = ada.answered(may_publish=True)["id"]
        cookies = dict(ada.http.cookies)
    again = scripted(tmp_path, battle={"publishable": after})
    with serving(again) as base, person(base) as ada:
        ada.http.cookies.update(cookies)
        retried = retry(ada, failed)
    assert retried != failed
    assert kept(tmp_path, retried) is consent


def retry(ada: Person, battle: str) -> str:
    """The id of the battle that asks a failed one again."""
    answer = ada.act(battle, "retry")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
