"""Other sites' pages may read the API and the log as anybody may, and can change nothing.

What is read so is read without cookies: browsers never send them where any origin is allowed.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_READING = {"GET", "HEAD"}
# The API, and the public copy of the log.
_PUBLIC = ("/api/", "/log/")
_ANYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# What a browser is told that asks first, before it sends a header that pages usually cannot.
_ALLOWED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class CrossOrigin:
    """Lets pages of any site read what is public. Plain ASGI, for streams pass here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not scope["path"].startswith(_PUBLIC):
            await self._app(scope, receive, send)
        elif scope["method"] in _READING:
            await self._app(scope, receive, _with_headers(send))
        elif _asks_first(scope):
            headers = [(name.encode(), value.encode()) for name, value in _ALLOWED.items()]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._app(scope, receive, send)


def _asks_first(scope: Scope) -> bool:
    """Whether a browser asks what a page of another site may do."""
    headers = Headers(scope=scope)
    return scope["method"] == "OPTIONS" and "access-control-request-method" in headers


def _with_headers(send: Send) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _ANYBODY.items():
                headers[name] = value
        await send(message)

    return marked
