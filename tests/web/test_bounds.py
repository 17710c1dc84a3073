"""Bounds for voters, as somebody meets them over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from arenas import Person, person, scripted, serving


@pytest.fixture(scope="module")
def ada(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """Somebody new in an arena for strangers, where one may open three battles an hour."""
    voters = {"profile": "public", "opens_per_hour": 3, "gold": 0}
    settings = scripted(tmp_path_factory.mktemp("arena"), voters=voters)
    with serving(settings) as address, person(address) as somebody:
        yield somebody


def test_it_is_said_honestly_what_becomes_of_a_vote(ada: Person) -> None:
    battle = ada.answered()
    before = battle["status"]
    assert before["counts"] is None
    after = ada.vote(battle["id"]).json()["status"]
    assert after["counts"] is False
    assert "guests’ board" in after["text"]


def test_more_battles_than_the_bound_are_refused(ada: Person) -> None:
    body = {"prompt": "Why?"}
    codes = [ada.http.post("/api/v1/battles", json=body).status_code for _ in range(3)]
    assert codes[-1] == 429


def test_asking_again_is_bounded_like_a_new_battle(ada: Person) -> None:
    answers = [ada.http.post("/api/v1/battles", json={"prompt": "Why?"}) for _ in range(4)]
    opened = next((one.json()["id"] for one in answers if one.status_code == 201), "of-nobody")
    assert ada.act(opened, "retry").status_code == 429
