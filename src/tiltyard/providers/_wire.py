"""The HTTP connection to an address: says only what we mean, takes only what we can hold."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

import httpx2

from tiltyard.providers._faults import AnswerError, Fault

MAX_BODY_BYTES = 64_000_000
MAX_ERROR_BYTES = 64_000

_LIMITS = httpx2.Limits(max_connections=1000, max_keepalive_connections=100, keepalive_expiry=30.0)
_OF_THE_MESSAGE = ("host", "content-type", "content-length")


class Wire(httpx2.AsyncBaseTransport):
    """Replaces the headers of each request, and limits the body of each response.

    The SDK adds headers that tell of this machine, and others from the environment, which would
    send OpenAI's credentials to any address; none of them leave. Compression is neither asked for
    nor undone, since a small body may unpack to a huge one.
    """

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._inner = httpx2.AsyncHTTPTransport(limits=_LIMITS, trust_env=False)
        self._headers = {"user-agent": "tiltyard", "accept-encoding": "identity", **headers}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send ``request`` with our headers."""
        kept = {name: request.headers[name] for name in _OF_THE_MESSAGE if name in request.headers}
        # The SDK looks at its own headers again when the response is there: send a copy.
        response = await self._inner.handle_async_request(
            httpx2.Request(
                request.method,
                request.url,
                headers={**kept, **self._headers},
                stream=request.stream,
                extensions=request.extensions,
            )
        )
        response.headers.pop("content-encoding", None)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Limited(response.stream, is_answer=response.status_code < 300),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()


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
