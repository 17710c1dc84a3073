"""An arena of scripted models, served on loopback by the real web server."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import uvicorn

from databases import lay
from tiltyard.bootstrap import assemble
from tiltyard.settings import Settings
from tiltyard.web.app import create_app

QUICK: dict[str, Any] = {
    "chunk": 6,
    "every_seconds": 0.02,
    "text": "An answer of some length, with **bold** in it.",
}
# Nothing is encrypted here, and to read the system's certificates takes a fifth of a second.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def scripted(
    folder: Path, models: dict[str, dict[str, Any]] | None = None, **more: Any
) -> Settings:
    """Settings for an arena of scripted models: name → the script's parameters.

    It shows no example of a board unless that is asked for: to make one takes longer than to start.
    Its database is there, with its tables, unless something else is said of the store.
    """
    if "store" not in more:
        lay(folder / "tiltyard.db")
    models = models or {"oak": QUICK, "elm": QUICK}
    whole = {
        "data_dir": folder,
        "battle": {"pace_seconds": 0.005, **more.pop("battle", {})},
        "leaderboard": {"refresh_seconds": 0.05, "example": False, **more.pop("leaderboard", {})},
        "models": {
            name: {"endpoint": "scripted", "model": "script", "parameters": parameters}
            for name, parameters in models.items()
        },
    }
    return Settings.model_validate(whole | more)


@contextmanager
def serving(settings: Settings, *, port: int = 0, **injected: Any) -> Iterator[str]:
    """The base address of a running arena; ``injected`` goes to `assemble`."""
    with serving_app(create_app(assemble(settings, **injected)), port=port) as address:
        yield address


@contextmanager
def serving_app(app: Any, *, port: int = 0) -> Iterator[str]:
    """The base address of a running application."""
    listener = socket.create_server(("127.0.0.1", port))
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        wait_for(lambda: server.started)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
        assert not thread.is_alive()


def wait_for(condition: Any, seconds: float = 10.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.01)


@dataclass
class Person:
    """Somebody who battles over HTTP."""

    http: httpx2.Client

    def open(
        self, prompt: str = "Why?", *, may_publish: bool = False, **headers: str
    ) -> dict[str, Any]:
        """A battle that is being answered."""
        body = {"prompt": prompt, "may_publish": may_publish}
        answer = self.http.post("/api/v1/battles", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def watch(self, battle_id: str, **headers: str) -> list[tuple[str, dict[str, Any]]]:
        """Every event until the end."""
        path = f"/api/v1/battles/{battle_id}/events"
        with self.http.stream("GET", path, headers=headers) as answer:
            assert answer.status_code == 200
            return list(parse_events(answer.iter_lines()))

    def answered(self, prompt: str = "Why?", *, may_publish: bool = False) -> dict[str, Any]:
        """A battle whose answers are finished."""
        return self.watch(self.open(prompt, may_publish=may_publish)["id"])[-1][1]

    def vote(self, battle_id: str, winner: str = "tie", **headers: str) -> httpx2.Response:
        """Try to vote."""
        body = {"winner": winner}
        return self.http.post(f"/api/v1/battles/{battle_id}/vote", json=body, headers=headers)

    def act(self, battle_id: str, action: str, **body: Any) -> httpx2.Response:
        """Try stop, skip, retry or turns."""
        return self.http.post(f"/api/v1/battles/{battle_id}/{action}", json=body or None)

    def look(self, battle_id: str) -> dict[str, Any]:
        """The battle as it stands."""
        return dict(self.http.get(f"/api/v1/battles/{battle_id}").json())


def parse_events(lines: Iterator[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Server-sent events: name and data of each."""
    name = "message"
    for line in lines:
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: "):
            yield name, json.loads(line[6:])


@contextmanager
def person(base: str) -> Iterator[Person]:
    """Somebody new, with no cookie yet."""
    with calling(base) as http:
        yield Person(http)


def calling(base: str) -> httpx2.Client:
    """What speaks with an arena on loopback, whatever the environment says of proxies."""
    return httpx2.Client(base_url=base, timeout=30, trust_env=False, verify=NO_TLS)
