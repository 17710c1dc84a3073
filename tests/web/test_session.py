"""Voters are random words in signed cookies."""

from __future__ import annotations

from pathlib import Path

from arenas import Person, person, scripted, serving


def test_a_voter_is_remembered_in_a_cookie_that_scripts_cannot_read(ada: Person) -> None:
    answer = ada.http.post("/api/v1/battles", json={"prompt": "Why?"})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("tiltyard_voter=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_the_cookie_is_set_once(ada: Person) -> None:
    ada.open()
    assert "set-cookie" not in ada.http.post("/api/v1/battles", json={"prompt": "Why?"}).headers


def test_a_cookie_of_another_arena_is_nobody(ada: Person, tmp_path: Path) -> None:
    ada.open()
    cookie = ada.http.cookies["tiltyard_voter"]
    with serving(scripted(tmp_path)) as base, person(base) as there:
        battle = there.open()
        there.http.cookies.clear()
        there.http.cookies.set("tiltyard_voter", cookie)
        assert there.http.get(f"/api/v1/battles/{battle['id']}").status_code == 403
