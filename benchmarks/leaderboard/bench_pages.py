"""Pages of boards from cache, 300 models by 30 categories, with 100 readers at once.

The server is a process of its own, and so are the readers. A reader keeps its connection, takes
pages packed by gzip, and reads the overview or the board of any category, drawn at random: once a
second, as a person at most would, or again as soon as the last page is there. The time of a page is
from the request to its last byte. As a floor, the same readers take a file of a few hundred bytes
from the same server.
"""

from __future__ import annotations

import asyncio
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import numpy as np

from benchmarks.arena.rig import _free_port
from benchmarks.leaderboard.page_server import COLUMNS, MODELS

READERS, SECONDS = 100, 12.0
MOST_MS = 50.0
_LENGTH = re.compile(rb"content-length: (\d+)")
_ASKED = "GET {} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n\r\n"


@contextmanager
def server(votes_a_second: int) -> Iterator[str]:
    """The address of the arena, once every board of the overview is there."""
    port = str(_free_port())
    command = [sys.executable, "-m", "benchmarks.leaderboard.page_server", port]
    with subprocess.Popen([*command, str(votes_a_second)]) as running:
        try:
            yield _ready(f"http://127.0.0.1:{port}")
        finally:
            running.terminate()
            running.wait(30)


def _ready(base: str) -> str:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        try:
            page = httpx2.get(f"{base}/overview", timeout=60, trust_env=False).text
        except httpx2.TransportError:
            page = ""
        if page and 'data-testid="waiting"' not in page:
            return base
        time.sleep(0.5)
    raise TimeoutError("the boards were not there in five minutes")


def addresses(base: str) -> list[str]:
    """The overview, and the boards it leads to."""
    page = httpx2.get(f"{base}/overview", timeout=60, trust_env=False).text
    boards = sorted(set(re.findall(r'aria-label="Board of [^"]*"', page)))
    linked = re.findall(r'<td><a href="([^"]+)" aria-label="Board of', page)
    if len(linked) != COLUMNS or page.count('<th scope="row"><a') != MODELS:
        raise ValueError(f"the overview has {len(boards)} boards, and not {COLUMNS}")
    return ["/overview", *(one.replace("&amp;", "&") for one in linked)]


async def read(port: int, pages: list[str], *, pause: float, until: float) -> list[float]:
    """One reader: milliseconds for each page."""
    draw = random.Random()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    took = []
    await asyncio.sleep(draw.random() * pause)
    while time.monotonic() < until:
        started = time.monotonic()
        writer.write(_ASKED.format(draw.choice(pages)).encode())
        head = await reader.readuntil(b"\r\n\r\n")
        found = _LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 200") or found is None:
            raise ValueError(head.decode())
        await reader.readexactly(int(found[1]))
        took.append(1000 * (time.monotonic() - started))
        await asyncio.sleep(max(pause - (time.monotonic() - started), 0) if pause else 0)
    writer.close()
    return took


async def crowd(port: int, pages: list[str], pause: float) -> list[float]:
    """All readers at once."""
    until = time.monotonic() + SECONDS
    all_of_them = (read(port, pages, pause=pause, until=until) for _ in range(READERS))
    return [one for took in await asyncio.gather(*all_of_them) for one in took]


def told(base: str, pages: list[str], pause: float) -> float:
    """Print what a crowd of readers saw; returns pages a second."""
    took = asyncio.run(crowd(int(base.rpartition(":")[2]), pages, pause))
    p50, p95, p99 = np.percentile(took, [50, 95, 99])
    how = "one a second" if pause else "as fast as it goes"
    print(
        f"   {READERS} readers, {how}: {len(took) / SECONDS:,.0f} a second; "
        f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms",
        flush=True,
    )
    return len(took) / SECONDS


def main() -> None:
    """Both kinds of readers, with no votes coming in and with ten a second."""
    for votes_a_second in (0, 10):
        with server(votes_a_second) as base:
            pages = addresses(base)
            for page in pages:
                httpx2.get(f"{base}{page}", timeout=60, trust_env=False)
            print(f"{len(pages)} pages, {votes_a_second} votes a second (p95 at most {MOST_MS:g})")
            told(base, pages, 1.0)
            fast = told(base, pages, 0.0)
            print("a small file")
            floor = told(base, ["/static/mark.svg"], 0.0)
            print(f"   pages are {fast / floor:.1f} times as many as small files", flush=True)


if __name__ == "__main__":
    main()
