"""A child process that serves one model file: started, watched, started again."""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiltyard.errors import ProviderError

if TYPE_CHECKING:
    from tiltyard.providers.openai_compatible import OpenAICompatible

_DEATHS = 3
_WITHIN_SECONDS = 60.0
_TAIL_LINES = 5
_CLOSE_SECONDS = 2.0


class Child:
    """One model file and its server, which runs from the first call on.

    A server that died is started again by the next call, but not when it died three times within
    a minute.
    """

    def __init__(self, path: Path, settings: Mapping[str, Any]) -> None:
        self.path = path
        self._settings = settings
        self._starting: asyncio.Task[OpenAICompatible] | None = None
        self._process: Process | None = None
        self._listener: asyncio.Task[None] | None = None
        self._client: OpenAICompatible | None = None
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._deaths: deque[float] = deque(maxlen=_DEATHS)

    @property
    def pid(self) -> int | None:
        """The process that runs now, if any."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    async def client(self) -> OpenAICompatible:
        """A client of the server, which is up; a caller that leaves does not stop its start.

        Raises:
            ProviderError: it cannot be started, or dies again and again.
        """
        if self._client is not None and self.pid is not None:
            return self._client
        if self._starting is None or self._starting.done():
            self._starting = asyncio.create_task(self._start())
            self._starting.add_done_callback(_heard)
        return await asyncio.shield(self._starting)

    async def close(self) -> None:
        """End the process at once: closing its input is the sign."""
        if self._starting is not None:
            self._starting.cancel()
            await asyncio.wait([self._starting])
        await self._let_go()

    async def _start(self) -> OpenAICompatible:
        if self._process is not None:
            self._deaths.append(time.monotonic())
        await self._let_go()
        if len(self._deaths) == _DEATHS and time.monotonic() - self._deaths[0] < _WITHIN_SECONDS:
            raise self._failure(f"died {_DEATHS} times within a minute, and is left alone for now")
        self._tail.clear()
        self._process = process = await self._spawn()
        self._listener = asyncio.create_task(self._listen(process))
        key = secrets.token_urlsafe(24)
        # The SDK takes seconds to import: do so while the model loads, and off the event loop.
        address, connect = await asyncio.gather(
            self._tell(process, key), asyncio.to_thread(_client_class)
        )
        if not address:
            await asyncio.wait([self._listener], timeout=_CLOSE_SECONDS)
            raise self._failure("did not start")
        self._client = connect(f"{address}/v1", api_key=key)
        return self._client

    async def _spawn(self) -> Process:
        command = (sys.executable, "-m", "tiltyard.providers._local_server")
        try:
            return await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=PIPE
            )
        except OSError as error:
            raise self._failure(f"could not be started: {error}") from error

    async def _tell(self, process: Process, key: str) -> str:
        """Say what to serve; the answer is the address, empty if the process died instead."""
        assert process.stdin is not None
        assert process.stdout is not None
        own = {"path": str(self.path), "alias": self.path.name, "api_key": key}
        line = json.dumps({**self._settings, **own})
        process.stdin.write(f"{line}\n".encode())
        return (await process.stdout.readline()).decode().strip()

    async def _listen(self, process: Process) -> None:
        """Keep the end of standard error, and the pipe empty."""
        assert process.stderr is not None
        rest = b""
        while block := await process.stderr.read(4096):
            *lines, rest = (rest + block)[-65536:].split(b"\n")
            self._tail.extend(line.decode(errors="replace") for line in lines if line.strip())

    def _failure(self, words: str) -> ProviderError:
        last = f"; it said: {'; '.join(self._tail)}" if self._tail else ""
        return ProviderError(
            f"the server of model file {str(self.path)!r} {words}{last}", kind="crashed"
        )

    async def _let_go(self) -> None:
        """End what is left of a process: its client, its input, its listener."""
        client, process, listener = self._client, self._process, self._listener
        self._client = self._process = self._listener = None
        if client is not None:
            await client.close()
        if process is not None:
            assert process.stdin is not None
            process.stdin.close()
            await _ended(process)
        if listener is not None:
            listener.cancel()
            await asyncio.wait([listener])


def _client_class() -> type[OpenAICompatible]:
    from tiltyard.providers.openai_compatible import OpenAICompatible  # noqa: PLC0415 -- slow

    return OpenAICompatible


async def _ended(process: Process) -> None:
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _heard(starting: asyncio.Task[OpenAICompatible]) -> None:
    """Take note of a failure, in case that all who waited for the start have left."""
    if not starting.cancelled():
        starting.exception()
