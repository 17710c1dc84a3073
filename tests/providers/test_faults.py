from __future__ import annotations

import inspect
import json
import socket
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import ModuleType

import httpx2
import pytest

from tiltyard.errors import ProviderError
from tiltyard.providers._faults import (
    FOREIGN,
    AnswerError,
    Fault,
    StatusError,
    retry_after_seconds,
    translate,
)

KINDS = {
    *("refused", "dns", "tls", "timeout", "rate_limited", "server_error", "unauthorised"),
    *("not_found", "bad_request", "bad_response", "reset", "truncated", "filtered", "too_long"),
}


def translated(error: Exception, secret: str | None = None) -> ProviderError:
    return translate(error, where="http://there/v1", model="m", secret=secret)


def status_error(code: int, body: object = None, **headers: str) -> StatusError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return StatusError(code, json.dumps(body).encode() if body is not None else b"", named)


def public_exceptions(module: ModuleType) -> list[type[Exception]]:
    return [
        each
        for _, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, Exception) and not issubclass(each, Warning)
    ]


def bare(cls: type[Exception]) -> Exception:
    """An exception of the class as a library might raise it, whatever its constructor wants."""
    error = cls.__new__(cls)
    error.args = ("words",)
    return error


ALL = public_exceptions(httpx2)


@pytest.mark.parametrize("cls", ALL)
def test_every_exception_of_the_libraries_is_caught_and_known(cls: type[Exception]) -> None:
    assert issubclass(cls, FOREIGN)
    assert translated(bare(cls)).kind in KINDS


def test_the_list_of_exceptions_is_not_empty() -> None:
    assert {httpx2.ReadError, httpx2.ConnectTimeout} <= set(ALL)


@pytest.mark.parametrize(
    ("cls", "kind", "is_retryable"),
    [
        (httpx2.ConnectTimeout, "timeout", True),
        (httpx2.ReadTimeout, "timeout", True),
        (httpx2.PoolTimeout, "timeout", True),
        (httpx2.ConnectError, "refused", True),
        (httpx2.ReadError, "reset", True),
        (httpx2.WriteError, "reset", True),
        (httpx2.RemoteProtocolError, "reset", True),
        (httpx2.LocalProtocolError, "bad_request", False),
        (httpx2.UnsupportedProtocol, "bad_request", False),
        (httpx2.InvalidURL, "bad_request", False),
        (httpx2.DecodingError, "bad_response", False),
        (httpx2.TooManyRedirects, "bad_response", False),
        (httpx2.StreamClosed, "bad_response", False),
        (socket.gaierror, "dns", False),
        (ssl.SSLCertVerificationError, "tls", False),
        (ConnectionRefusedError, "refused", True),
        (ConnectionResetError, "reset", True),
        (BrokenPipeError, "reset", True),
        (UnicodeDecodeError, "bad_response", False),
        (UnicodeEncodeError, "bad_request", False),
        (RecursionError, "bad_response", False),
    ],
)
def test_exceptions_have_their_kind(cls: type[Exception], kind: str, is_retryable: bool) -> None:
    error = translated(bare(cls))
    assert (error.kind, error.retryable) == (kind, is_retryable)


@pytest.mark.parametrize(
    ("status", "kind", "is_retryable"),
    [
        (302, "bad_response", False),
        (400, "bad_request", False),
        (401, "unauthorised", False),
        (402, "unauthorised", False),
        (403, "unauthorised", False),
        (404, "not_found", False),
        (408, "timeout", True),
        (413, "bad_request", False),
        (422, "bad_request", False),
        (429, "rate_limited", True),
        (500, "server_error", True),
        (503, "server_error", True),
        (529, "server_error", True),
    ],
)
def test_statuses_have_their_kind(status: int, kind: str, is_retryable: bool) -> None:
    error = translated(status_error(status))
    assert (error.kind, error.retryable) == (kind, is_retryable)


@pytest.mark.parametrize(
    ("root", "kind"),
    [
        (socket.gaierror(-2, "unknown"), "dns"),
        (ssl.SSLError("bad certificate"), "tls"),
        (ConnectionRefusedError(), "refused"),
        (ConnectionResetError(), "reset"),
    ],
)
def test_the_root_of_a_connection_error_decides(root: Exception, kind: str) -> None:
    middle = httpx2.ConnectError("all attempts failed")
    middle.__cause__ = root
    assert translated(middle).kind == kind


def test_an_account_without_money_is_not_asked_again() -> None:
    body = {"message": "quota", "code": "insufficient_quota"}
    error = translated(status_error(429, body))
    assert (error.kind, error.retryable) == ("rate_limited", False)


def test_the_words_name_the_address_and_quote_the_server() -> None:
    error = translated(status_error(404, {"message": "no model 'x'"}))
    expected = "http://there/v1 knows no such model or path: check model and base_url"
    assert str(error) == f"{expected} (no model 'x')"
    assert error.model == "m"


@pytest.mark.parametrize(
    "body", [{"message": "bad key sk-1"}, "sk-1", {"error": {"message": "sk-1"}}]
)
def test_the_key_is_never_in_the_words(body: object) -> None:
    error = translated(status_error(401, body), secret="sk-1")
    assert "sk-1" not in str(error)
    assert "[key]" in str(error)


def test_a_servers_words_are_one_short_printable_line() -> None:
    said = str(translated(status_error(500, "\x1b[31mred\x00\r\n" + "long " * 999)))
    assert said.isprintable()
    assert len(said) < 400


def test_an_answer_error_keeps_its_fault() -> None:
    error = translated(AnswerError(Fault("truncated", True, "broke off"), "at 7"))
    assert (error.kind, error.retryable) == ("truncated", True)
    assert str(error) == "http://there/v1 broke off (at 7)"


def test_retry_after_is_carried_along() -> None:
    error = translated(status_error(429, retry_after="7"))
    assert error.retry_after_seconds == 7


def test_retry_after_may_be_a_date() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert retry_after_seconds({"retry-after": date}) == pytest.approx(60, abs=2)


@pytest.mark.parametrize("value", ["", "soon", "Mon, 99 Foo 2026", "nan", "inf", "-5", "1e9"])
def test_a_retry_after_that_says_nothing_is_none(value: str) -> None:
    assert retry_after_seconds({"retry-after": value}) is None


def test_a_retry_after_in_the_past_is_now() -> None:
    assert retry_after_seconds({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}) == 0
