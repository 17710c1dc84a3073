"""The page checks for itself that the arena kept its word, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from arenas import scripted, serving
from journeys.conftest import Visit
from journeys.looked import in_every_look

NAMED = ("zqxcanary-oak", "zqxcanary-elm")
QUICK = {"text": "Because light scatters.", "chunk": 40}
Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An arena of two models with names that no page should hold before the vote."""
    folder = tmp_path_factory.mktemp("arena")
    with serving(scripted(folder, dict.fromkeys(NAMED, QUICK))) as address:
        yield address


def vote(base: str, visit: Visit) -> None:
    """Battle, and vote."""
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    visit.by("vote-tie").click()


def forge(visit: Visit, change: Change, *, at: str = "**/vote") -> None:
    """Let somebody change what the arena answers."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        body = answer.json()
        change(body)
        route.fulfill(response=answer, body=json.dumps(body))

    visit.page.route(at, changed)


def test_the_page_shows_that_identities_were_fixed_before_the_vote(base: str, visit: Visit) -> None:
    vote(base, visit)
    expect(visit.by("proof")).to_contain_text("Identities were fixed before you voted")
    assert visit.complaints == []


def test_one_can_look_at_the_numbers(base: str, visit: Visit) -> None:
    with visit.page.expect_response("**/vote") as answered:
        vote(base, visit)
    told = answered.value.json()
    visit.by("proof").locator("summary").click()
    for value in (told["commitment"]["digest"], told["opening"]["nonce"], told["entry"]["hash"]):
        expect(visit.by("proof")).to_contain_text(value)
    expect(visit.by("proof")).to_contain_text("100 %")


def test_the_page_adds_to_the_draw(base: str, visit: Visit) -> None:
    with visit.page.expect_request("**/api/v1/battles") as asked:
        vote(base, visit)
    body = asked.value.post_data_json
    assert body is not None
    client = body["client"]
    assert len(bytes.fromhex(client)) == 16
    visit.by("proof").locator("summary").click()
    expect(visit.by("proof")).to_contain_text(client)


def test_a_page_that_was_loaded_again_remembers_the_commitment(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    visit.page.reload()
    visit.wait_for_the_vote()
    visit.by("vote-tie").click()
    expect(visit.by("proof")).to_contain_text("Identities were fixed before you voted")


def test_a_skip_is_proved_too(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.ask()
    visit.wait_for_the_vote()
    visit.by("skip").click()
    expect(visit.by("proof")).to_contain_text("Identities were fixed before you skipped")


def _other_models(told: dict[str, Any]) -> None:
    one, other = told["reveal"]["model_a"], told["reveal"]["model_b"]
    told["reveal"] = {"model_a": other, "model_b": one}


def _other_models_opened(told: dict[str, Any]) -> None:
    _other_models(told)
    opening = told["opening"]
    opening["model_a"], opening["model_b"] = opening["model_b"], opening["model_a"]


def _another_probability(told: dict[str, Any]) -> None:
    told["opening"]["probability"] -= 1


def _another_addition(told: dict[str, Any]) -> None:
    told["opening"]["client"] = "00" * 16


def _another_commitment(told: dict[str, Any]) -> None:
    told["commitment"]["digest"] = "0" * 64


def _no_opening(told: dict[str, Any]) -> None:
    told["opening"] = None


def _no_commitment(told: dict[str, Any]) -> None:
    told["commitment"] = told["opening"] = None


@pytest.mark.parametrize(
    "change",
    [
        _other_models,
        _other_models_opened,
        _another_probability,
        _another_addition,
        _another_commitment,
        _no_opening,
        _no_commitment,
    ],
)
def test_a_forged_reveal_is_refused(base: str, visit: Visit, change: Change) -> None:
    forge(visit, change)
    vote(base, visit)
    expect(visit.by("forged")).to_contain_text("cannot be trusted")
    expect(visit.by("new-battle")).to_be_visible()
    expect(visit.page.locator("#follow-up")).to_have_count(0)
    assert "zqxcanary" not in visit.page.content()


def test_a_forged_battle_that_is_loaded_again_is_refused(base: str, visit: Visit) -> None:
    vote(base, visit)
    expect(visit.by("proof")).to_be_visible()
    forge(visit, _another_commitment, at="**/api/v1/battles/*")
    visit.page.reload()
    expect(visit.by("forged")).to_contain_text("the commitment was exchanged")


def test_a_page_that_comes_later_says_what_it_cannot_know(base: str, visit: Visit) -> None:
    vote(base, visit)
    expect(visit.by("proof")).to_be_visible()
    visit.page.evaluate("sessionStorage.clear()")
    visit.page.reload()
    expect(visit.by("proof")).to_contain_text("agree with the arena’s commitment")


def test_where_nothing_can_be_computed_the_page_says_so(base: str, visit: Visit) -> None:
    visit.at_start("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })")
    vote(base, visit)
    expect(visit.by("proof")).to_contain_text("could not be checked")
    expect(visit.by("reveal")).to_contain_text(NAMED[0])


def test_a_battle_that_is_older_than_the_log_has_no_proof(base: str, visit: Visit) -> None:
    for at in ("**/api/v1/battles", "**/api/v1/battles/*", "**/vote"):
        forge(visit, _no_commitment, at=at)
    visit.page.route("**/events", _without_commitment)
    vote(base, visit)
    expect(visit.by("reveal")).to_contain_text(NAMED[0])
    expect(visit.by("proof")).to_have_count(0)
    expect(visit.by("forged")).to_have_count(0)


def _without_commitment(route: Route) -> None:
    answer = route.fetch()
    lines = []
    for line in answer.text().splitlines():
        if line.startswith("data: {") and '"commitment"' in line:
            told = json.loads(line.removeprefix("data: "))
            told["commitment"] = None
            line = f"data: {json.dumps(told)}"  # noqa: PLW2901 -- one line for another
        lines.append(line)
    route.fulfill(response=answer, body="\n".join(lines) + "\n")


@pytest.mark.parametrize("change", [None, _no_opening])
def test_proof_and_warning_are_accessible(base: str, visit: Visit, change: Change | None) -> None:
    if change is not None:
        forge(visit, change)
    vote(base, visit)
    if change is None:
        visit.by("proof").locator("summary").click()
    else:
        expect(visit.by("forged")).to_be_visible()
    assert in_every_look(visit) == {}
