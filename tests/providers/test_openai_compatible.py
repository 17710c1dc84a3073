from __future__ import annotations

import asyncio
import os
import resource
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from providers.asking import ask, collect, text_of
from providers.loopback import (
    DONE,
    Answer,
    Loopback,
    delta,
    endless,
    events,
    loopback,
    never_answers,
    resets,
    says,
    stalls,
    status,
    usage,
)
from tiltyard.errors import ConfigurationError, ProviderError
from tiltyard.providers import (
    Deadlines,
    Endpoint,
    Failed,
    Finished,
    Provider,
    Reasoning,
    Request,
    Text,
    Usage,
    create,
)
from tiltyard.records import Message

pytestmark = pytest.mark.anyio

SOON = Deadlines(first_token_seconds=0.3, idle_seconds=0.3, total_seconds=1.0)


@asynccontextmanager
async def served(*answers: Answer, **arguments: object) -> AsyncIterator[tuple[Provider, Loopback]]:
    """A provider at a server that gives these answers."""
    async with loopback(*answers) as server:
        provider = create(
            "openai_compatible", {"base_url": server.base_url, "api_key": "sk-1", **arguments}
        )
        yield provider, server
        await provider.close()


async def failure_of(*answers: Answer) -> ProviderError:
    """What the provider raises at this server."""
    async with served(*answers) as (provider, _):
        with pytest.raises(ProviderError) as caught:
            await collect(provider.stream(ask("m")))
    return caught.value


# What is sent


async def test_the_request_is_a_streamed_chat_completion() -> None:
    async with served(says("Hello")) as (provider, server):
        messages = (Message("system", "Be brief."), Message("user", "Hi"))
        await collect(provider.stream(Request("m-1", messages, {"temperature": 0.5, "top_k": 3})))
    [received] = server.received
    assert (received.method, received.path) == ("POST", "/v1/chat/completions")
    assert received.json == {
        "model": "m-1",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Hi"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0.5,
        "top_k": 3,
    }


async def test_only_our_headers_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Leak: yes\nAuthorization: Bearer leaked")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-leaked")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project-leaked")
    async with served(says("Hello"), headers={"X-Gateway": "g"}) as (provider, server):
        await collect(provider.stream(ask("m")))
    headers = dict(server.received[0].headers)
    del headers["host"], headers["content-length"], headers[""]
    assert headers == {
        "content-type": "application/json",
        "user-agent": "tiltyard",
        "accept-encoding": "identity",
        "authorization": "Bearer sk-1",
        "x-gateway": "g",
    }


async def test_a_header_of_ones_own_may_replace_the_key() -> None:
    async with served(says("a"), headers={"Authorization": "Basic abc"}) as (provider, server):
        await collect(provider.stream(ask("m")))
    assert server.received[0].headers["authorization"] == "Basic abc"


async def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    async with served(says("Hello")) as (provider, _):
        assert text_of(await collect(provider.stream(ask("m")))) == "Hello"


@pytest.mark.parametrize("name", ["model", "messages", "stream", "stream_options", "n"])
async def test_parameters_cannot_replace_what_is_ours(name: str) -> None:
    async with served(says("Hello")) as (provider, server):
        with pytest.raises(ProviderError, match=f"'{name}' is no sampling parameter") as caught:
            await collect(provider.stream(Request("m", (Message("user", "Hi"),), {name: 1})))
    assert caught.value.kind == "bad_request"
    assert not server.received


async def test_a_connection_is_used_again() -> None:
    async with served(says("Hello")) as (provider, server):
        for _ in range(3):
            await collect(provider.stream(ask("m")))
        assert server.opened == 1


# What comes back


async def test_an_answer_is_read_piece_by_piece() -> None:
    answer = events(
        delta("", role="assistant"), delta("He"), delta("llo"), delta(finish="length"), usage(3, 2)
    )
    async with served(answer) as (provider, _):
        assert await collect(provider.stream(ask("m"))) == [
            Text("He"),
            Text("llo"),
            Usage(3, 2),
            Finished("length", "served-1", "fp-7"),
        ]


async def test_pieces_come_when_they_are_said() -> None:
    async with served(stalls(delta("now"))) as (provider, _):
        async with asyncio.timeout(2):
            stream = provider.stream(ask("m"))
            assert await anext(stream) == Text("now")
            await stream.aclose()  # type: ignore[attr-defined]  # a generator


