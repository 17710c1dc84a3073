from __future__ import annotations

import gzip
import resource
from collections.abc import AsyncIterator

import httpx2
import pytest

from providers.loopback import Answer, Received, Wire, loopback
from tiltyard.providers import _wire
from tiltyard.providers._faults import AnswerError

pytestmark = pytest.mark.anyio


class Client:
    """Posts an empty object, and reads all that comes back."""

    def __init__(self) -> None:
        self.wire = _wire.Wire({"x-ours": "1"}, timeout_connect_seconds=5)

    async def post(self, address: str) -> httpx2.Response:
        async with self.wire.post(httpx2.URL(address), b"{}") as response:
            await response.aread()
            return response


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    client = Client()
    yield client
    await client.wire.close()


def body(code: int, block: bytes, times: int, **headers: str) -> Answer:
    async def answer(received: Received, wire: Wire) -> None:
        await wire.head(code, **headers)
        for _ in range(times):
            await wire.send(block)
        await wire.end()

    return answer


async def test_only_our_headers_are_sent(client: Client) -> None:
    async with loopback(body(200, b"ok", 1)) as server:
        await client.post(server.root)
    sent = set(server.received[0].headers) - {""}
    ours = {"x-ours", "user-agent", "accept-encoding"}
    assert sent == {"host", "content-type", "content-length", *ours}


async def test_no_cookie_is_kept(client: Client) -> None:
    async with loopback(body(200, b"ok", 1, set_cookie="a=b")) as server:
        await client.post(server.root)
        await client.post(server.root)
    assert not any("cookie" in received.headers for received in server.received)


async def test_a_body_within_the_limits_passes(client: Client) -> None:
    async with loopback(body(200, b"x" * 1000, 1000)) as server:
        assert len((await client.post(server.root)).content) == 1_000_000


async def test_a_compressed_bomb_is_not_unpacked(client: Client) -> None:
    bomb = gzip.compress(b"x" * 60_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with loopback(body(200, bomb, 1, content_encoding="gzip")) as server:
        response = await client.post(server.root)
    assert response.content == bomb
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32_000


async def test_an_error_page_ends_at_its_limit(client: Client) -> None:
    async with loopback(body(500, b"x" * 10_000, 1000)) as server:
        assert len((await client.post(server.root)).content) <= _wire.MAX_ERROR_BYTES


async def test_an_answer_beyond_its_limit_is_a_failure(client: Client) -> None:
    async with loopback(body(200, b"x" * 1_000_000, 70)) as server:
        with pytest.raises(AnswerError) as caught:
            await client.post(server.root)
    assert caught.value.fault.kind == "too_long"
