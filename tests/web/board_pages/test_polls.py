"""The page on which the community chooses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from arenas import calling, scripted, serving
from tiltyard.leaderboard import CONTROL
from tiltyard.records import PollVote
from tiltyard.store import open_store

OPTIONS = ["none", "style"]


def settings(folder: Path, **more: Any) -> Any:
    """An arena with a poll on its usual control that is open for a day."""
    poll = {
        "question": "What should be held equal?",
        "options": OPTIONS,
        "decides": CONTROL,
        "closes_at": datetime.now(UTC) + timedelta(days=1),
    }
    return scripted(folder, polls={"control": poll | more})


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an arena with an open poll."""
    with serving(settings(tmp_path_factory.mktemp("arena"))) as address:
        yield address


@pytest.fixture
def ada(base: str) -> Iterator[httpx2.Client]:
    """Somebody new."""
    with calling(base) as client:
        yield client


def choose(who: httpx2.Client, option: str, poll: str = "control") -> httpx2.Response:
    """Send the form."""
    return who.post(f"/polls/{poll}", data={"option": option})


def test_a_choice_leads_back_to_the_polls(ada: httpx2.Client) -> None:
    answer = choose(ada, "style")
    assert (answer.status_code, answer.headers["location"]) == (303, "/polls")


def test_the_result_is_shown_once_one_has_chosen(ada: httpx2.Client) -> None:
    assert "poll-result" not in ada.get("/polls").text
    choose(ada, "style")
    page = ada.get("/polls").text
    assert "poll-result" in page
    assert 'value="style" required checked' in page


def test_a_choice_can_be_changed(ada: httpx2.Client) -> None:
    choose(ada, "style")
    choose(ada, "none")
    assert 'value="none" required checked' in ada.get("/polls").text


def test_the_page_is_kept_by_nobody(ada: httpx2.Client) -> None:
    assert ada.get("/polls").headers["cache-control"] == "no-store"


def test_another_site_cannot_choose(ada: httpx2.Client) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = ada.post("/polls/control", data={"option": "style"}, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("body", [b"", b"option", b"\xff\xfe", b"option=none&option=style", b"x=1"])
def test_a_form_without_a_choice_is_refused(ada: httpx2.Client, body: bytes) -> None:
    answer = ada.post("/polls/control", content=body)
    assert answer.status_code == 422
    assert "no option was chosen" in answer.text.lower()


def test_an_option_that_is_none_is_refused(ada: httpx2.Client) -> None:
    answer = choose(ada, "stile")
    assert answer.status_code == 422
    assert "did you mean &#39;style&#39;" in answer.text


def test_a_poll_that_is_none_is_not_found(ada: httpx2.Client) -> None:
    assert choose(ada, "style", "nothing").status_code == 404


def test_without_polls_the_page_says_so(tmp_path: Path) -> None:
    with serving(scripted(tmp_path)) as address, calling(address) as client:
        assert "The operator of this arena asks nothing just now" in client.get("/polls").text


def test_the_winner_of_a_closed_poll_holds_and_the_method_page_says_so(tmp_path: Path) -> None:
    closed_at = datetime.now(UTC) - timedelta(hours=1)
    held = settings(tmp_path, closes_at=closed_at)
    store = open_store(held.store_url)
    store.upgrade()
    store.add_poll_vote(PollVote("control", "style", "ada", closed_at - timedelta(hours=1)))
    store.close()
    with (
        serving(held) as address,
        calling(address) as client,
    ):
        assert "The winner: Style held equal" in client.get("/polls").text
        assert "Usually held equal</th><td>style<br>" in client.get("/method").text
        assert choose(client, "none").status_code == 422
