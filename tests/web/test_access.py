"""Access tokens open what they are for, and nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import Request, Response

from arenas import Person, person, scripted, serving
from tiltyard.bootstrap import Token, digest_of, new_secret
from tiltyard.errors import AccessError, TooManyAttemptsError
from tiltyard.web.access import ATTEMPTS, COOKIE, PER_SECONDS, Access

SECRETS = {"mia": new_secret(), "owner": new_secret()}
TOKENS = (
    Token("mia", "moderate", digest_of(SECRETS["mia"])),
    Token("owner", "own", digest_of(SECRETS["owner"]), "Birch Labs"),
)


class Clock:
    """Seconds that a test moves on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(clock: Clock) -> Access:
    return Access(TOKENS, "k" * 32, clock=clock)


def asking(
    secret: str | None = None, *, cookie: str | None = None, host: str = "2001:db8:1::1"
) -> Request:
    """A request that shows a secret in the header, or a cookie, or neither."""
    headers = []
    if secret is not None:
        headers.append((b"authorization", f"Bearer {secret}".encode()))
    if cookie is not None:
        headers.append((b"cookie", f"{COOKIE}={cookie}".encode()))
    return Request(
        {
            "type": "http", "method": "GET", "path": "/", "query_string": b"", "scheme": "http",
            "server": ("localhost", 80), "headers": headers, "client": (host, 1),
        }
    )  # fmt: skip


def entered(access: Access, secret: str) -> str:
    """The cookie that a secret is answered with."""
    response = Response()
    access.enter(asking(), response, secret)
    found = re.match(rf"{COOKIE}=([^;]+);", response.headers["set-cookie"])
    assert found
    return found[1]


def test_a_bearer_header_opens_what_the_token_is_for(access: Access) -> None:
    assert access.require(asking(SECRETS["mia"]), "moderate").name == "mia"


def test_a_request_without_a_token_opens_nothing(access: Access) -> None:
    with pytest.raises(AccessError, match="none came"):
        access.require(asking(), "moderate")


def test_a_token_for_something_else_opens_nothing(access: Access) -> None:
    with pytest.raises(AccessError, match="“moderate”, and yours is of scope “own”"):
        access.require(asking(SECRETS["owner"]), "moderate")


def test_an_owner_is_known_by_the_organisation(access: Access) -> None:
    assert access.organisation(asking(SECRETS["owner"])) == "Birch Labs"


@pytest.mark.parametrize("secret", [SECRETS["mia"], None], ids=["moderator", "nobody"])
def test_others_see_no_organisation(access: Access, secret: str | None) -> None:
    assert access.organisation(asking(secret)) is None


def test_a_wrong_token_in_a_header_is_refused(access: Access) -> None:
    with pytest.raises(AccessError, match="no such access token"):
        access.token(asking("tiltyard_nobody"))


def test_a_digest_is_no_secret(access: Access) -> None:
    with pytest.raises(AccessError, match="no such access token"):
        access.token(asking(TOKENS[0].digest))


def test_a_cookie_holds_who_entered(access: Access) -> None:
    cookie = entered(access, SECRETS["owner"])
    assert access.organisation(asking(cookie=cookie)) == "Birch Labs"


def test_a_cookie_ends_with_its_token(access: Access) -> None:
    cookie = entered(access, SECRETS["mia"])
    renewed = Access([Token("mia", "moderate", digest_of(new_secret()))], "k" * 32)
    assert renewed.token(asking(cookie=cookie)) is None


def test_a_cookie_of_another_arena_opens_nothing(access: Access) -> None:
    cookie = entered(access, SECRETS["mia"])
    assert Access(TOKENS, "other" * 8).token(asking(cookie=cookie)) is None


def test_an_old_cookie_opens_nothing(access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = entered(access, SECRETS["mia"])
    monkeypatch.setattr("tiltyard.web.access.COOKIE_SECONDS", -1)
    assert access.token(asking(cookie=cookie)) is None


def test_after_many_wrong_tokens_nothing_is_looked_at(access: Access) -> None:
    fail(access, ATTEMPTS)
    with pytest.raises(TooManyAttemptsError, match="wait a minute"):
        access.token(asking(SECRETS["mia"]))


def test_other_addresses_may_go_on(access: Access) -> None:
    fail(access, ATTEMPTS)
    assert access.token(asking(SECRETS["mia"], host="2001:db8:2::1")) == TOKENS[0]


def test_a_neighbour_shares_the_bound(access: Access) -> None:
    fail(access, ATTEMPTS)
    with pytest.raises(TooManyAttemptsError):
        access.token(asking(SECRETS["mia"], host="2001:db8:1::2"))


def test_a_proxy_that_hides_addresses_locks_nobody_out(access: Access) -> None:
    fail(access, ATTEMPTS, host="127.0.0.1")
    assert access.token(asking(SECRETS["mia"], host="127.0.0.1")) == TOKENS[0]


def test_a_minute_later_one_may_try_again(access: Access, clock: Clock) -> None:
    fail(access, ATTEMPTS)
    clock.now += PER_SECONDS
    assert access.token(asking(SECRETS["mia"])) == TOKENS[0]


def test_right_tokens_are_never_too_many(access: Access) -> None:
    seen = {access.token(asking(SECRETS["mia"])) for _ in range(3 * ATTEMPTS)}
    assert seen == {TOKENS[0]}


def fail(access: Access, times: int, host: str = "2001:db8:1::1") -> None:
    """Try wrong tokens from one address."""
    for _ in range(times):
        with pytest.raises(AccessError, match="no such"):
            access.token(asking("wrong", host=host))


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an arena with tokens."""
    tokens = {
        one.name: {"scope": one.scope, "digest": one.digest, "organisation": one.organisation}
        for one in TOKENS
    }
    folder: Path = tmp_path_factory.mktemp("guarded")
    known: dict[str, object] = {"Birch Labs": {}}
    with serving(scripted(folder, tokens=tokens, organisations=known)) as base:
        yield base


@pytest.fixture
def visitor(guarded: str) -> Iterator[Person]:
    with person(guarded) as somebody:
        yield somebody


def test_the_form_leads_where_one_wanted_to_go(visitor: Person) -> None:
    given = {"secret": SECRETS["owner"], "to": "/method"}
    answer = visitor.http.post("/access", data=given)
    assert (answer.status_code, answer.headers["location"]) == (303, "/method")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]
    assert "Birch Labs" in visitor.http.get("/access").text


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example.org", "https://evil.example.org", "/\\evil.example.org", ""]
)
def test_the_form_leads_to_no_other_site(visitor: Person, elsewhere: str) -> None:
    answer = visitor.http.post("/access", data={"secret": SECRETS["mia"], "to": elsewhere})
    assert answer.headers["location"] == "/moderation"


def test_a_wrong_token_is_told_in_the_form(visitor: Person) -> None:
    answer = visitor.http.post("/access", data={"secret": "tiltyard_wrong"})
    assert answer.status_code == 403
    assert "There is no such access token." in answer.text
    assert "set-cookie" not in answer.headers


def test_leaving_forgets_the_token(visitor: Person) -> None:
    visitor.http.post("/access", data={"secret": SECRETS["mia"]})
    visitor.http.post("/access/leave")
    assert "Forget it here" not in visitor.http.get("/access").text


def test_the_answers_are_not_kept_by_anybody(visitor: Person) -> None:
    assert visitor.http.get("/access").headers["cache-control"] == "no-store"
