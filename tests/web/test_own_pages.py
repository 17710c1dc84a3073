"""What an owner of models sees, and what nobody else does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from arenas import Person, calling, person, serving
from bootstrap.private import HERON, STORK, private_settings
from tiltyard.bootstrap import digest_of
from tiltyard.ledger import decoded
from tiltyard.settings import Settings
from tiltyard.store import open_store

SECRETS = {"acme": "a-secret-of-acme", "beta": "a-secret-of-beta"}
TESTED = {
    "acme-9": HERON,
    "acme-9b": STORK,
    "beta-1": {**HERON, "code_name": "crow", "owner": "beta"},
}


def settings(folder: Path) -> Settings:
    """Two organisations with private models, a token for each, and one of a moderator."""
    tokens: dict[str, Any] = {
        name: {"scope": "own", "organisation": name, "digest": digest_of(secret)}
        for name, secret in SECRETS.items()
    }
    tokens["mod"] = {"scope": "moderate", "digest": digest_of("a-secret-of-mod")}
    return private_settings(folder, TESTED, tokens=tokens)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the arena keeps its data."""
    return tmp_path_factory.mktemp("arena")


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[str]:
    """The address of such an arena."""
    with serving(settings(folder)) as address:
        yield address


@pytest.fixture
def ada(base: str) -> Iterator[Person]:
    """Somebody of acme, who has typed the token."""
    with person(base) as somebody:
        somebody.http.post("/access", data={"secret": SECRETS["acme"]})
        yield somebody


@pytest.fixture
def anybody(base: str) -> Iterator[httpx2.Client]:
    """Somebody without a token."""
    with calling(base) as client:
        yield client


def bearer(secret: str) -> dict[str, str]:
    """The header that shows a token."""
    return {"Authorization": f"Bearer {secret}"}


def test_an_owner_sees_own_models_with_name_and_code_name(ada: Person) -> None:
    page = ada.http.get("/own")
    assert page.status_code == 200
    for words in ("Acme Labs", "acme-9", "acme-9b", "heron", "stork"):
        assert words in page.text


def test_an_owner_never_sees_a_rivals_name(ada: Person) -> None:
    page = ada.http.get("/own").text
    assert "beta" not in page
    assert "crow" not in page


def test_the_token_may_come_in_a_header(anybody: httpx2.Client) -> None:
    page = anybody.get("/own", headers=bearer(SECRETS["beta"])).text
    assert "beta-1" in page
    assert "acme" not in page.lower()


def test_the_page_is_kept_by_nobody(ada: Person) -> None:
    assert ada.http.get("/own").headers["cache-control"] == "no-store"


def test_without_a_token_there_is_a_form_and_no_name(anybody: httpx2.Client) -> None:
    page = anybody.get("/own")
    assert page.status_code == 401
    assert "access-form" in page.text
    assert "heron" not in page.text


def test_a_wrong_token_is_refused(anybody: httpx2.Client) -> None:
    assert anybody.get("/own", headers=bearer("wrong")).status_code == 403


def test_a_moderators_token_shows_no_private_model(anybody: httpx2.Client) -> None:
    page = anybody.get("/own", headers=bearer("a-secret-of-mod"))
    assert page.status_code == 401
    assert "heron" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/leaderboard",
        "/overview",
        "/private-models",
        "/method",
        "/data",
        "/api/v1/leaderboard",
        "/api/v1/models",
        "/api/openapi.json",
        "/models/heron",
        "/api/v1/models/heron",
        "/pair?a=oak&b=heron",
        "/log/tile/entries/000.p/1",
    ],
)
def test_no_private_models_name_is_told_to_others(anybody: httpx2.Client, path: str) -> None:
    text = anybody.get(path).text
    assert "acme-9" not in text
    assert "beta-1" not in text


@pytest.mark.parametrize("path", ["/models/{}", "/api/v1/models/{}", "/leaderboard?models=oak,{}"])
def test_a_guessed_name_is_answered_like_one_that_is_none(
    anybody: httpx2.Client, path: str
) -> None:
    guessed, none = (anybody.get(path.format(name)) for name in ("acme-9", "acme-7"))
    assert guessed.status_code == none.status_code
    assert guessed.text == none.text.replace("acme-7", "acme-9")


@pytest.mark.parametrize("path", ["/leaderboard", "/overview", "/api/v1/models"])
def test_code_names_are_on_no_page(anybody: httpx2.Client, path: str) -> None:
    text = anybody.get(path).text
    assert not [name for name in ("heron", "stork", "crow") if name in text]


def test_an_owners_vote_on_an_own_model_counts_for_nothing(ada: Person, folder: Path) -> None:
    met = set[str]()
    while not met & {"heron", "stork"}:
        told = ada.vote(ada.answered()["id"]).json()
        met = {told["reveal"][side]["name"] for side in ("model_a", "model_b")}
    assert leaf_of_vote(folder, told["entry"]["leaf"])["counts"] == "owner"


def test_others_votes_on_it_count(base: str, folder: Path) -> None:
    with person(base) as ben:
        told = ben.vote(ben.answered()["id"]).json()
    assert leaf_of_vote(folder, told["entry"]["leaf"])["counts"] == "yes"


def test_whoever_looked_at_own_models_stays_an_owner(base: str, folder: Path) -> None:
    with person(base) as eve:
        eve.answered()
        eve.http.get("/own", headers=bearer(SECRETS["beta"]))
        met = set[str]()
        while "crow" not in met:
            told = eve.vote(eve.answered()["id"]).json()
            met = {told["reveal"][side]["name"] for side in ("model_a", "model_b")}
    assert leaf_of_vote(folder, told["entry"]["leaf"])["counts"] == "owner"


def leaf_of_vote(folder: Path, place: int) -> dict[str, Any]:
    """What the log says of a vote."""
    store = open_store(settings(folder).store_url)
    try:
        return decoded(store.log.leaves(place, place + 1)[0])
    finally:
        store.close()
