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


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(transport=_wire.Wire({"x-ours": "1"})) as client:
        yield client


def body(code: int, block: bytes, times: int, **headers: str) -> Answer:
    async def answer(received: Received, wire: Wire) -> None:
        await wire.head(code, **headers)
        for _ in range(times):
            await wire.send(block)
        await wire.end()

    return answer


async def test_headers_are_replaced_by_ours(client: httpx2.AsyncClient) -> None:
    async with loopback(body(200, b"ok", 1)) as server:
        headers = {"x-theirs": "1", "authorization": "leaked", "cookie": "a=b"}
        await client.post(server.root, json={}, headers=headers)
    sent = set(server.received[0].headers) - {""}
    ours = {"x-ours", "user-agent", "accept-encoding"}
    assert sent == {"host", "content-type", "content-length", *ours}


async def test_the_request_keeps_what_its_maker_wrote(client: httpx2.AsyncClient) -> None:
    async with loopback(body(200, b"ok", 1)) as server:
        response = await client.post(server.root, json={}, headers={"x-theirs": "1"})
    assert response.request.headers["x-theirs"] == "1"


async def test_a_body_within_the_limits_passes(client: httpx2.AsyncClient) -> None:
    async with loopback(body(200, b"x" * 1000, 1000)) as server:
        assert len((await client.get(server.root)).content) == 1_000_000


async def test_a_compressed_bomb_is_not_unpacked(client: httpx2.AsyncClient) -> None:
    bomb = gzip.compress(b"x" * 60_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with loopback(body(200, bomb, 1, content_encoding="gzip")) as server:
        response = await client.get(server.root)
    assert response.content == bomb
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32_000


async def test_an_error_page_ends_at_its_limit(client: httpx2.AsyncClient) -> None:
    async with loopback(body(500, b"x" * 10_000, 1000)) as server:
        assert len((await client.get(server.root)).content) <= _wire.MAX_ERROR_BYTES


async def test_an_answer_beyond_its_limit_is_a_failure(client: httpx2.AsyncClient) -> None:
    async with loopback(body(200, b"x" * 1_000_000, 70)) as server:
        with pytest.raises(AnswerError) as caught:
            await client.get(server.root)
    assert caught.value.fault.kind == "too_long"
