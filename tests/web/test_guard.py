"""What every request passes."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from arenas import Person

SAFE = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
}


@pytest.mark.parametrize("path", ["/", "/nowhere", "/api/v1/models", "/static/mark.svg"])
def test_every_answer_has_the_headers_that_keep_a_page_safe(ada: Person, path: str) -> None:
    headers = ada.http.get(path).headers
    for name, value in SAFE.items():
        assert headers[name].startswith(value)
    assert "server" not in headers


def test_a_body_that_hides_its_size_is_refused(ada: Person) -> None:
    def endless() -> Iterator[bytes]:
        yield b'{"prompt": "'
        for _ in range(40):
            yield b"x" * 50_000
        yield b'"}'

    headers = {"Content-Type": "application/json"}
    answer = ada.http.post("/api/v1/battles", content=endless(), headers=headers)
    assert answer.status_code == 413
    assert "too large" in answer.json()["error"]["message"]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("action", ["stop", "skip", "retry", "vote"])
def test_another_site_can_do_nothing(ada: Person, site: str, action: str) -> None:
    path = f"/api/v1/battles/{ada.open()['id']}/{action}"
    refused = ada.http.post(path, headers={"Sec-Fetch-Site": site}, json={"winner": "tie"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "cross_site")


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("arena.example.org", "https://other.example.org"),
        ("arena.example.org", "null"),
        ("arena.example.org:8000", "http://arena.example.org:9000"),
        ("arena.example.org", "http://[::1"),
    ],
)
def test_another_origin_can_do_nothing_in_a_browser_that_says_no_more(
    ada: Person, host: str, origin: str
) -> None:
    refused = ada.http.post(
        "/access", headers={"Host": host, "Origin": origin}, data={"secret": ""}
    )
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "cross_site")


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("arena.example.org", "https://arena.example.org"),
        ("arena.example.org", "https://arena.example.org:8443"),  # a proxy took the port off
        ("arena.example.org:8000", "http://ARENA.example.org:8000"),
        ("[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_our_own_origin_may_post_in_a_browser_that_says_no_more(
    ada: Person, host: str, origin: str
) -> None:
    headers = {"Host": host, "Origin": origin}
    answer = ada.http.post("/access", headers=headers, data={"secret": "tiltyard_wrong"})
    assert "There is no such access token." in answer.text


def test_a_form_of_another_site_cannot_open_a_battle(base: str) -> None:
    """A form cannot send JSON, and nothing else is read."""
    body = '{"prompt": "Why?"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = httpx2.post(
            f"{base}/api/v1/battles", content=body, headers={"Content-Type": kind}, trust_env=False
        )
        assert answer.status_code == 422
