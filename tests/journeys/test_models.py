"""Pages about models in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from board_votes import cards, showing, source, votes
from few_votes import Invented
from journeys.conftest import Visit
from journeys.looked import named, open_cold, shifted, too_wide, violations
from tiltyard.leaderboard import Conversation, Turn

MODELS = cards(8)
LONG, MARKED = MODELS[3].name, MODELS[4].name
PAGES = {
    "model": f"/models/{LONG}",
    "pair": "/pair?" + "&".join(("a=" + LONG, "b=" + MODELS[0].name)),
    "choice": "/pair",
}
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 900}
LOOKS = [
    pytest.param({"viewport": WIDE, "color_scheme": "light"}, id="light"),
    pytest.param({"viewport": PHONE, "color_scheme": "dark"}, id="dark-phone"),
    pytest.param({"viewport": WIDE, "color_scheme": "dark"}, id="dark", marks=pytest.mark.slow),
    pytest.param({"viewport": PHONE, "color_scheme": "light"}, id="phone", marks=pytest.mark.slow),
]
MARKDOWN = (
    "## Of course\n\n**Bold** ![x](https://example.org/x.png)\n\n<img src=x onerror=alert(1)>"
)


class Spoken(Invented):
    """The same conversation for every vote."""

    def read(self, ids: Any, battles: Any) -> dict[str, Conversation]:
        """What was said."""
        return {id: Conversation((Turn("Why? " * 90, MARKDOWN, None),)) for id in ids}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An arena of eight models."""
    folder: Path = tmp_path_factory.mktemp("arena")
    with showing(folder, [source(MODELS, votes(MODELS, 2500), texts=Spoken())]) as address:
        yield address


@pytest.mark.parametrize("visit", LOOKS, indirect=True)
@pytest.mark.parametrize("page", PAGES)
def test_pages_are_accessible_and_hold_still(base: str, visit: Visit, page: str) -> None:
    open_cold(visit, base + PAGES[page])
    visit.page.wait_for_load_state("networkidle")
    for opened in visit.page.locator("details.reading summary").all()[:1]:
        opened.click()
    assert named(violations(visit.page)) == []
    assert shifted(visit.page) < 0.01
    assert too_wide(visit.page) <= 0
    assert visit.complaints == []


def test_an_opened_battle_is_formatted_and_loads_nothing(base: str, visit: Visit) -> None:
    visit.page.goto(base + PAGES["pair"])
    first = visit.by("battle").first
    first.locator("summary").click()
    expect(first.locator("strong")).to_have_text("Bold")
    expect(first.locator("img")).to_have_count(0)
    expect(first.locator(".image-kept-out")).to_contain_text("https://example.org/x.png")
    assert visit.complaints == []


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_battles_are_plain_text(base: str, visit: Visit) -> None:
    visit.page.goto(base + PAGES["pair"])
    first = visit.by("battle").first
    first.locator("summary").click()
    expect(first.locator(".answer.plain")).to_contain_text("**Bold**")


def test_battles_open_by_the_keyboard(base: str, visit: Visit) -> None:
    visit.page.goto(base + PAGES["pair"])
    first = visit.by("battle").first
    first.locator("summary").focus()
    visit.page.keyboard.press("Enter")
    expect(first.locator(".reading-body")).to_be_visible()


def test_two_models_are_chosen_in_a_form(base: str, visit: Visit) -> None:
    visit.page.goto(base + PAGES["choice"])
    visit.page.get_by_label("One model").fill(MARKED)
    visit.page.get_by_label("The other").fill(MODELS[0].name)
    visit.page.get_by_role("button", name="Compare").click()
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text(MARKED)


def test_battles_are_narrowed_in_a_form(base: str, visit: Visit) -> None:
    visit.page.goto(base + PAGES["pair"])
    visit.page.get_by_label("Ended with").select_option("tie")
    visit.by("battle-filter").get_by_role("button").click()
    expect(visit.by("battle").first).to_contain_text("Tie")
    expect(visit.page.get_by_label("Ended with")).to_have_value("tie")
    assert "winner=tie" in visit.page.url