async def test_reasoning_is_told_apart() -> None:
    async with served(events(delta(reasoning_content="hm"), delta("yes"))) as (provider, _):
        assert (await collect(provider.stream(ask("m"))))[:2] == [Reasoning("hm"), Text("yes")]


async def test_a_server_that_cannot_count_is_asked_once_more_without() -> None:
    complaint = status(400, '{"error": {"message": "unknown field stream_options"}}')
    async with served(complaint, says("Hello")) as (provider, server):
        await collect(provider.stream(ask("m")))
        await collect(provider.stream(ask("m")))
    assert ["stream_options" in each.json for each in server.received] == [True, False, False]


@pytest.mark.parametrize("kind", ["text/plain", "text/event-stream; charset=utf-8"])
async def test_a_content_type_that_is_only_odd_is_let_through(kind: str) -> None:
    body = b'data: {"choices":[{"delta":{"content":"a"}}]}\n\ndata: [DONE]\n\n'
    async with served(status(200, body.decode(), content_type=kind)) as (provider, _):
        assert text_of(await collect(provider.stream(ask("m")))) == "a"


async def test_a_server_that_does_not_hang_up_is_not_waited_for() -> None:
    async with served(stalls(delta("a", finish="stop"))) as (provider, _):
        async with asyncio.timeout(4):
            assert text_of(await collect(provider.stream(ask("m")))) == "a"


async def test_what_follows_done_is_not_read_for_ever() -> None:
    async with served(endless(DONE)) as (provider, _):
        async with asyncio.timeout(2):
            assert await collect(provider.stream(ask("m"))) == [Finished("stop")]


# What goes wrong


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (status(400, '{"error": {"message": "context too long"}}'), "bad_request"),
        (status(401, '{"error": {"message": "bad key"}}'), "unauthorised"),
        (status(404, "not found", content_type="text/plain"), "not_found"),
        (status(429), "rate_limited"),
        (status(500, "<html>oops</html>", content_type="text/html"), "server_error"),
        (status(503, ""), "server_error"),
        (status(302, "", location="http://127.0.0.1:9/"), "bad_response"),
        (status(200, "<html>Sign in</html>", content_type="text/html"), "bad_response"),
        (status(200, '{"choices": []}'), "bad_response"),
        (status(200, '{"choi'), "bad_response"),
        (status(200, '{"error": {"message": "busy", "code": 429}}'), "rate_limited"),
        (status(200, "hello", content_type="text/plain"), "bad_response"),
        (status(200, "", content_type="text/event-stream"), "bad_response"),
        (events(b'data: {"choi\n\n'), "bad_response"),
        (events(b'data: "\xff\xfe"\n\n'), "bad_response"),
        (events(b"data: " + b"[" * 100_000 + b"\n\n"), "bad_response"),
        (events(b"data: " + b"x" * 2_000_000), "bad_response"),
        (events(delta("a"), done=False), "truncated"),
        (events(delta("a"), {"error": {"message": "boom"}}), "server_error"),
        (events(delta("a"), delta(finish="content_filter")), "filtered"),
        (resets(), "reset"),
        (resets(delta("a")), "reset"),
    ],
)
async def test_each_bad_answer_has_its_kind(answer: Answer, kind: str) -> None:
    error = await failure_of(answer)
    assert error.kind == kind
    assert str(error).startswith("http://127.0.0.1:")


async def test_a_server_that_is_not_there_is_named_with_advice() -> None:
    async with loopback(says("a")) as server:
        gone = server.base_url
    provider = create("openai_compatible", {"base_url": gone})
    with pytest.raises(ProviderError, match="refused the connection: is it running") as caught:
        await collect(provider.stream(ask("m")))
    assert (caught.value.kind, caught.value.retryable) == ("refused", True)
    await provider.close()


async def test_a_server_without_tls_is_a_tls_failure() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        provider = create("openai_compatible", {"base_url": f"https://127.0.0.1:{port}/v1"})
        with pytest.raises(ProviderError) as caught:
            await collect(provider.stream(ask("m")))
        await provider.close()
    assert (caught.value.kind, caught.value.retryable) == ("tls", False)


