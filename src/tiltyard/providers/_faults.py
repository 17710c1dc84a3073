"""What went wrong at an address: statuses and the network's exceptions, in our words."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2

from tiltyard.errors import ProviderError


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of failure, in words that follow the address."""

    kind: str
    is_retryable: bool
    words: str


class AnswerError(Exception):
    """What came is not an answer; the provider's edge makes a `ProviderError` of it."""

    def __init__(self, fault: Fault, said: str = "") -> None:
        super().__init__(said)
        self.fault = fault


class StatusError(AnswerError):
    """The server refused with an HTTP status; ``body`` is what it said, as far as it was read."""

    def __init__(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        message, self.code = _message(body)
        super().__init__(fault_of_status(status), message)
        self.retry_after_seconds = retry_after_seconds(headers)


FOREIGN: tuple[type[Exception], ...] = (
    AnswerError,
    httpx2.HTTPError,
    httpx2.InvalidURL,
    httpx2.CookieConflict,
    httpx2.StreamError,
    OSError,
    ValueError,
    RecursionError,
)
"""What a call may raise: the libraries' errors, the network's, and those of reading JSON."""

_QUOTED_CHARACTERS = 300


BAD_RESPONSE = Fault("bad_response", False, "answered with something that is no answer")
_TIMEOUT = Fault("timeout", True, "did not answer in time")
_RESET = Fault("reset", True, "broke the connection off")
_REFUSED = Fault("refused", True, "could not be reached: is it running, and is base_url right?")
_BAD_REQUEST = Fault("bad_request", False, "refused the request")

_BY_CLASS: Mapping[type[BaseException], Fault] = {
    socket.gaierror: Fault("dns", False, "has a host name that cannot be found: check base_url"),
    ssl.SSLError: Fault("tls", False, "could not be trusted: the TLS connection failed"),
    ConnectionRefusedError: Fault("refused", True, "refused the connection: is it running?"),
    ConnectionError: _RESET,
    OSError: _REFUSED,
    httpx2.ConnectTimeout: Fault("timeout", True, "did not take the connection in time"),
    httpx2.TimeoutException: _TIMEOUT,
    httpx2.ConnectError: _REFUSED,
    httpx2.ProxyError: _REFUSED,
    httpx2.NetworkError: _RESET,
    httpx2.RemoteProtocolError: _RESET,
    httpx2.LocalProtocolError: _BAD_REQUEST,
    httpx2.UnsupportedProtocol: Fault("bad_request", False, "is no http or https address"),
    httpx2.InvalidURL: Fault("bad_request", False, "is not a valid address: check base_url"),
    httpx2.DecodingError: BAD_RESPONSE,
    httpx2.TooManyRedirects: BAD_RESPONSE,
    httpx2.TransportError: _RESET,
    httpx2.RequestError: _RESET,
    httpx2.HTTPError: BAD_RESPONSE,
    httpx2.CookieConflict: BAD_RESPONSE,
    httpx2.StreamError: BAD_RESPONSE,
    UnicodeEncodeError: Fault("bad_request", False, "was not asked: the prompt is no valid text"),
    ValueError: BAD_RESPONSE,
    RecursionError: BAD_RESPONSE,
}

# These are the reason behind an exception of the library, and say more than it does.
_ROOTS = (socket.gaierror, ssl.SSLError, ConnectionError)

_BY_STATUS: Mapping[int, Fault] = {
    401: Fault("unauthorised", False, "did not accept the key: check api_key"),
    402: Fault("unauthorised", False, "wants to be paid"),
    403: Fault("unauthorised", False, "does not allow this key to do this"),
    404: Fault("not_found", False, "knows no such model or path: check model and base_url"),
    408: _TIMEOUT,
    429: Fault("rate_limited", True, "has too many requests"),
}


def fault_of_status(status: int) -> Fault:
    """What an HTTP status that is no success means."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 500:
        return Fault("server_error", True, f"failed with HTTP {status}")
    if status >= 400:
        return Fault("bad_request", False, f"refused the request with HTTP {status}")
    if status >= 300:
        return Fault(
            "bad_response", False, "sends elsewhere, which is not followed: set base_url to it"
        )
    return BAD_RESPONSE


def translate(error: Exception, *, where: str, model: str, secret: str | None) -> ProviderError:
    """The same failure as ours; ``secret`` is kept out of the words."""
    fault, said = _fault(error), str(error)
    status = error if isinstance(error, StatusError) else None
    is_spent = status is not None and "insufficient_quota" in (said, status.code)
    return ProviderError(
        _words(f"{where} {fault.words}", said, secret),
        kind=fault.kind,
        model=model,
        retryable=fault.is_retryable and not is_spent,
        retry_after_seconds=status.retry_after_seconds if status is not None else None,
    )


def retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """How long the server asks to wait: its header holds seconds or a date."""
    value = headers.get("retry-after", "")
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None


def _fault(error: BaseException) -> Fault:
    if isinstance(error, AnswerError):
        return error.fault
    roots = [link for link in _chain(error) if isinstance(link, _ROOTS)]
    known = (cls for cls in type(roots[0] if roots else error).__mro__ if cls in _BY_CLASS)
    return _BY_CLASS.get(next(known, object), BAD_RESPONSE)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _message(body: bytes) -> tuple[str, str | None]:
    """What the server said in words, and its code, if it answers in OpenAI's form."""
    text = body.decode(errors="replace")
    try:
        said: Any = json.loads(text)
    except (ValueError, RecursionError):
        return text, None
    inner = said.get("error", said) if isinstance(said, Mapping) else said
    if isinstance(inner, Mapping):
        return str(inner.get("message", "")), inner.get("code")
    return str(inner), None


def _words(sentence: str, said: str, secret: str | None) -> str:
    """One printable line: a server's words may hold anything, the key included."""
    if secret:
        sentence, said = (text.replace(secret, "[key]") for text in (sentence, said))
    quoted = " ".join(said.split())[:_QUOTED_CHARACTERS]
    line = f"{sentence} ({quoted})" if quoted else sentence
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
