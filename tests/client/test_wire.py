"""Requests to an arena, and to what is none."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tiltyard.client import Client
from tiltyard.client._wire import MOST, Wire
from tiltyard.errors import ArenaError, ConfigurationError


@contextmanager
def answering(
    *answers: tuple[int, dict[str, str], bytes],
) -> Iterator[tuple[str, list[str | None]]]:
    """A server that gives these answers in turn, and the tags that it was sent."""
    left, sent = list(answers), []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sent.append(self.headers.get("If-None-Match"))
            status, headers, body = left.pop(0)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", sent
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def nowhere() -> str:
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_what_is_known_is_not_sent_again() -> None:
    first = (200, {"ETag": '"one"'}, b'{"a": 1}')
    same = (304, {"ETag": '"one"'}, b"")
    with answering(first, same) as (address, sent):
        wire = Wire(address, timeout_seconds=5)
        assert [wire.get("/x", {}, dict), wire.get("/x", {}, dict)] == [{"a": 1}, {"a": 1}]
        wire.close()
    assert sent == [None, '"one"']


def test_what_changed_is_read_anew() -> None:
    answers = [(200, {"ETag": f'"{n}"'}, f'{{"a": {n}}}'.encode()) for n in (1, 2)]
    with answering(*answers) as (address, _):
        wire = Wire(address, timeout_seconds=5)
        assert [wire.get("/x", {}, dict), wire.get("/x", {}, dict)] == [{"a": 1}, {"a": 2}]
        wire.close()


def test_another_question_has_another_tag() -> None:
    answer = (200, {"ETag": '"one"'}, b"{}")
    with answering(answer, answer) as (address, sent):
        wire = Wire(address, timeout_seconds=5)
        wire.get("/x", {"category": "coding"}, dict)
        wire.get("/x", {"category": "math"}, dict)
        wire.close()
    assert sent == [None, None]


def test_so_many_answers_are_kept() -> None:
    answer = (200, {"ETag": '"one"'}, b"{}")
    with answering(*[answer] * (MOST + 2)) as (address, sent):
        wire = Wire(address, timeout_seconds=5)
        for n in [*range(MOST + 1), 0]:
            wire.get(f"/{n}", {}, dict)
        wire.close()
    assert sent[-1] is None


def test_an_arena_that_is_not_there_is_told_by_its_address(nowhere: str) -> None:
    with Client(nowhere) as client, pytest.raises(ArenaError) as caught:
        client.leaderboard()
    assert f"the arena at {nowhere} could not be reached" in str(caught.value)
    assert caught.value.status is None


def test_an_arena_that_does_not_answer_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with (
            Client(address, timeout_seconds=0.2) as client,
            pytest.raises(ArenaError, match="did not answer in time"),
        ):
            client.models()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((200, {}, b"<html>"), "its answer cannot be read"),
        ((502, {}, b"Bad Gateway"), "answered 502, and not as an arena"),
        ((404, {}, b'{"detail": "Not Found"}'), "answered 404, and not as an arena"),
        ((200, {}, b'{"models": []}'), "is no arena, or one of another version.*'boards'"),
        ((200, {}, b"[1]"), "its answer cannot be read"),
    ],
)
def test_what_is_no_arena_is_told(answer: tuple[int, dict[str, str], bytes], message: str) -> None:
    with (
        answering(answer) as (address, _),
        Client(address) as client,
        pytest.raises(ArenaError, match=message),
    ):
        client.matrix()


@pytest.mark.parametrize(
    "address", ["", "arena", "ftp://example.org", "http://", "http://example.org:port"]
)
def test_an_address_that_is_none_is_refused_at_once(address: str) -> None:
    with pytest.raises(ConfigurationError, match="is no address"):
        Client(address)


def test_an_arena_may_lie_below_a_path() -> None:
    with answering((200, {}, b"[]")) as (address, _):
        wire = Wire(f"{address}/arena/", timeout_seconds=5)
        assert wire.address == f"{address}/arena"
        wire.close()
