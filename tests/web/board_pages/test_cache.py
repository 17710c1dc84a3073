"""Kept pages: as bytes, by address, until what they show changes."""

from __future__ import annotations

import asyncio
import gzip
import threading
from typing import Any

import pytest
from starlette.datastructures import Headers

from tiltyard.web.board_pages import Pages, ServePages
from tiltyard.web.board_pages import _cache as module
from tiltyard.web.board_pages._cache import Page, PageResponse, WrittenResponse

KEY = ("/leaderboard", b"category=coding")
WORDS = "Ünïcode and much more of it. " * 50


class World:
    """What pages show, and an application that makes them; every page says how many there were."""

    def __init__(self, outlives: float = 60.0) -> None:
        self.shows = 1
        self.made = 0
        self.fails = False
        self.pages = Pages(outlives)
        self.app = ServePages(self.make, self.pages)

    def page(self) -> Page:
        """The page as it is now."""
        if self.fails:
            raise ValueError("no page today")
        self.made += 1
        return Page.of(f"{WORDS}{self.made}".encode(), lambda: self.shows, self.shows)

    async def make(self, scope: Any, receive: Any, send: Any) -> None:
        """The application behind the cache."""
        await PageResponse(self.pages, self.page)(scope, receive, send)

    async def get(
        self, path: str = KEY[0], *, method: str = "GET", query: bytes = KEY[1], **headers: str
    ) -> tuple[int, Headers, bytes]:
        """Status, headers and body of an answer."""
        told = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
        scope = {
            "type": "http", "method": method, "path": path, "query_string": query, "headers": told
        }  # fmt: skip
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, module._nothing, send)
        return sent[0]["status"], Headers(raw=sent[0]["headers"]), sent[1]["body"]


def number(body: bytes) -> int:
    """Which page it is."""
    return int(body.decode().removeprefix(WORDS))


def test_a_page_is_made_once() -> None:
    async def go() -> list[int]:
        world = World()
        return [number((await world.get())[2]) for _ in range(3)]

    assert asyncio.run(go()) == [1, 1, 1]


def test_many_who_wait_get_the_same_page() -> None:
    async def go() -> set[int]:
        world = World()
        answers = await asyncio.gather(*(world.get() for _ in range(20)))
        return {number(body) for _, _, body in answers}

    assert asyncio.run(go()) == {1}


def test_each_address_has_its_own() -> None:
    async def go() -> list[int]:
        world = World()
        asked = [(KEY[0], b""), (KEY[0], b"a=1"), ("/overview", b"")]
        return [number((await world.get(path, query=query))[2]) for path, query in asked]

    assert asyncio.run(go()) == [1, 2, 3]


def test_when_what_it_shows_changes_a_page_is_made_again_meanwhile() -> None:
    async def go() -> list[int]:
        world = World(outlives=0.2)
        first = number((await world.get())[2])
        await asyncio.sleep(0.15)
        await world.get()  # good until here
        world.shows = 2
        at_once = number((await world.get())[2])
        await asyncio.sleep(0.05)
        return [first, at_once, number((await world.get())[2])]

    assert asyncio.run(go()) == [1, 1, 2]


def test_no_page_outlives_what_it_shows_by_more_than_it_may() -> None:
    async def go() -> int:
        world = World(outlives=0.05)
        await world.get()
        world.shows = 2
        await asyncio.sleep(0.1)
        return number((await world.get())[2])

    assert asyncio.run(go()) == 2


def test_at_the_full_hour_pages_are_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go() -> int:
        world = World(outlives=0.0)
        await world.get()
        monkeypatch.setattr(module, "_hour", lambda: 1)
        return number((await world.get())[2])

    assert asyncio.run(go()) == 2


def test_a_page_that_cannot_be_made_again_leaves_the_error_to_who_reads_next(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def go() -> int:
        world = World(outlives=0.1)
        await world.get()
        await asyncio.sleep(0.06)
        world.shows, world.fails = 2, True
        number((await world.get())[2])
        await asyncio.sleep(0.1)
        with pytest.raises(ValueError, match="no page today"):
            await world.get()
        return world.made

    assert asyncio.run(go()) == 1
    assert "could not be made again" in caplog.text


def test_who_can_unpack_gets_it_packed() -> None:
    async def go() -> tuple[Headers, bytes, bytes]:
        world = World()
        _, _, plain = await world.get()
        _, headers, packed = await world.get(accept_encoding="br, gzip;q=0.8")
        return headers, plain, packed

    headers, plain, packed = asyncio.run(go())
    assert (headers["content-encoding"], headers["vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(packed) == plain
    assert int(headers["content-length"]) == len(packed)


@pytest.mark.parametrize("accepted", ["", "br", "identity", "gzip;q=0", "gzip; q=0.0"])
def test_who_cannot_gets_it_plain(accepted: str) -> None:
    _, headers, body = asyncio.run(World().get(accept_encoding=accepted))
    assert "content-encoding" not in headers
    assert number(body) == 1


def test_head_tells_the_length_and_sends_nothing() -> None:
    async def go() -> tuple[Headers, bytes, bytes]:
        world = World()
        _, headers, nothing = await world.get(method="HEAD")
        return headers, nothing, (await world.get())[2]

    headers, nothing, body = asyncio.run(go())
    assert (nothing, int(headers["content-length"])) == (b"", len(body))


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
@pytest.mark.parametrize("form", ["{}", "W/{}", '"else", {}', "*"])
def test_who_has_the_page_is_told_so(form: str, accepted: str) -> None:
    async def go() -> tuple[int, bytes, bool]:
        world = World()
        _, first, _ = await world.get(accept_encoding="gzip")
        known = form.format(first["etag"])
        status, again, body = await world.get(accept_encoding=accepted, if_none_match=known)
        return status, body, "vary" in again

    assert asyncio.run(go()) == (304, b"", True)


def test_packed_and_plain_have_tags_of_their_own() -> None:
    async def go() -> int:
        world = World()
        answers = [await world.get(accept_encoding=one) for one in ("gzip", "br")]
        return len({headers["etag"] for _, headers, _ in answers})

    assert asyncio.run(go()) == 2


def test_another_page_is_sent_whole() -> None:
    async def go() -> int:
        world = World(outlives=0.0)
        _, first, _ = await world.get()
        world.shows = 2
        await asyncio.sleep(0.01)
        return (await world.get(if_none_match=first["etag"]))[0]

    assert asyncio.run(go()) == 200


def test_pages_make_room_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 4_000)

    async def go() -> list[int]:
        world = World()
        asked = [b"1", b"2", b"3", b"3", b"1"]
        return [number((await world.get(query=one))[2]) for one in asked]

    assert asyncio.run(go()) == [1, 2, 3, 3, 4]


def test_what_is_posted_goes_on_to_the_application() -> None:
    async def go() -> int:
        world = World()
        await world.get()
        await world.get(method="POST")
        return world.made

    assert asyncio.run(go()) == 2


def test_a_page_that_is_not_kept_is_written_outside_of_the_event_loop() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def work() -> None:
        def write() -> bytes:
            return threading.current_thread().name.encode()

        scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
        await WrittenResponse(write, status_code=422)(scope, module._nothing, send)

    asyncio.run(work())
    headers = Headers(raw=sent[0]["headers"])
    assert sent[0]["status"] == 422
    assert sent[1]["body"].decode() != threading.current_thread().name
    assert headers["content-length"] == str(len(sent[1]["body"]))