async def test_the_key_is_in_no_message() -> None:
    echo = status(401, '{"error": {"message": "Incorrect API key provided: sk-1"}}')
    assert "sk-1" not in str(await failure_of(echo))


async def test_a_password_in_the_address_is_in_no_message() -> None:
    provider = create("openai_compatible", {"base_url": "http://me:pa55@127.0.0.1:9/v1"})
    with pytest.raises(ProviderError) as caught:
        await collect(provider.stream(ask("m")))
    assert "pa55" not in str(caught.value)
    await provider.close()


async def test_a_prompt_that_is_no_valid_text_is_our_fault() -> None:
    async with served(says("a")) as (provider, _):
        with pytest.raises(ProviderError) as caught:
            await collect(provider.stream(ask("m", "\ud800")))
    assert caught.value.kind == "bad_request"


@pytest.mark.parametrize(
    "address", ["", "here", "ftp://a/v1", "http://", "http://[::1", "127.0.0.1:80"]
)
def test_what_is_no_address_is_refused_at_once(address: str) -> None:
    with pytest.raises(ConfigurationError, match="base_url"):
        create("openai_compatible", {"base_url": address})


# At an endpoint: deadlines, retries, leaving, and nothing left behind


@pytest.mark.parametrize(
    "answer",
    [
        never_answers,
        stalls(),
        stalls(delta("a")),
        endless(b": ping\n\n", every_seconds=0.01),
        endless(b"d", every_seconds=0.01),
    ],
)
async def test_no_server_can_hold_an_answer_beyond_its_time(answer: Answer) -> None:
    async with served(answer) as (provider, server):
        started_at = asyncio.get_running_loop().time()
        last = (await collect(Endpoint("e", provider).stream(ask("m"), SOON)))[-1]
        assert asyncio.get_running_loop().time() - started_at < 1.5
        await asyncio.wait_for(server.left.wait(), 2)
    assert isinstance(last, Failed)
    assert last.kind == "timeout"


async def test_an_endless_answer_is_cut_and_held_in_little_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    piece = b'data: {"choices":[{"delta":{"content":"%s"}}]}\n\n' % (b"x" * 1000)
    async with served(endless(piece)) as (provider, server):
        last = (await collect(Endpoint("e", provider).stream(ask("m"))))[-1]
        await asyncio.wait_for(server.left.wait(), 2)
    assert isinstance(last, Failed)
    assert last.kind == "too_long"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32_000


async def test_a_busy_server_is_asked_again_when_it_says() -> None:
    busy = status(429, retry_after="0")
    async with served(busy, busy, says("Hello")) as (provider, server):
        events_ = await collect(Endpoint("e", provider).stream(ask("m")))
    assert text_of(events_) == "Hello"
    assert len(server.received) == 3


async def test_leaving_tells_the_server_at_once() -> None:
    async with served(stalls(delta("a"))) as (provider, server):
        stream = Endpoint("e", provider).stream(ask("m"))
        await anext(stream)
        before = asyncio.all_tasks()
        await stream.aclose()
        await asyncio.sleep(0.01)  # the libraries' generators end in a turn of their own
        assert asyncio.all_tasks() <= before
        await asyncio.wait_for(server.left.wait(), 1)


async def test_nothing_is_left_after_two_hundred_failures() -> None:
    answers = (status(500), never_answers, resets(), resets(delta("a")), stalls(delta("a")))
    async with served(*answers * 40) as (provider, server):
        endpoint = Endpoint("e", provider)
        before, files_before = asyncio.all_tasks(), len(os.listdir("/proc/self/fd"))
        quick = Deadlines(first_token_seconds=0.02, idle_seconds=0.02, total_seconds=1)
        for number in range(200):
            last = (await collect(endpoint.stream(ask(f"m{number}"), quick)))[-1]
            assert isinstance(last, Failed)
            endpoint = Endpoint("e", provider) if endpoint.is_open else endpoint
        await asyncio.sleep(0.1)
        ours = {each for each in asyncio.all_tasks() - before if "serve" not in repr(each)}
        assert not ours
        assert server.connections <= 1
        assert len(os.listdir("/proc/self/fd")) <= files_before + 2 * server.connections
        assert len(server.received) > 100
