"""A real browser, and pages that report whatever goes wrong in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--in-process-gpu",  # there is none, and a process for it costs a tenth of all
]
DESKTOP = {"width": 1280, "height": 720}
# What a page can be told while it is open; with any other option it is a page of its own.
TOLD = frozenset({"viewport", "color_scheme"})
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
    heard: list[tuple[str, Callable[..., Any]]] = field(default_factory=list)
    is_marked: bool = False

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

    def on(self, event: Any, told: Callable[..., Any]) -> None:
        """Hear of an event until the person leaves."""
        self.page.on(event, told)
        self.heard.append((event, told))

    def at_start(self, script: str) -> None:
        """Run a script in every page before its own; nobody else can use this page then."""
        self.page.add_init_script(script)
        self.is_marked = True

    def watch(self) -> None:
        """Note complaints, and requests to elsewhere."""
        self.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.on("console", self._read)
        self.on("request", self._follow)

    def _read(self, said: Any) -> None:
        if said.type in {"error", "warning"}:
            self.complaints.append(said.text)

    def _follow(self, asked: Any) -> None:
        if not asked.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.elsewhere.append(asked.url)


@dataclass
class Desk:
    """Where one person after the other sits down at the same page.

    A new page costs as much as seven loads of ours: three processes start, and each reads the same
    fonts and compiles the same scripts. So the page stays, and what a person left is cleared away.
    """

    browser: Browser
    page: Page | None = None

    def take(self, viewport: Any = DESKTOP, color_scheme: Any = "light") -> Page:
        """The page, as a new person finds it."""
        if self.page is None:
            self.page = self.browser.new_context().new_page()
        self.page.set_viewport_size(viewport)
        # Nothing fades unless a test asks for it: each picture of it is drawn by the processor.
        self.page.emulate_media(color_scheme=color_scheme, reduced_motion="reduce")
        return self.page

    def leave(self, visit: Visit) -> None:
        """No cookie, no note, no handler and no second page stays, or else not the page itself."""
        page = visit.page
        try:
            for event, told in visit.heard:
                page.remove_listener(event, told)
            page.unroute_all(behavior="ignoreErrors")
            for other in page.context.pages[1:]:
                other.close()
            # A page that the page itself asks for keeps its origin, and so its notes in reach.
            page.evaluate("location.replace('about:blank')")
            page.wait_for_url("about:blank")
            page.evaluate("name = ''; localStorage.clear(); sessionStorage.clear()")
            page.context.clear_cookies()
        except BrowserError:
            visit.is_marked = True
        if visit.is_marked:
            page.context.close()
            self.page = None


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Desk:
    """The page that people share, one after the other."""
    return Desk(browser)


@pytest.fixture
def visit(desk: Desk, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A new person's page; `indirect` parameters are the browser context's options."""
    options = getattr(request, "param", {})
    own = None if options.keys() <= TOLD else desk.browser.new_context(**options)
    seen = Visit(desk.take(**options) if own is None else own.new_page())
    seen.watch()
    yield seen
    if own is None:
        desk.leave(seen)
    else:
        own.close()
    assert seen.elsewhere == []
