"""Moderators see evidence and decide; nobody else sees anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from arenas import QUICK, calling, scripted, serving, wait_for
from screening.elections import MODELS, Election, rigged_in
from tiltyard.bootstrap import digest_of, new_secret
from tiltyard.ledger import decoded

SECRET, OWNER = new_secret(), new_secret()


@pytest.fixture(scope="module")
def election(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Election]:
    """Votes that were screened."""
    held = rigged_in(tmp_path_factory.mktemp("arena"))
    held.moderation().screen()
    yield held
    held.store.close()


@pytest.fixture(scope="module")
def base(election: Election) -> Iterator[str]:
    """The address of the arena with these votes, a moderator's token, and an owner's."""
    folder: Path = election.folder
    tokens = {
        "mia": {"scope": "moderate", "digest": digest_of(SECRET)},
        "owner": {"scope": "own", "organisation": "birch", "digest": digest_of(OWNER)},
    }
    organisations = {"birch": {"title": "Birch Labs"}}
    models = dict.fromkeys(MODELS, QUICK)
    given = scripted(folder, models, tokens=tokens, organisations=organisations)
    with serving(given) as address:
        yield address


@pytest.fixture
def stranger(base: str) -> Iterator[httpx2.Client]:
    """Somebody without a token."""
    with calling(base) as client:
        yield client


@pytest.fixture
def mia(stranger: httpx2.Client) -> httpx2.Client:
    """The moderator, by a header."""
    stranger.headers["Authorization"] = f"Bearer {SECRET}"
    return stranger


def test_a_stranger_is_asked_for_a_token(stranger: httpx2.Client) -> None:
    answer = stranger.get("/moderation")
    assert answer.status_code == 401
    assert 'name="to" value="/moderation"' in answer.text
    assert 'data-testid="open"' not in answer.text


@pytest.mark.parametrize("path", ["/moderation", "/moderation/abcdef12"])
@pytest.mark.parametrize("secret", ["tiltyard_wrong", OWNER], ids=["unknown", "owner"])
def test_a_wrong_token_sees_nothing(stranger: httpx2.Client, path: str, secret: str) -> None:
    answer = stranger.get(path, headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 403


def test_a_stranger_decides_nothing(stranger: httpx2.Client, election: Election) -> None:
    path = f"/moderation/{election.pseudonym('honest-0')}/exclude"
    assert stranger.post(path, data={"reason": "automated"}).status_code == 403
    assert election.store.log.excluded() == frozenset()


def test_the_queue_lists_voters_by_a_part_of_their_pseudonym(
    mia: httpx2.Client, election: Election
) -> None:
    page = mia.get("/moderation").text
    assert f"<code>{election.pseudonym('lefty')[:8]}</code>" in page
    assert "Always chose the left answer, in 30 of 30 votes." in page


@pytest.mark.parametrize("path", ["/moderation", "/moderation/{}"])
def test_no_page_holds_the_cookie_of_a_voter(
    mia: httpx2.Client, election: Election, path: str
) -> None:
    page = mia.get(path.format(election.pseudonym("lefty"))).text
    assert "lefty" not in page
    assert "honest-" not in page


def test_the_evidence_is_told_in_words_and_pictures(mia: httpx2.Client, election: Election) -> None:
    page = mia.get(f"/moderation/{election.pseudonym('fan')}").text
    assert "yew got" in page
    assert 'data-testid="chart-capital"' in page
    assert 'data-testid="chart-models"' in page


def test_an_excluded_voter_is_restored_again(mia: httpx2.Client, election: Election) -> None:
    path = f"/moderation/{election.pseudonym('honest-1')}"
    done = mia.post(f"{path}/exclude", data={"reason": "automated"})
    assert (done.status_code, done.headers["location"]) == (303, path)
    assert "12 votes are excluded" in mia.get(path).text
    leaf = decoded(election.store.log.leaves(election.store.log.marked(), 10**6)[0])
    assert (leaf["type"], leaf["reason"], leaf["rule"]) == ("exclude", "automated", None)
    mia.post(f"{path}/restore", data={"reason": "mistake"})
    assert election.store.log.excluded() == frozenset()
    assert "excluded by mia, 12 votes. Reason: votes by a program" in mia.get(path).text


def test_boards_are_shown_with_and_without_exclusions(
    mia: httpx2.Client, election: Election
) -> None:
    def votes(exclusions: str) -> int:
        return int(mia.get(f"/api/v1/leaderboard?exclusions={exclusions}").json()["votes"])

    path = f"/moderation/{election.pseudonym('honest-5')}"
    wait_for(lambda: votes("applied") == votes("none") == 186)
    mia.post(f"{path}/exclude", data={"reason": "automated"})
    wait_for(lambda: votes("applied") == 186 - 12)
    assert votes("none") == 186
    mia.post(f"{path}/restore", data={"reason": "mistake"})
    wait_for(lambda: votes("applied") == 186)


def test_the_log_does_not_say_who_decided(mia: httpx2.Client, election: Election) -> None:
    path = f"/moderation/{election.pseudonym('honest-2')}"
    mia.post(f"{path}/exclude", data={"reason": "automated"})
    mia.post(f"{path}/restore", data={"reason": "mistake"})
    assert not any(b"mia" in data for data in election.store.log.leaves(0, 10**6))


def test_who_is_let_stand_is_settled(mia: httpx2.Client, election: Election) -> None:
    path = f"/moderation/{election.pseudonym('lefty')}"
    mia.post(f"{path}/dismiss", data={"reason": "too_little"})
    assert "Somebody looked, and the votes count." in mia.get(path).text


@pytest.mark.parametrize(
    ("decision", "reason", "status", "words"),
    [
        ("exclude", "because", 409, "is no reason to exclude"),
        ("exclude", "", 409, "is no reason to exclude"),
        ("restore", "mistake", 409, "are not excluded"),
        ("erase", "mistake", 404, "no such page"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    mia: httpx2.Client, election: Election, decision: str, reason: str, status: int, words: str
) -> None:
    path = f"/moderation/{election.pseudonym('fan')}/{decision}"
    answer = mia.post(path, data={"reason": reason})
    assert answer.status_code == status
    assert words in answer.text


def test_an_unknown_voter_is_not_found(mia: httpx2.Client) -> None:
    assert mia.get("/moderation/0123456789").status_code == 404


def test_another_site_decides_nothing(mia: httpx2.Client, election: Election) -> None:
    path = f"/moderation/{election.pseudonym('fan')}/exclude"
    answer = mia.post(path, data={"reason": "automated"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_nothing_of_it_is_kept_by_browsers(mia: httpx2.Client) -> None:
    assert mia.get("/moderation").headers["cache-control"] == "no-store"
