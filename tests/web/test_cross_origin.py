"""Pages of other sites may read the API, and change nothing."""

from __future__ import annotations

import pytest

from arenas import Person

ELSEWHERE = {"Origin": "https://example.org", "Sec-Fetch-Site": "cross-site"}


@pytest.mark.parametrize("path", ["/api/v1/leaderboard", "/api/v1/models", "/api/openapi.json"])
def test_any_page_may_read_what_is_public(ada: Person, path: str) -> None:
    answer = ada.http.get(path, headers=ELSEWHERE)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_any_page_may_read_why_it_is_refused(ada: Person) -> None:
    answer = ada.http.get("/api/v1/leaderboard?category=none-such", headers=ELSEWHERE)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (422, "*")


def test_a_page_may_say_what_it_knows_already(ada: Person) -> None:
    asking = {
        **ELSEWHERE,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answer = ada.http.options("/api/v1/leaderboard", headers=asking)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD"
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]


def test_no_page_may_vote(ada: Person) -> None:
    asking = {**ELSEWHERE, "Access-Control-Request-Method": "POST"}
    answer = ada.http.options("/api/v1/battles", headers=asking)
    assert "POST" not in answer.headers["access-control-allow-methods"]
    voted = ada.http.post("/api/v1/battles", json={"prompt": "Why?"}, headers=ELSEWHERE)
    assert voted.status_code == 403
    assert "access-control-allow-origin" not in voted.headers


@pytest.mark.parametrize("path", ["/", "/leaderboard"])
def test_pages_are_not_for_other_sites(ada: Person, path: str) -> None:
    answer = ada.http.get(path, headers=ELSEWHERE)
    assert "access-control-allow-origin" not in answer.headers


def test_an_address_that_asks_for_no_other_site_takes_no_options(ada: Person) -> None:
    assert ada.http.options("/api/v1/leaderboard").status_code == 405
