"""Who is willing judges two answers again, in a browser; nobody else is asked to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from arenas import scripted, serving
from journeys.conftest import Visit


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An arena that shows answers again."""
    folder: Path = tmp_path_factory.mktemp("arena")
    with serving(scripted(folder, voters={"repeat": 1.0})) as address:
        yield address


def test_nobody_is_willing_before_they_say_so(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    expect(visit.by("again")).not_to_be_checked()


def test_a_choice_stays(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    visit.by("again").check()
    visit.page.reload()
    expect(visit.by("again")).to_be_checked()
