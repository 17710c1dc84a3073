"""Any server that speaks OpenAI's chat completions: vLLM, SGLang, Ollama, llama.cpp, vendors."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from typing import Any

import httpx2

from tiltyard.errors import ConfigurationError
from tiltyard.providers import _faults
from tiltyard.providers._completion import Completion
from tiltyard.providers._events import ProviderEvent, Request
from tiltyard.providers._faults import BAD_RESPONSE, AnswerError, Fault, StatusError
from tiltyard.providers._wire import Wire

_OURS = frozenset({"model", "messages", "stream", "stream_options", "n"})
_QUOTED_BYTES = 4096


class OpenAICompatible:
    """One base address and key; connections are kept and reused.

    Args:
        base_url: the address that ``/chat/completions`` follows; it usually ends in ``/v1``.
        api_key: sent as a bearer token; many local servers want one and take any.
        headers: sent with every request, such as a gateway's own key.
        timeout_connect_seconds: how long to wait for a connection; `Endpoint` limits all else.

    Raises:
        ConfigurationError: ``base_url`` is not an http or https address.
    """

    def __init__(
        self,
        base_url: str,
        *,
        api_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_connect_seconds: float = 10.0,
    ) -> None:
        url = _checked(base_url)
        self._where = f"{url.scheme}://{url.host}{f':{url.port}' if url.port else ''}{url.path}"
        self._secret = api_key
        self._asks_for_usage = True
        token = api_key or "none"
        own = {name.lower(): value for name, value in (headers or {}).items()}
        self._address = url.copy_with(path=f"{url.path.rstrip('/')}/chat/completions")
        self._wire = Wire(
            {"authorization": f"Bearer {token}", **own},
            timeout_connect_seconds=timeout_connect_seconds,
        )

    async def stream(self, request: Request) -> AsyncGenerator[ProviderEvent, None]:
        """Ask, and yield events as they come; see `Provider`."""
        try:
            async with self._open(request) as response, aclosing(response.aiter_raw()) as blocks:
                await _require_events(response, blocks)
                completion = Completion()
                while (block := await _next(blocks, completion)) is not None:
                    for event in completion.feed(block):
                        yield event
                for event in completion.end():
                    yield event
        except _faults.FOREIGN as error:
            raise _faults.translate(
                error, where=self._where, model=request.model, secret=self._secret
            ) from error

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()

    @asynccontextmanager
    async def _open(self, request: Request) -> AsyncIterator[httpx2.Response]:
        """The response to ``request``; a server that cannot count tokens is asked once more."""
        async with AsyncExitStack() as stack:
            try:
                response = await stack.enter_async_context(self._post(request))
            except StatusError as error:
                if not self._asks_for_usage or "stream_options" not in str(error):
                    raise
                self._asks_for_usage = False
                response = await stack.enter_async_context(self._post(request))
            yield response

    @asynccontextmanager
    async def _post(self, request: Request) -> AsyncIterator[httpx2.Response]:
        body = json.dumps(self._asked(request), ensure_ascii=False).encode()
        async with self._wire.post(self._address, body) as response:
            if not response.is_success:
                raise StatusError(response.status_code, await response.aread(), response.headers)
            yield response

    def _asked(self, request: Request) -> dict[str, Any]:
        if ours := _OURS & request.parameters.keys():
            fault = Fault("bad_request", False, "was not asked")
            raise AnswerError(fault, f"{min(ours)!r} is no sampling parameter")
        usage = {"stream_options": {"include_usage": True}} if self._asks_for_usage else {}
        return {
            "model": request.model,
            "messages": [
                {"role": message.role, "content": message.content} for message in request.messages
            ],
            "stream": True,
            **usage,
            **request.parameters,
        }


provider = OpenAICompatible


def _checked(base_url: str) -> httpx2.URL:
    try:
        url = httpx2.URL(base_url)
    except httpx2.InvalidURL as error:
        raise ConfigurationError(f"base_url {base_url!r} is not an address: {error}") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise ConfigurationError(
            f"base_url {base_url!r} is not an address: it should be like http://127.0.0.1:8080/v1"
        )
    return url


async def _next(blocks: AsyncIterator[bytes], completion: Completion) -> bytes | None:
    """The next bytes; None at the end, or if all is said and the server does not hang up."""
    if completion.is_over:
        return None
    try:
        async with asyncio.timeout(completion.patience_seconds):
            return await anext(blocks, None)
    except TimeoutError:
        return None


async def _require_events(response: httpx2.Response, blocks: AsyncIterator[bytes]) -> None:
    """Refuse what something between us and the model says in its place.

    A content type that is wrong but harmless, such as ``text/plain``, is let through.
    """
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {"text/html", "application/json"}:
        return
    body = b""
    while len(body) < _QUOTED_BYTES and (block := await anext(blocks, None)) is not None:
        body += block
    if kind == "application/json":
        for _ in Completion().read(json.loads(body[:_QUOTED_BYTES])):
            break
    said = body[:_QUOTED_BYTES].decode(errors="replace")
    raise AnswerError(BAD_RESPONSE, f"it sent {kind} instead of a stream of events: {said}")
