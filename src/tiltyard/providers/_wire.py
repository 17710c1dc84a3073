"""The HTTP connection to an address: says only what we mean, takes only what we can hold."""

from __future__ import annotations

import functools
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx2

from tiltyard.providers._faults import AnswerError, Fault

MAX_BODY_BYTES = 64_000_000
MAX_ERROR_BYTES = 64_000

_LIMITS = httpx2.Limits(max_connections=1000, max_keepalive_connections=100, keepalive_expiry=30.0)


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Whom the system trusts: read once, since that takes longer than all else at a start."""
    return httpx2.create_ssl_context(trust_env=False)


class Wire:
    """Posts JSON, and reads what comes back as it comes.

    It stands on the library's transport, below its client: nothing is sent but our own headers, no
    redirect is followed, no cookie kept, and a request costs half as much. Compression is neither
    asked for nor undone, since a small body may unpack to a huge one.

    Args:
        headers: sent with every request.
        timeout_connect_seconds: how long to wait for a connection.
    """

    def __init__(self, headers: Mapping[str, str], *, timeout_connect_seconds: float) -> None:
        self._transport = httpx2.AsyncHTTPTransport(
            verify=_trusted(), limits=_LIMITS, trust_env=False
        )
        timeout = httpx2.Timeout(30.0, connect=timeout_connect_seconds, read=None)
        self._extensions = {"timeout": timeout.as_dict()}
        self._headers = {
            "content-type": "application/json",
            "user-agent": "tiltyard",
            "accept-encoding": "identity",
            **headers,
        }

    @asynccontextmanager
    async def post(self, address: httpx2.URL, body: bytes) -> AsyncIterator[httpx2.Response]:
        """The response to ``body``, whose own body is read by whoever asked.

        Raises:
            httpx2.HTTPError: there is none.
        """
        request = httpx2.Request(
            "POST", address, headers=self._headers, content=body, extensions=self._extensions
        )
        given = await self._transport.handle_async_request(request)
        given.headers.pop("content-encoding", None)
        assert isinstance(given.stream, httpx2.AsyncByteStream)
        response = httpx2.Response(
            given.status_code,
            headers=given.headers,
            stream=_Limited(given.stream, is_answer=given.status_code < 300),
            request=request,
        )
        try:
            yield response
        finally:
            await response.aclose()

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.aclose()


class _Limited(httpx2.AsyncByteStream):
    """A body that ends at its limit: an answer as a failure, an error page silently."""

    def __init__(self, stream: httpx2.AsyncByteStream, *, is_answer: bool) -> None:
        self._stream = stream
        self._is_answer = is_answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = MAX_BODY_BYTES if self._is_answer else MAX_ERROR_BYTES
        async for block in self._stream:
            left -= len(block)
            if left >= 0:
                yield block
            elif self._is_answer:
                raise AnswerError(Fault("too_long", False, f"sent over {MAX_BODY_BYTES:,} bytes"))
            else:
                return

    async def aclose(self) -> None:
        await self._stream.aclose()
