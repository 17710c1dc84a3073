"""What a page looks like to those who cannot see it well, and to those who wait for it."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # has none
from playwright.sync_api import Page

from journeys.conftest import Visit

# Of what is in order no account is asked for: to write one takes longer than to find the faults.
RUN = "axe.run(document, { resultTypes: ['violations'] }).then((all) => all.violations)"
BLOCKING = {"serious", "critical"}
SHIFTS = """() => {
  const seen = new PerformanceObserver(() => {});
  seen.observe({ type: "layout-shift", buffered: true });
  return seen.takeRecords().filter((one) => !one.hadRecentInput).map((one) => one.value);
}"""
STILL = """Promise.all(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime < Infinity)
  .map((one) => one.finished.catch(() => null)))"""
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (390, 1440)]
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Page) -> list[dict[str, Any]]:
    """Everything that axe-core finds wrong, as it tells it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return found


def named(found: list[dict[str, Any]]) -> list[str]:
    """Rules that are broken, with their words."""
    return [f"{one['id']}: {one['help']}" for one in found]


def serious(page: Page) -> list[str]:
    """What axe-core finds serious or critical."""
    return named([one for one in violations(page) if one["impact"] in BLOCKING])


def stand_still(page: Page) -> None:
    """Wait until nothing fades or grows any more."""
    page.evaluate(STILL)


def in_every_look(visit: Visit) -> dict[str, list[str]]:
    """What is serious on a page as it is now, on a phone and at a desk, by day and by night."""
    found = {}
    for scheme, width in LOOKS:
        visit.page.set_viewport_size({"width": width, "height": 844})
        visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
        stand_still(visit.page)
        found[f"{scheme}-{width}"] = serious(visit.page)
    return {look: faults for look, faults in found.items() if faults}


def open_cold(visit: Visit, address: str) -> None:
    """Open a page as one who has never been there and whom movement does not disturb."""
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("Network.clearBrowserCache")
    session.detach()
    visit.page.emulate_media(reduced_motion="no-preference")
    visit.page.goto(address)


def shifted(page: Page) -> float:
    """How far things moved by themselves since the page began to load."""
    return float(sum(page.evaluate(SHIFTS)))


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate(TOO_WIDE))
