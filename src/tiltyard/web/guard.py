"""What every request passes: size, origin, and the headers that keep a page safe.

Plain ASGI, since a wrapper that copies bodies would hold up streams.
"""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 1_000_000

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Other sites are told nothing. Under `no-referrer` our own forms would have the origin `null`.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_OWN_SITE = {None, "same-origin", "none"}


class Guard:
    """Refuses large bodies and requests sent by other sites; adds the security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        send = _with_headers(send)
        if scope["method"] not in _SAFE_METHODS and _is_foreign(headers):
            await _refuse(send, 403, "cross_site", "this request came from another site")
        elif _stated_size(headers) > MAX_BODY_BYTES:
            await _refuse(send, 413, "too_large", "the request is too large")
        else:
            await self._app(scope, _limited(receive), send)


def _is_foreign(headers: Headers) -> bool:
    """Whether a page of another site sent a request; programs say nothing of any page.

    Browsers leave ``Sec-Fetch-Site`` out over plain http to another machine, and older ones always:
    then ``Origin`` must name the host that was asked. A proxy may have taken the port off that.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None or origin is None:
        return site not in _OWN_SITE
    host = headers.get("host", "").lower()
    try:
        asked, sender = urlsplit(f"//{host}"), urlsplit(origin.lower())
        has_port = asked.port is not None
    except ValueError:
        return True
    if has_port:
        return sender.netloc != host
    return sender.hostname is None or sender.hostname != asked.hostname


def _stated_size(headers: Headers) -> int:
    stated = headers.get("content-length", "0")
    return int(stated) if stated.isdecimal() else 0


def _limited(receive: Receive) -> Receive:
    """Count what comes, for a body that does not state its size."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY_BYTES:
            raise HTTPException(413)
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return marked


async def _refuse(send: Send, status: int, code: str, words: str) -> None:
    body = json.dumps({"error": {"code": code, "message": words}}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
