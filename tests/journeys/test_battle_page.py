"""What a person does on the battle page, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from arenas import scripted, serving
from journeys.conftest import Visit
from journeys.looked import in_every_look, too_wide

ANSWER = {
    "chunk": 12,
    "every_seconds": 0.01,
    "text": "Because **light** scatters: $1/\\lambda^4$.\n\n```python\nprint('blue')\n```\n",
}
STEADY = "slow and steady " * 30
SLOW = {"chunk": 8, "every_seconds": 0.08, "text": STEADY}  # about five seconds
NAMED = ("zqxcanary-oak", "zqxcanary-elm")


@contextmanager
def arena(
    folder: Path, one: dict[str, Any], other: dict[str, Any] | None = None, **more: Any
) -> Iterator[str]:
    """An arena of two scripted models with names that no page should hold."""
    models = dict(zip(NAMED, (one, other or one), strict=True))
    with serving(scripted(folder, models, **more)) as base:
        yield base


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An arena whose models take their time."""
    with arena(tmp_path_factory.mktemp("arena"), SLOW) as address:
        yield address


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An arena whose models answer well, and which has a board to show."""
    folder = tmp_path_factory.mktemp("arena")
    with arena(folder, ANSWER, leaderboard={"example": True}) as address:
        yield address


@pytest.mark.parametrize("winner", ["model_a", "model_b", "tie", "both_bad"])
def test_a_vote_reveals_both_names(base: str, visit: Visit, winner: str) -> None:
    visit.page.emulate_media(reduced_motion="no-preference")
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    assert "zqxcanary" not in visit.page.content()
    visit.by(f"vote-{winner}").click()
    expect(visit.by("reveal")).to_contain_text(NAMED[0])
    expect(visit.by("reveal")).to_contain_text(NAMED[1])
    expect(visit.by("status-line")).to_contain_text("stored and counted")
    assert visit.complaints == []


@pytest.mark.parametrize(("key", "said"), [("a", "preferred"), ("t", "tie"), ("x", "bad")])
def test_one_votes_with_the_keyboard(base: str, visit: Visit, key: str, said: str) -> None:
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    visit.page.locator("body").press(key)
    expect(visit.by("reveal")).to_contain_text(re.compile(said, re.IGNORECASE))


def test_typing_a_letter_is_no_vote(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    visit.by("follow-up").press_sequentially("a bad tie")
    expect(visit.by("follow-up")).to_have_value("a bad tie")
    expect(visit.by("reveal")).to_have_count(0)


def test_there_is_no_vote_while_the_models_answer(slow: str, visit: Visit) -> None:
    visit.page.goto(slow)
    visit.ask()
    expect(visit.by("pane-model_a")).to_contain_text("slow")
    assert visit.by("vote-tie").count() == 0 or visit.by("vote-tie").is_disabled()


def test_a_skip_reveals_and_counts_nothing(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    visit.by("skip").click()
    expect(visit.by("reveal")).to_contain_text(NAMED[0])
    expect(visit.by("status-line")).to_contain_text("nothing was counted")


def test_a_stopped_answer_can_be_asked_again(slow: str, visit: Visit) -> None:
    visit.page.goto(slow)
    visit.ask()
    expect(visit.by("pane-model_a")).to_contain_text("slow")
    visit.by("stop").click()
    expect(visit.by("status-line")).to_contain_text("does not count")
    visit.by("retry").click()
    expect(visit.by("stop")).to_be_visible()


def test_a_follow_up_is_answered_before_the_vote(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    visit.by("follow-up").fill("And at sunset?")
    visit.by("follow-up").press("Enter")
    expect(visit.page.get_by_text("And at sunset?")).to_be_visible()
    visit.wait_for_the_vote()
    visit.by("vote-tie").click()
    expect(visit.by("reveal")).to_be_visible()


def test_chatting_on_after_the_reveal_says_that_it_does_not_count(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    visit.by("vote-tie").click()
    expect(visit.by("reveal")).to_be_visible()
    visit.by("follow-up").fill("And at sunset?")
    visit.by("follow-up").press("Enter")
    expect(visit.by("status-line")).to_contain_text("does not count")


def test_a_failure_keeps_the_question_and_asks_again(tmp_path: Path, visit: Visit) -> None:
    broken = {"fail": "server_error", "text": "It begins well and", "fail_after": 10}
    with arena(tmp_path, broken, ANSWER) as base:
        visit.page.goto(base)
        visit.ask("Is it kept?")
        expect(visit.by("status-line")).to_contain_text("does not count")
        expect(visit.page.get_by_text("Is it kept?")).to_be_visible()
        first = visit.page.url
        visit.by("retry").click()
        expect(visit.page).not_to_have_url(first)
        expect(visit.page.get_by_text("Is it kept?")).to_be_visible()
        assert "zqxcanary" not in visit.page.content()


def test_a_double_click_votes_once(base: str, visit: Visit) -> None:
    votes: list[str] = []
    visit.on("request", lambda sent: votes.append(sent.url) if "/vote" in sent.url else None)
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    visit.by("vote-model_a").dblclick(no_wait_after=True)
    expect(visit.by("reveal")).to_be_visible()
    assert len(votes) == 1


def test_a_reload_in_mid_stream_goes_on(slow: str, visit: Visit) -> None:
    visit.page.goto(slow)
    visit.ask()
    expect(visit.by("pane-model_a")).to_contain_text("slow")
    visit.page.reload()
    expect(visit.page.get_by_text("Why?", exact=True)).to_be_visible()
    assert visit.by("vote-tie").count() == 0 or visit.by("vote-tie").is_disabled()
    visit.wait_for_the_vote()
    expect(visit.by("pane-model_a")).to_contain_text(STEADY.strip())


def test_the_back_button_returns_to_the_same_battle(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    address = visit.page.url
    visit.by("vote-tie").click()
    expect(visit.by("reveal")).to_be_visible()
    visit.page.goto(f"{base}/leaderboard")
    visit.page.go_back()
    expect(visit.page).to_have_url(address)
    expect(visit.by("reveal")).to_contain_text(NAMED[0])
    assert visit.by("vote-tie").count() == 0


def test_a_new_battle_starts_empty(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    visit.by("vote-tie").click()
    visit.by("new-battle").click()
    expect(visit.by("prompt")).to_have_value("")


def test_a_vote_survives_a_lost_connection(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    lost = iter([True])
    visit.page.route(
        "**/vote",
        lambda route: route.abort() if next(lost, False) else route.continue_(),
    )
    visit.by("vote-tie").click()
    expect(visit.by("reveal")).to_be_visible()


def test_the_answers_are_not_read_out_token_by_token(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    expect(visit.by("live")).to_contain_text("ready")
    assert visit.page.locator("[aria-live] [data-testid^=pane]").count() == 0


HOSTILE = "\n\n".join(
    (
        "<script>window.hit = 1</script>",
        "<img src=x onerror='window.hit = 1'>",
        "![beacon](http://192.0.2.1/beacon.png)",
        "[click](javascript:window.hit=1)",
        "[data](data:text/html,<script>window.hit=1</script>)",
        "<svg><script>window.hit = 1</script></svg>",
        "<iframe src='javascript:window.hit=1'></iframe>",
        "$\\href{javascript:window.hit=1}{x}$ $\\htmlData{x=y}{z}$ $$\\def\\a{\\a\\a}\\a$$",
        "<a href='https://example.invalid' style='position:fixed;inset:0'>over all</a>",
        "`code` <style>body{display:none}</style> end of it",
    )
)


def test_hostile_answers_do_nothing(tmp_path: Path, visit: Visit) -> None:
    with arena(tmp_path, {"text": HOSTILE, "chunk": 40}) as base:
        visit.page.goto(base)
        visit.ask()
        visit.wait_for_the_vote()
        expect(visit.by("pane-model_a")).to_contain_text("end of it")
        visit.page.wait_for_timeout(300)
        assert visit.page.evaluate("window.hit") is None
        pane = visit.by("pane-model_a")
        for selector in ("script", "img", "iframe", "style", "[style]", "a[href^=javascript]"):
            assert pane.locator(selector).count() == 0
        assert visit.complaints == []


def test_a_battle_is_accessible_from_the_question_to_the_names(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    expect(visit.by("prompt")).to_be_visible()
    found = {"first": in_every_look(visit)}
    visit.ask()
    visit.wait_for_the_vote()
    found["answered"] = in_every_look(visit)
    visit.by("vote-tie").click()
    expect(visit.by("reveal")).to_be_visible()
    found["revealed"] = in_every_look(visit)
    assert {page: faults for page, faults in found.items() if faults} == {}


@pytest.mark.parametrize("path", ["leaderboard", "method", "nowhere"])
def test_every_page_is_accessible(base: str, visit: Visit, path: str) -> None:
    visit.page.goto(f"{base}/{path}")
    assert in_every_look(visit) == {}


@pytest.mark.parametrize("visit", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_nothing_overflows_on_a_phone(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.ask("A question with averylongwordthatdoesnotwanttobebroken" * 3)
    visit.wait_for_the_vote()
    assert too_wide(visit.page) == 0
    expect(visit.by("vote-model_a")).to_be_in_viewport()
    expect(visit.by("vote-model_b")).to_be_in_viewport()
