"""What the verifiable log adds to a vote: the same votes with and without leaves, in turn.

Every vote is synced to disk, one at a time, as when one person votes. Votes of battles that are
older than the log have no leaf: they are the measure. `python -m benchmarks log.bench_vote`.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from tiltyard import providers
from tiltyard.battles import BoundedCounting, Bounds, Contender, Draws
from tiltyard.battles._recorder import Recorder
from tiltyard.providers import Deadlines, Endpoint
from tiltyard.records import (
    Answer,
    Battle,
    FinishReason,
    ModelCard,
    Pace,
    Phase,
    Side,
    Vote,
    Winner,
)
from tiltyard.store import NewTurn, Served, Store, open_store

VOTES = 1_500
WARM_UP = 50
TARGET_MS = 1.0
TEAM = Bounds()
PUBLIC = Bounds(per_model=3, per_day=50, per_address_day=200)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'arena.db')}"
        with closing(open_store(url)) as store:
            store.upgrade()
            report(store)


def report(store: Store) -> None:
    """Milliseconds of a vote, three ways."""
    ways = {"without the log": plain(store), "with it": logged(store, TEAM)}
    ways["with it and bounds of `public`"] = logged(store, PUBLIC)
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(VOTES + WARM_UP):
        for name, (prepare, vote) in ways.items():
            battle = prepare()
            started = time.perf_counter()
            vote(battle, f"voter {number % 40}")
            if number >= WARM_UP:
                taken[name].append(1e3 * (time.perf_counter() - started))
    floor = median(taken["without the log"])
    for name, found in taken.items():
        added = median(found) - floor
        note = f", {added:+.2f} ms (at most {TARGET_MS} ms are allowed)" if added else ""
        p99 = quantiles(found, n=100)[98]
        print(f"a vote {name}: median {median(found):.2f} ms, p99 {p99:.2f} ms{note}")


Way = tuple[Callable[[], str], Callable[[str, str], None]]


def plain(store: Store) -> Way:
    """Votes of battles that are older than the log."""
    versions = store.register([Served(name, "{}", f"{n:064}") for n, name in enumerate(NAMES)])
    one, other, *_ = versions.values()

    def prepare() -> str:
        battle = Battle(new_id(), "ada", datetime.now(UTC), one, other, 1.0, Pace.FAST)
        return answered(store, store.add_battle(battle, NewTurn("Why?", Phase.BLIND)).turns[0].id,
                        battle.id)  # fmt: skip

    def vote(battle: str, voter: str) -> None:
        store.add_vote(a_vote(battle, voter), key=None, rule=lambda _stored: None)

    return prepare, vote


def logged(store: Store, bounds: Bounds) -> Way:
    """Votes of battles that are in the log."""
    models = contenders(store)
    draws = Draws(models, store.log)
    recorder = Recorder(store, draws, BoundedCounting(bounds))

    def prepare() -> str:
        while (drawn := draws.draw("00" * 16)) is None:
            draws.begin()
        a, b = (drawn.pair[side].version for side in Side)
        chance = drawn.draw.probability
        battle = Battle(new_id(), "ada", datetime.now(UTC), a, b, chance, Pace.FAST)
        turn = NewTurn("Why?", Phase.BLIND)
        kept = recorder.add_battle(drawn, battle, turn, retry_of=None)
        return answered(store, kept.turns[0].id, battle.id)

    def vote(battle: str, voter: str) -> None:
        recorder.add_vote(a_vote(battle, voter), key=None, rule=lambda _stored: None)

    return prepare, vote


NAMES = [f"model-{number}" for number in range(20)]


def contenders(store: Store) -> list[Contender]:
    """Twenty models."""
    versions = store.register([Served(name, "{}", f"{n:064}") for n, name in enumerate(NAMES)])
    endpoint = Endpoint("scripted", providers.create("scripted", {}))
    return [
        Contender(ModelCard(name), version, endpoint, "script", Deadlines())
        for name, version in versions.items()
    ]


def answered(store: Store, turn: int, battle: str) -> str:
    """The battle, with answers of a usual length."""
    text = "Because light of short waves is scattered more. " * 30
    store.add_answers(turn, [Answer(side, text, FinishReason.STOP) for side in Side])
    return battle


def a_vote(battle: str, voter: str) -> Vote:
    """A vote that is not kept yet."""
    return Vote(new_id(), battle, Winner.TIE, voter, datetime.now(UTC))


def new_id() -> str:
    """An id of its own."""
    return f"{time.monotonic_ns():x}"


if __name__ == "__main__":
    main()
