"""The pages about endpoints that change, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from arenas import scripted, serving_app
from journeys.conftest import Visit
from journeys.looked import serious
from journeys.test_board_pages import LOOKS
from tiltyard.bootstrap import assemble
from tiltyard.drift import Alarm, Verdict
from tiltyard.web.app import create_app

LONG = "a-very-long-name-of-a-model-that-somebody-thought-up-2026-11-preview-instruct"
EVIDENCE = {
    "day": "2026-11-17",
    "reference": ["2026-10-30", "2026-10-31"],
    "questions": 40,
    "p_value": 5.5e-6,
    "level": 2.7e-5,
    "are_public": True,
    "examples": [{"prompt": "Explain recursion.", "then": "A box. " * 40, "now": "Great! " * 40}],
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An arena with an open alarm on a model of a long name."""
    settings = scripted(
        tmp_path_factory.mktemp("arena"),
        models={"oak": {}, LONG: {}},
        drift={"canaries": True, "at": "23:59:59"},
    )
    arena = assemble(settings)
    version = arena.battles._contenders[LONG].version
    first = date(2026, 11, 1)
    for day in range(17):
        value = 0.1 if day > 15 else 0.001 * (-1) ** day
        arena.drift._verdicts.add(
            version.id, Verdict(first + timedelta(day), value, 0.5, 2.7e-5, 40, (first,))
        )
    at = datetime(2026, 11, 17, 3, tzinfo=UTC)
    arena.drift.journal.open(Alarm(0, LONG, version.id, 1, "answers", at, EVIDENCE))
    with serving_app(create_app(arena)) as address:
        yield address


@pytest.mark.parametrize("path", ["/alarms", f"/alarms/{LONG}", "/alarms/oak"])
@pytest.mark.parametrize("visit", LOOKS, indirect=True)
def test_the_pages_are_accessible_and_fit(visit: Visit, base: str, path: str) -> None:
    visit.page.goto(base + path)
    assert serious(visit.page) == []
    assert not visit.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_from_the_list_one_comes_to_the_evidence(visit: Visit, base: str) -> None:
    visit.page.goto(f"{base}/alarms")
    visit.by("alarm-1").get_by_role("link", name=LONG).click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(f"Did {LONG} change?")
    visit.by("alarm-1").get_by_text("Answers then and now").click()
    expect(visit.by("alarm-1").get_by_text("Great!")).to_be_visible()
    expect(visit.page.locator("figure.chart svg").first).to_be_visible()
