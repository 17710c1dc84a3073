"""How alike people judge is told to programs and on the methods page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from arenas import Person, person, scripted, serving


@pytest.fixture(scope="module")
def ada(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """Somebody in an arena that shows answers again."""
    folder: Path = tmp_path_factory.mktemp("arena")
    with serving(scripted(folder, voters={"repeat": 1.0})) as address, person(address) as one:
        yield one


def test_nothing_is_told_of_nothing(ada: Person) -> None:
    told = ada.http.get("/api/v1/self-consistency").json()
    assert told == {
        "pairs": 0, "voters": 0, "alike": 0, "opposite": 0,
        "share": None, "lower": None, "upper": None,
    }  # fmt: skip


def test_the_methods_page_says_that_answers_are_shown_again(ada: Person) -> None:
    page = ada.http.get("/method").text
    assert "after 7 days or more" in page
    assert "Nobody has voted on such a pair yet." in page


def test_a_vote_of_today_is_not_shown_again(ada: Person) -> None:
    battle = ada.answered()
    ada.vote(battle["id"])
    answer = ada.http.post("/api/v1/repeats", json={})
    assert (answer.status_code, answer.content) == (204, b"")


def test_an_opening_of_drawn_models_has_no_further_field(ada: Person) -> None:
    battle = ada.answered()
    opening = ada.vote(battle["id"]).json()["opening"]
    assert "again" not in opening


def test_a_vote_is_promised_only_what_holds_for_all(ada: Person) -> None:
    status = ada.answered()["status"]
    assert status["counts"] is None


def test_the_choice_is_offered(ada: Person) -> None:
    assert "data-again" in ada.http.get("/").text


def test_the_choice_is_not_offered_where_nothing_is_shown_again(tmp_path: Path) -> None:
    with serving(scripted(tmp_path)) as address, person(address) as one:
        assert "data-again" not in one.http.get("/").text
