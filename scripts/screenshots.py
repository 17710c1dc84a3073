"""Make the pictures in docs/images, from real arenas whose models are scripted.

``python scripts/screenshots.py`` starts ``tiltyard serve`` on a free port with data of its own:
once without votes, for the example that a new arena shows, then filled with votes over the API.
"""

from __future__ import annotations

import json
import math
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
QUESTION = "Explain how a sundial tells the time, to a curious ten-year-old"
SIZE: ViewportSize = {"width": 1280, "height": 800}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
VOTES = 240
# Pages of the example: a file, an address, and what stands at the top.
EXAMPLE = (
    ("price", "/leaderboard/charts#price-points=100", "#price"),
    ("model", "/models/grove-8b", "main"),
    ("pair", "/pair?a=kestrel-4-preview&b=grove-8b", "main"),
    ("data", "/data", "main"),
)
TRIES = 30
START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Knight:
    """A scripted model: how good its answers are taken to be, and what it says.

    ``pace`` is seconds to the first piece of its answer, and from piece to piece.
    """

    name: str
    strength: float
    card: dict[str, Any]
    answer: str
    pace: tuple[float, float] = (0, 0)


KNIGHTS = (
    Knight(
        "Locksley 70B",
        0.9,
        {
            "organisation": "Sherwood Lab",
            "licence": "Apache-2.0",
            "price_in_usd": 0.6,
            "price_out_usd": 0.8,
            "context_length": 131_072,
            "parameter_count": 70_000_000_000,
        },
        "Imagine a **stick in the sand**. As the Earth turns, the sun seems to wander across the "
        "sky, and the stick's shadow creeps round like the hand of a clock.\n\n"
        "1. Point the stick at the North Star, so that it leans just right.\n"
        "2. Every hour, put a pebble at the tip of the shadow.\n"
        "3. Tomorrow, read the time from your pebbles!\n\n"
        "> It only works while the sun shines. Romans joked that it counts the happy hours alone.",
        (0.34, 0.041),
    ),
    Knight(
        "Rowena Large",
        0.7,
        {
            "organisation": "Rotherwood",
            "licence": "proprietary",
            "price_in_usd": 3.0,
            "price_out_usd": 15.0,
            "context_length": 200_000,
        },
        "A sundial is a clock **without wheels**: the sun does all the work.\n\n"
        "- In the morning the sun stands in the east, so the shadow points **west**, and is long.\n"
        "- At noon the sun is highest, and the shadow is at its shortest.\n"
        "- In the evening the shadow stretches out to the **east**.\n\n"
        "Somebody drew a line for every hour. Where the shadow lies, that is the time. In numbers, "
        "the sun moves $360^\\circ / 24 = 15^\\circ$ an hour.",
        (0.61, 0.026),
    ),
    Knight(
        "Cedric 32B",
        0.3,
        {"organisation": "Rotherwood", "licence": "MIT", "parameter_count": 32_000_000_000},
        "The Earth spins once a day. That makes the sun appear to move, and shadows with it. A "
        "sundial has a pointer, the *gnomon*, whose shadow falls on a plate with hours marked.",
    ),
    Knight(
        "Rebecca Mini",
        0.0,
        {
            "organisation": "York",
            "licence": "Apache-2.0",
            "price_in_usd": 0.05,
            "price_out_usd": 0.08,
            "context_length": 32_768,
        },
        "Look at your shadow: long in the morning, short at noon, long again in the evening. A "
        "sundial uses such a shadow and a dial with numbers on it.",
    ),
    Knight(
        "Gurth 3B",
        -0.6,
        {"organisation": "Rotherwood", "licence": "MIT", "parameter_count": 3_000_000_000},
        "A sundial tells the time with the sun. The shadow moves and you read the number.",
    ),
    Knight(
        "Wamba 0.5B",
        -1.1,
        {"licence": "Apache-2.0", "parameter_count": 500_000_000},
        "The sundial is a dial of the sun, and the sun is a dial of the time.",
    ),
)
FEATURED = KNIGHTS[:2]


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
            for scheme, page in pages(chromium):
                page.goto(f"{address}/leaderboard")
                keep(page, f"leaderboard-{scheme}")
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
def arena(data: Path, *, drawn: tuple[Knight, ...]) -> Iterator[str]:
    """The address of an arena that draws only some of the models."""
    data.mkdir(exist_ok=True)
    config = data / "tiltyard.toml"
    config.write_text("\n".join(config_lines(data, drawn)), encoding="utf-8")
    command = [sys.executable, "-m", "tiltyard.cli", "serve", "--port", "0"]
    environment = {**os.environ, "TILTYARD_CONFIG": str(config), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield said_address(process)
    finally:
        process.terminate()
        process.communicate(timeout=START_SECONDS)


def config_lines(data: Path, drawn: tuple[Knight, ...]) -> Iterator[str]:
    """``tiltyard.toml``, line by line. JSON's strings and numbers are TOML's too."""
    yield f"data_dir = {json.dumps(str(data / 'arena'))}"
    yield "[battle]\npace_characters = 400\npace_seconds = 0.005"
    yield "[leaderboard]\nrefresh_seconds = 0.1"
    yield '[endpoints.script]\nprovider = "scripted"'
    for knight in KNIGHTS:
        yield f"[models.{json.dumps(knight.name)}]"
        yield 'endpoint = "script"'
        yield f"model = {json.dumps(knight.name)}"
        yield f"weight = {1 if knight in drawn else 0}"
        yield from (f"{key} = {json.dumps(value)}" for key, value in knight.card.items())
        first, every = knight.pace if drawn is FEATURED else (0, 0)
        pace = f"first_seconds = {first}, every_seconds = {every}"
        yield f"parameters = {{ text = {json.dumps(knight.answer)}, {pace} }}"


def said_address(process: subprocess.Popen[str]) -> str:
    """Where the arena says that it listens."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    sys.exit("The arena did not start; what it said is above.")


def fill_board(address: str) -> None:
    """Vote as people would who know how strong each model is, but now and then differ."""
    rng = random.Random(7)
    with httpx2.Client(base_url=address, trust_env=False, timeout=30) as client:
        for _ in range(VOTES):
            battle = answered(client)
            winner = judgement(battle["turns"][0]["answers"], rng)
            path = f"/api/v1/battles/{battle['id']}/vote"
            client.post(path, json={"winner": winner}).raise_for_status()
        wait_for_board(client)


def answered(client: httpx2.Client) -> dict[str, Any]:
    """A battle whose answers are in."""
    opened = client.post("/api/v1/battles", json={"prompt": QUESTION}).raise_for_status().json()
    with client.stream("GET", f"/api/v1/battles/{opened['id']}/events") as events:
        for _ in events.iter_lines():
            pass
    battle: dict[str, Any] = client.get(f"/api/v1/battles/{opened['id']}").json()
    return battle


def judgement(answers: dict[str, str], rng: random.Random) -> str:
    """What a voter says: ties happen, and the weaker side wins at times."""
    strengths = {knight.answer: knight.strength for knight in KNIGHTS}
    lead = strengths[answers["model_a"]] - strengths[answers["model_b"]]
    if rng.random() < 0.15:
        return "both_bad" if lead == 0 or rng.random() < 0.3 else "tie"
    return "model_a" if rng.random() < 1 / (1 + math.exp(-lead)) else "model_b"


def wait_for_board(client: httpx2.Client) -> None:
    """Until the board has taken in every vote."""
    end = time.monotonic() + START_SECONDS
    while client.get("/api/v1/leaderboard").raise_for_status().json()["votes"] < VOTES:
        if time.monotonic() > end:
            sys.exit("The board did not take in the votes in time.")
        time.sleep(0.1)


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
