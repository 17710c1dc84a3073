"""A model server and an arena, each in a process of its own, as in life."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

CONFIG = """
data_dir = "{folder}"
[battle]
pace = "{pace}"
[endpoints.bench]
base_url = "{base_url}"
[models.one]
endpoint = "bench"
model = "m"
[models.two]
endpoint = "bench"
model = "m"
"""
STAMP = re.compile(r"<([0-9.]+)>")
ASKED = {"model": "m", "stream": True, "messages": [{"role": "user", "content": "Why?"}]}


@dataclass(frozen=True, slots=True)
class Rig:
    """Where the model and the arena answer, and the arena's process id."""

    model: str
    arena: str
    pid: int

    def resident_mb(self) -> float:
        """Memory of the arena's process, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


@contextmanager
def rig(*, first: float, every: float, pieces: int, pace: str = "fast") -> Iterator[Rig]:
    """Both, started; the model speaks after ``first`` seconds and then ``every`` seconds."""
    ports = _free_port(), _free_port()
    arguments = [str(ports[0]), str(first), str(every), str(pieces)]
    with tempfile.TemporaryDirectory() as folder:
        base_url = f"http://127.0.0.1:{ports[0]}/v1"
        config = Path(folder, "tiltyard.toml")
        config.write_text(CONFIG.format(folder=folder, pace=pace, base_url=base_url), "utf-8")
        environment = dict(os.environ, TILTYARD_CONFIG=str(config))
        model = [sys.executable, "-m", "benchmarks.arena.model_server", *arguments]
        arena = [sys.executable, "-m", "tiltyard.cli", "serve", "--port", str(ports[1])]
        with (
            subprocess.Popen(model) as one,
            subprocess.Popen(arena, env=environment, stdout=subprocess.DEVNULL) as two,
        ):
            try:
                address = f"http://127.0.0.1:{ports[1]}"
                _wait_for(address)
                yield Rig(base_url, address, two.pid)
            finally:
                for process in (two, one):
                    process.terminate()
                    process.wait(20)


async def direct(client: httpx2.AsyncClient, rig: Rig) -> AsyncIterator[str]:
    """Lines of the model's own answer."""
    address = f"{rig.model}/chat/completions"
    async with client.stream("POST", address, json=ASKED) as answer:
        async for line in answer.aiter_lines():
            yield line


async def battle(client: httpx2.AsyncClient, rig: Rig) -> AsyncIterator[str]:
    """Lines of a battle's events."""
    address = f"{rig.arena}/api/v1/battles"
    headers = {"Accept": "text/event-stream"}
    body = {"prompt": "Why?"}
    async with client.stream("POST", address, json=body, headers=headers) as answer:
        async for line in answer.aiter_lines():
            yield line


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            httpx2.get(f"{address}/api/v1/models", trust_env=False).raise_for_status()
        except httpx2.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answers at {address}")
