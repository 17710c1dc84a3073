"""Pages about votes, snapshots and polls in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from arenas import scripted, serving_app
from board_votes import cards, source, votes
from journeys.conftest import Visit
from journeys.looked import named, open_cold, shifted, too_wide, violations
from journeys.test_models import LOOKS
from tiltyard.bootstrap import assemble
from tiltyard.leaderboard import CONTROL, Boards, Origin, Query, Snapshots, imported
from tiltyard.records import PollVote
from tiltyard.store import open_store
from tiltyard.web.app import create_app

MODELS = cards(8)
PAGES = {
    "data": "/data",
    "imported": "/data?source=grove",
    "method": "/method",
    "snapshots": "/snapshots",
    "snapshot": "/snapshots/2",
    "changes": "/snapshots/2/changes",
    "polls": "/polls",
}
OPTION = "An option whose name is very long, and goes on for a while, and then some more"
_days = iter(range(1, 30))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An arena with votes, an imported board, two snapshots, and two polls, one of them closed."""
    folder: Path = tmp_path_factory.mktemp("arena")
    own = source(MODELS, votes(MODELS, 1500))
    published = Snapshots(
        folder / "snapshots", smallest=400, clock=lambda: datetime(2026, 3, next(_days), tzinfo=UTC)
    )
    published.take(own, Query())
    own.table.append(votes(MODELS, 300, seed=2))
    published.take(own, Query(control=("style",)))
    told = {card.name: {"rating": 1000 + place, "rating_q025": 990, "rating_q975": 1020}
            for place, card in enumerate(MODELS)}  # fmt: skip
    (folder / "board.json").write_text(json.dumps({"full": told, "coding": told}))
    grove = imported("grove", "Grove", Origin(ratings=folder / "board.json"))
    now = datetime.now(UTC)
    control = {"question": "What should be held equal?", "options": ["none", "style"],
               "decides": CONTROL, "closes_at": now + timedelta(days=1)}  # fmt: skip
    closed = {"question": "Which?", "options": ["Tea", OPTION], "closes_at": now}
    settings = scripted(folder, polls={"control": control, "closed": closed})
    with closing(open_store(settings.store_url)) as store:
        store.upgrade()
        store.add_poll_vote(PollVote("closed", OPTION, "ben", now - timedelta(hours=1)))
    arena = assemble(settings)
    boards = Boards([own, grove], Query(), refresh_seconds=0.05)
    with serving_app(create_app(replace(arena, boards=boards, snapshots=published))) as address:
        yield address


@pytest.mark.parametrize("visit", LOOKS, indirect=True)
@pytest.mark.parametrize("page", PAGES)
def test_pages_are_accessible_and_hold_still(base: str, visit: Visit, page: str) -> None:
    open_cold(visit, base + PAGES[page])
    visit.page.wait_for_load_state("networkidle")
    assert named(violations(visit.page)) == []
    assert shifted(visit.page) < 0.01
    assert too_wide(visit.page) <= 0
    assert visit.complaints == []


@pytest.mark.parametrize("visit", [{}, {"java_script_enabled": False}], indirect=True)
def test_somebody_chooses_and_sees_the_result(base: str, visit: Visit) -> None:
    visit.page.goto(base + PAGES["polls"])
    poll = visit.by("poll").first
    expect(poll).to_contain_text("The result is shown once you have chosen")
    poll.get_by_label("Style held equal").check()
    poll.get_by_role("button", name="Choose").click()
    expect(visit.by("poll").first).to_contain_text("your choice")
    expect(visit.by("poll").first.get_by_role("button")).to_have_text("Change my choice")


def test_one_chooses_with_the_keyboard(base: str, visit: Visit) -> None:
    visit.page.goto(base + PAGES["polls"])
    visit.by("poll").first.get_by_role("radio").first.focus()
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("Enter")
    expect(visit.by("poll").first).to_contain_text("your choice")


def test_models_are_sorted_by_any_column(base: str, visit: Visit) -> None:
    visit.page.goto(base + PAGES["data"])
    table = visit.by("models")
    table.get_by_role("button", name="Model").click()
    names = table.locator("tbody th").all_inner_texts()
    assert names == sorted(names, key=str.casefold)


def test_another_board_of_a_snapshot_is_a_click_away(base: str, visit: Visit) -> None:
    visit.page.goto(base + PAGES["snapshot"])
    visit.page.get_by_role("link", name="Coding").first.click()
    expect(visit.page.locator("#board-heading")).to_contain_text("Coding")
