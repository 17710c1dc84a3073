"""A real browser, and pages that report whatever goes wrong in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
]
expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as it comes with the system; not for longer, since it holds the event loop."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, chromium_sandbox=False, args=FLAGS
        )
        yield opened
        opened.close()


@dataclass
class Visit:
    """A page, and all that went wrong in it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def by(self, name: str) -> Any:
        """The element that the tests know by that name."""
        return self.page.get_by_test_id(name)

    def ask(self, prompt: str = "Why?") -> None:
        """Type a question and send it."""
        self.by("prompt").fill(prompt)
        self.by("send").click()

    def wait_for_the_vote(self) -> None:
        """Until both answers are finished."""
        expect(self.by("vote-tie")).to_be_enabled()


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A new person's page; `indirect` parameters are the browser context's options."""
    options = getattr(request, "param", {})
    context = browser.new_context(**options)
    page = context.new_page()
    seen = Visit(page)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            seen.complaints.append(said.text) if said.type in {"error", "warning"} else None
        ),
    )
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
            else seen.elsewhere.append(asked.url)
        ),
    )
    yield seen
    context.close()
    assert seen.elsewhere == []
