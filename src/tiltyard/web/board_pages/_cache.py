"""Finished pages, kept as they go over the wire until what they show changes.

A page says what it shows by a function that is asked again at every request: the page holds while
the answer is the same. When it is another, the page is made again while readers still get the old
one, which therefore outlives its board by the refresh time at most; whoever comes later waits.
Kept pages stand in front of the router, where an answer costs no more than looking it up, and are
made in a thread of their own. What depends on who reads must not be kept here.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)

MOST_BYTES = 64_000_000
# Of nine: the page of a large board takes milliseconds, and a higher one saves a few per cent.
_EFFORT = 5
_HOUR = 3600
Key = tuple[str, bytes]
State = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as bytes.

    Attributes:
        plain: as it is; ``packed`` by gzip.
        tag: of the content.
        state: what the page depends on now.
        shown: what that was when the page was made.
        hour: when it was made, since "30 days ago" moves on by whole hours.
    """

    plain: bytes
    packed: bytes
    tag: str
    state: State
    shown: object
    hour: int

    @classmethod
    def of(cls, content: bytes, state: State, shown: object) -> Page:
        """The page with this content, which shows ``shown``."""
        tag = hashlib.blake2b(content, digest_size=12).hexdigest()
        packed = gzip.compress(content, _EFFORT, mtime=0)
        return cls(content, packed, tag, state, shown, _hour())

    @property
    def is_good(self) -> bool:
        """Whether it would be the same if it were made now."""
        return self.hour == _hour() and self.state() == self.shown

    def answer(self, headers: Headers) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        """Status, headers and body for a request: packed for those who can unpack it."""
        is_packed = _takes_gzip(headers.get("accept-encoding", ""))
        told = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"cache-control", b"no-cache"),
            (b"vary", b"Accept-Encoding"),
            (b"etag", f'"{self.tag}{"-gzip" if is_packed else ""}"'.encode()),
        ]
        if _knows(headers.get("if-none-match", ""), self.tag):
            return 304, told, b""
        body = self.packed if is_packed else self.plain
        if is_packed:
            told.append((b"content-encoding", b"gzip"))
        told.append((b"content-length", b"%d" % len(body)))
        return 200, told, body


@dataclass(slots=True)
class _Kept:
    """A page, when it was kept, and when it was last found to be good, by `time.monotonic`."""

    page: Page
    kept_at: float
    good_at: float


class Pages:
    """Pages by address, those asked for last. Call it in one event loop.

    Args:
        outlives: by how many seconds a page may outlive what it shows.
    """

    def __init__(self, outlives: float) -> None:
        self._outlives = outlives
        self._pages: OrderedDict[Key, _Kept] = OrderedDict()
        self._bytes = 0
        self._running: dict[Key, asyncio.Task[Page]] = {}
        self._maker = ThreadPoolExecutor(1, "pages")

    def find(self, key: Key) -> tuple[Page | None, bool]:
        """The page of an address, if it may still be shown; and whether it is time for a new one.

        A page is not made again before half of the time is over that it may outlive its boards, so
        that pages of many boards do not keep the machine busy.
        """
        kept = self._pages.get(key)
        if kept is None:
            return None, False
        now = time.monotonic()
        self._pages.move_to_end(key)
        if kept.page.is_good:
            kept.good_at = now
        elif now - kept.good_at > self._outlives:
            self._drop(key)
            return None, False
        else:
            return kept.page, now - kept.kept_at > self._outlives / 2 and key not in self._running
        return kept.page, False

    async def made(self, key: Key, make: Callable[[], Page]) -> Page:
        """The page of an address, made in a thread, once for all who wait for it."""
        task = self._running.get(key)
        if task is None:
            task = self._running[key] = asyncio.create_task(self._make(key, make))
            task.add_done_callback(lambda _: self._running.pop(key, None))
        return await asyncio.shield(task)

    async def _make(self, key: Key, make: Callable[[], Page]) -> Page:
        page = await asyncio.get_running_loop().run_in_executor(self._maker, make)
        self._drop(key)
        now = time.monotonic()
        self._pages[key] = _Kept(page, now, now)
        self._bytes += _size(page)
        while self._bytes > MOST_BYTES:
            self._drop(next(iter(self._pages)))
        return page

    def forget(self) -> None:
        """Keep no page: somebody decided what pages show, and looks for it at once."""
        self._pages.clear()
        self._bytes = 0

    def _drop(self, key: Key) -> None:
        kept = self._pages.pop(key, None)
        if kept is not None:
            self._bytes -= _size(kept.page)


class WrittenResponse(Response):
    """A page that is written when it is sent, in a thread: a large one takes a tenth of a second.

    Args:
        write: gives the page.
        status_code: of the answer.
    """

    media_type = "text/html"

    def __init__(self, write: Callable[[], bytes], *, status_code: int) -> None:
        super().__init__(status_code=status_code, headers={"Cache-Control": "no-cache"})
        self._write = write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write it, and send it."""
        self.body = await asyncio.to_thread(self._write)
        self.headers["Content-Length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


class PageResponse(Response):
    """A page that is made when it is sent, and kept."""

    def __init__(self, pages: Pages, make: Callable[[], Page]) -> None:
        super().__init__()
        self._pages = pages
        self._make = make

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Make it, or wait for the one that is being made, and send it."""
        page = await self._pages.made(key_of(scope), self._make)
        await _send(page, scope, send)


class ServePages:
    """Answers with a kept page where there is one; everything else goes on to the application."""

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self._app = app
        self._pages = pages
        self._making: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        page, is_due = None, False
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            page, is_due = self._pages.find(key_of(scope))
        if is_due:
            task = asyncio.create_task(self._again(scope))
            self._making.add(task)
            task.add_done_callback(self._making.discard)
        if page is None:
            await self._app(scope, receive, send)
        else:
            await _send(page, scope, send)

    async def _again(self, scope: Scope) -> None:
        """Have a page made as if somebody asked for it."""
        asked = {name: value for name, value in scope.items() if name != "state"}
        asked |= {"method": "GET", "headers": [], "state": dict(scope.get("state", {}))}
        try:
            await self._app(asked, _nothing, _nowhere)
        except Exception:
            # Nobody awaits this; whoever reads next makes the page and sees the error.
            _log.exception("the page %s could not be made again", scope["path"])


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _nowhere(_: Message) -> None:
    """Drop what would be sent."""


async def _send(page: Page, scope: Scope, send: Send) -> None:
    status, headers, body = page.answer(Headers(scope=scope))
    if scope["method"] == "HEAD":
        body = b""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def key_of(scope: Scope) -> Key:
    """What a page is kept under: no page says under which host it was read."""
    return scope["path"], scope["query_string"]


def _size(page: Page) -> int:
    return len(page.plain) + len(page.packed)


def _hour() -> int:
    return int(time.time()) // _HOUR


def _takes_gzip(accepted: str) -> bool:
    """Whether ``Accept-Encoding`` names gzip, and does not weigh it with nothing."""
    for one in accepted.split(","):
        name, _, weight = one.partition(";")
        if name.strip().lower() == "gzip":
            return weight.replace(" ", "").rstrip("0.") not in ("q=", "q")
    return False


def _knows(sent: str, tag: str) -> bool:
    """Whether ``If-None-Match`` names the page, in whatever coding it was read."""
    found = (one.strip().removeprefix("W/").strip('"') for one in sent.split(","))
    return any(one == "*" or one.removesuffix("-gzip") == tag for one in found)
