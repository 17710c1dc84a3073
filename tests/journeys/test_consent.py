"""Somebody who is asked for a question learns first that it may be published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from arenas import scripted, serving
from journeys.conftest import Visit
from journeys.looked import serious
from tiltyard.store import open_store

PHONE = {"viewport": {"width": 360, "height": 640}}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An arena that may publish."""
    folder: Path = tmp_path_factory.mktemp("arena")
    with serving(scripted(folder, battle={"publishable": True})) as address:
        yield address


@pytest.mark.parametrize("visit", [{}, PHONE | {"color_scheme": "dark"}], indirect=True)
def test_the_line_stands_by_the_box_and_is_read_with_it(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    expect(visit.by("prompt-note")).to_be_in_viewport()
    expect(visit.by("prompt-note")).to_contain_text("may be published")
    expect(visit.by("prompt")).to_have_accessible_description(
        "Your conversation and your vote may be published: leave out what is private. "
        "Enter sends, Shift+Enter makes a new line"
    )


@pytest.mark.parametrize("visit", [{"color_scheme": "dark"}, PHONE], indirect=True)
def test_the_line_can_be_read_by_all(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    expect(visit.by("prompt-note")).to_be_visible()
    assert serious(visit.page) == []


@pytest.mark.parametrize(
    ("shown", "now", "consent"),
    [(True, True, True), (False, True, False)],
    ids=["who read the line", "whose page was open before"],
)
def test_only_who_could_read_the_line_is_published(
    visit: Visit, tmp_path: Path, shown: bool, now: bool, consent: bool
) -> None:
    with serving(scripted(tmp_path, battle={"publishable": shown})) as before:
        visit.page.goto(before)
        expect(visit.by("prompt")).to_be_visible()
    after = scripted(tmp_path, battle={"publishable": now})
    with serving(after, port=int(before.rpartition(":")[2])):
        visit.ask()
        visit.wait_for_the_vote()
    battle = visit.page.url.rpartition("/")[2]
    with closing(open_store(f"sqlite:///{tmp_path / 'tiltyard.db'}")) as store:
        assert store.battle(battle).battle.consent is consent


def test_an_arena_that_publishes_nothing_has_no_such_line(visit: Visit, tmp_path: Path) -> None:
    with serving(scripted(tmp_path)) as private:
        visit.page.goto(private)
        expect(visit.by("prompt")).to_be_visible()
        expect(visit.by("prompt-note")).to_have_count(0)
