"""A vote that was acknowledged is there, once, whatever happens to the program."""

from __future__ import annotations

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2
import pytest

from arenas import calling, person, scripted, serving, wait_for
from tiltyard.store import _engine as engine
from tiltyard.store import open_store

CONFIG = """
data_dir = "{folder}"
[battle]
pace = "fast"
[leaderboard]
example = false
[models.oak]
endpoint = "scripted"
model = "script"
[models.elm]
endpoint = "scripted"
model = "script"
"""


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def process(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`tiltyard serve` as a process of its own."""
    config = folder / "tiltyard.toml"
    config.write_text(CONFIG.format(folder=folder))
    command = [sys.executable, "-m", "tiltyard.cli", "serve", "--port", str(port)]
    environment = dict(os.environ, TILTYARD_CONFIG=str(config))
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as running:
        try:
            wait_for(lambda: answers(port), 30)
            yield running
        finally:
            running.kill()


def answers(port: int) -> bool:
    """Whether pages are served there."""
    try:
        with calling(f"http://127.0.0.1:{port}") as http:
            return http.get("/api/v1/models").is_success
    except httpx2.TransportError:
        return False


def vote_until_it_dies(port: int, acknowledged: dict[str, str], opened: set[str]) -> None:
    """Battle after battle; what was acknowledged is written down."""
    with person(f"http://127.0.0.1:{port}") as ada:
        try:
            while True:
                battle = ada.answered()
                opened.add(battle["id"])
                answer = ada.vote(battle["id"], "model_a")
                if answer.is_success:
                    acknowledged[battle["id"]] = answer.json()["vote"]["receipt"]
        except (httpx2.TransportError, IndexError, KeyError, AssertionError):
            return  # the server is gone


def kill_again_and_again(folder: Path, times: int) -> None:
    """Kill the arena at random moments while four people vote, then count."""
    rng, acknowledged, opened = random.Random(5), dict[str, str](), set[str]()
    for _ in range(times):
        port = free_port()
        with process(folder, port) as running:
            people = [
                threading.Thread(target=vote_until_it_dies, args=(port, acknowledged, opened))
                for _ in range(4)
            ]
            for one in people:
                one.start()
            time.sleep(rng.uniform(0.3, 1.2))
            running.send_signal(signal.SIGKILL)
            running.wait(10)
            for one in people:
                one.join(30)
    assert len(acknowledged) >= times
    database = folder / "tiltyard.db"
    with closing(open_store(f"sqlite:///{database}")) as store:
        for battle, receipt in acknowledged.items():
            vote = store.battle(battle).vote
            assert vote is not None
            assert vote.id == receipt
    with closing(sqlite3.connect(database)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        total, distinct = raw.execute(
            "SELECT count(*), count(DISTINCT battle_id) FROM votes"
        ).fetchone()
    assert total == distinct
    assert total >= len(acknowledged)


def race(folder: Path, rounds: int) -> None:
    """Fifty people's worth of clicks on one battle, many times."""
    with serving(scripted(folder)) as base, person(base) as ada, ThreadPoolExecutor(50) as threads:
        for _ in range(rounds):
            battle = ada.answered()["id"]
            given = list(threads.map(lambda _, battle=battle: ada.vote(battle), range(50)))
            assert sorted(answer.status_code for answer in given) == [200] + [409] * 49
            receipts = {
                (
                    answer.json()["vote"]["receipt"]
                    if answer.is_success
                    else answer.json()["receipt"]
                )
                for answer in given
            }
            assert len(receipts) == 1


def test_every_acknowledged_vote_survives_a_kill(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, 2)


@pytest.mark.slow
def test_every_acknowledged_vote_survives_fifty_kills(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, 50)


@pytest.mark.slow
def test_of_fifty_simultaneous_votes_one_is_stored_a_hundred_times(tmp_path: Path) -> None:
    race(tmp_path, 100)


def test_a_locked_database_refuses_votes_and_recovers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 1.0)
    settings = scripted(tmp_path)
    with serving(settings) as base, person(base) as ada:
        battle = ada.answered()["id"]
        with closing(sqlite3.connect(tmp_path / "tiltyard.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            refused = ada.vote(battle)
            other.execute("ROLLBACK")
        assert refused.status_code == 503
        assert "nothing is counted twice" in refused.json()["error"]["message"]
        assert ada.vote(battle).status_code == 200
