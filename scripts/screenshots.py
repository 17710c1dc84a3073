"""Make the pictures in docs/images, from real arenas whose models are scripted.

``python scripts/screenshots.py`` starts ``tiltyard serve`` on a free port with data of its own:
once without votes, for the example that a new arena shows, then filled with votes over the API.
One of the voters always chooses the left answer, and the nights of one model are invented, so that
the pages of moderators and of alarms have something to show.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.pictured_arena import (  # noqa: E402 -- lies beside this file, wherever that is run from
    FEATURED,
    KNIGHTS,
    QUESTION,
    SECRET,
    arena,
    command,
    fill_board,
    raise_alarm,
    vote_left,
)

IMAGES = ROOT / "docs" / "images"
SIZE: ViewportSize = {"width": 1280, "height": 800}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Pages of the example: a file, an address, and what stands at the top.
EXAMPLE = (
    ("price", "/leaderboard/charts#price-points=100", "#price"),
    ("model", "/models/grove-8b", "main"),
    ("pair", "/pair?a=kestrel-4-preview&b=grove-8b", "main"),
    ("data", "/data", "main"),
    ("method", "/method", "main"),
)
# Pages of the arena that was filled with votes, for a moderator.
TRUST = (
    ("snapshots", "/snapshots/2", "main"),
    ("log", "/log", "main"),
    ("alarms", "/alarms", "main"),
    ("alarm", "/alarms/Rowena%20Large", "#evidence-heading"),
    ("moderation", "/moderation", "main"),
)
TRIES = 30


def main() -> None:
    """Take all pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        data = Path(folder)
        with arena(data / "new", drawn=KNIGHTS) as address:
            for scheme, page in pages(chromium):
                show_example(page, address, scheme)
        with arena(data, drawn=KNIGHTS) as address:
            fill_board(address)
            command(data, "leaderboard", "snapshot")
            for scheme, page in pages(chromium):
                page.goto(f"{address}/leaderboard")
                keep(page, f"leaderboard-{scheme}")
            vote_left(address)
            command(data, "leaderboard", "snapshot")
            command(data, "voters", "screen")
            raise_alarm(data)
            show_trust(chromium.new_page(viewport=SIZE, color_scheme="light"), address)
        with arena(data, drawn=FEATURED) as address:
            for scheme, page in pages(chromium):
                open_battle(page, address)
                keep(page, f"battle-{scheme}")
                page.get_by_test_id("vote-model_a").click()
                page.get_by_test_id("reveal").wait_for()
                page.wait_for_timeout(1000)  # until the reveal has risen
                keep(page, f"reveal-{scheme}")
                if scheme == "light":
                    page.get_by_test_id("proof").locator("summary").click()
                    keep_from(page, "[data-testid=proof]", "proof")


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, as the tests use it."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found, chromium_sandbox=False, args=["--disable-gpu"]
        )
        yield chromium
        chromium.close()


def pages(chromium: Browser) -> Iterator[tuple[str, Page]]:
    """A page that wants light colours, then one that wants dark ones."""
    yield "light", chromium.new_page(viewport=SIZE, color_scheme="light")
    yield "dark", chromium.new_page(viewport=SIZE, color_scheme="dark")


def show_example(page: Page, address: str, scheme: str) -> None:
    """The boards of a new arena, which shows an example; most of them in light alone."""
    page.goto(f"{address}/overview")
    page.locator(".matrix .missing").first.wait_for(state="detached")
    page.reload()
    keep_from(page, "main", f"overview-{scheme}")
    if scheme == "light":
        for name, path, part in EXAMPLE:
            page.goto(address + path)
            keep_from(page, part, name)


def show_trust(page: Page, address: str) -> None:
    """What an arena says of itself, and what its moderators see."""
    page.goto(f"{address}/access")
    page.locator("[name=secret]").fill(SECRET)
    page.locator("main form button").first.click()
    page.wait_for_url("**/moderation")
    for name, path, part in TRUST:
        page.goto(address + path)
        keep_from(page, part, name)
    page.locator("main a[href^='/moderation/']").first.click()
    page.locator("figure.chart").first.wait_for()
    keep_from(page, "main", "moderation-voter")


def open_battle(page: Page, address: str) -> None:
    """A finished battle with the first featured model on side A."""
    for _ in range(TRIES):
        page.goto(address)
        page.get_by_test_id("prompt").fill(QUESTION)
        page.get_by_test_id("send").click()
        page.get_by_test_id("vote-tie").wait_for()
        page.wait_for_timeout(500)  # until formulas are drawn
        if "stick in the sand" in page.get_by_test_id("pane-model_a").inner_text():
            return
    sys.exit(f"The wanted sides were not drawn in {TRIES} tries.")


def keep_from(page: Page, part: str, name: str) -> None:
    """Save what the page shows from this part of it down."""
    page.wait_for_timeout(500)  # until its script has run
    page.evaluate("part => document.querySelector(part).scrollIntoView()", part)
    keep(page, name)


def keep(page: Page, name: str) -> None:
    """Save what the page shows."""
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    print(f"{path.relative_to(IMAGES.parent.parent)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
