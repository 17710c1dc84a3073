"""A server on 127.0.0.1 that answers as it is told: well, badly, slowly, or never."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Wire:
    """The way back to the client."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    is_chunked: bool = False

    async def head(self, status: int = 200, **headers: str) -> None:
        """Start an answer whose length is not known."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.is_chunked = "content-length" not in named
        if self.is_chunked:
            named["transfer-encoding"] = "chunked"
        lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        self.writer.write(f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode())
        await self.writer.drain()

    async def send(self, data: bytes) -> None:
        self.writer.write(b"%x\r\n%s\r\n" % (len(data), data) if self.is_chunked else data)
        await self.writer.drain()

    async def event(self, data: object) -> None:
        await self.send(f"data: {json.dumps(data)}\n\n".encode())

    async def end(self) -> None:
        if self.is_chunked:
            self.writer.write(b"0\r\n\r\n")
        await self.writer.drain()

    async def wait_for_the_client_to_leave(self) -> None:
        while await self.reader.read(65536):
            pass

    def reset(self) -> None:
        """Break the connection off, so that the client sees a reset."""
        self.writer.transport.abort()


Answer = Callable[[Received, Wire], Awaitable[None]]


@dataclass(slots=True)
class Loopback:
    """The running server; ``answers`` are used in turn, and the last again and again."""

    answers: list[Answer]
    port: int = 0
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    opened: int = 0
    left: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        return f"{self.root}/v1"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.opened += 1
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while True:
                    received = await _receive(reader)
                    self.received.append(received)
                    answer = self.answers[min(len(self.received), len(self.answers)) - 1]
                    await answer(received, Wire(reader, writer))
        finally:
            self.connections -= 1
            self.left.set()
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


async def _receive(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = head[0].split(" ")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
    }
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Received(method, path, headers, body)


@asynccontextmanager
async def loopback(*answers: Answer) -> AsyncIterator[Loopback]:
    """A server for as long as the block runs; at its end all connections are closed."""
    running = Loopback(list(answers))
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await running.serve(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            tasks.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    running.port = server.sockets[0].getsockname()[1]
    try:
        yield running
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


def delta(text: str | None = None, *, finish: str | None = None, **more: object) -> dict[str, Any]:
    """One chunk of a chat completion."""
    content = {} if text is None else {"content": text}
    return {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "served-1",
        "system_fingerprint": "fp-7",
        "choices": [{"index": 0, "delta": {**content, **more}, "finish_reason": finish}],
    }


def usage(prompt: int = 3, completion: int = 5, **more: object) -> dict[str, Any]:
    counts = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": 8, **more}
    return {**delta(), "choices": [], "usage": counts}


DONE = b"data: [DONE]\n\n"


def events(*chunks: object, done: bool = True, every_seconds: float = 0.0) -> Answer:
    """Server-sent events: dictionaries as JSON, bytes as they are."""

    async def answer(received: Received, wire: Wire) -> None:
        await wire.head(content_type="text/event-stream")
        for chunk in chunks:
            await (wire.send(chunk) if isinstance(chunk, bytes) else wire.event(chunk))
            await asyncio.sleep(every_seconds)
        if done:
            await wire.send(DONE)
        await wire.end()

    return answer


def says(*pieces: str, finish: str = "stop") -> Answer:
    """A good answer, in these pieces."""
    return events(delta("", role="assistant"), *map(delta, pieces), delta(finish=finish), usage())


def status(
    code: int, body: str = "{}", content_type: str = "application/json", **headers: str
) -> Answer:
    """A plain answer with a status."""

    async def answer(received: Received, wire: Wire) -> None:
        data = body.encode()
        length = str(len(data))
        await wire.head(code, content_type=content_type, content_length=length, **headers)
        await wire.send(data)

    return answer


def stalls(*chunks: object) -> Answer:
    """Says this much, and then nothing until the client leaves."""

    async def answer(received: Received, wire: Wire) -> None:
        await wire.head(content_type="text/event-stream")
        for chunk in chunks:
            await wire.event(chunk)
        await wire.wait_for_the_client_to_leave()

    return answer


async def never_answers(received: Received, wire: Wire) -> None:
    """Takes the request and sends not even a header."""
    await wire.wait_for_the_client_to_leave()


def resets(*chunks: object) -> Answer:
    """Says this much, and then breaks the connection."""

    async def answer(received: Received, wire: Wire) -> None:
        if chunks:
            await wire.head(content_type="text/event-stream")
        for chunk in chunks:
            await wire.event(chunk)
        await asyncio.sleep(0.01)
        wire.reset()

    return answer


def endless(chunk: bytes, every_seconds: float = 0.0) -> Answer:
    """The same bytes for ever, once the answer has begun."""

    async def answer(received: Received, wire: Wire) -> None:
        await wire.head(content_type="text/event-stream")
        while True:
            await wire.send(chunk)
            await asyncio.sleep(every_seconds)

    return answer
