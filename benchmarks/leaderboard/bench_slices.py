"""Boards of slices drawn at random from millions of votes, while votes keep coming in.

Writes simulated votes as a table into a temporary folder, and opens it in this process. Boards are
asked of the service that the pages ask, one after another, each of a slice that was not asked for
before. Meanwhile votes are cast, and it is measured how long each takes from a real store to the
table of an arena, labels and all, and from a table as large as this to the board that somebody
looks at. Floors: one pass over who met whom and how it ended, for plain boards; one
evaluation of the likelihood with style, for those under style control.

``TILTYARD_BENCH_VOTES`` asks for another number than five million votes.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

import numpy as np

from benchmarks.leaderboard.simulated import (
    DAYS,
    LABELS,
    LANGUAGES,
    MODELS,
    SINCE,
    fill,
    frame,
)
from tiltyard import ratings
from tiltyard.leaderboard import Boards, Feed, Query, VotesSource, VoteTable
from tiltyard.leaderboard._slice import chosen, comparisons
from tiltyard.pipeline import Config, Describer
from tiltyard.ratings.regression import Regression
from tiltyard.records import Answer, Battle, FinishReason, Pace, Phase, Side, Vote, Winner
from tiltyard.store import NewTurn, Served, Store, open_store

VOTES = int(os.environ.get("TILTYARD_BENCH_VOTES", "5_000_000"))
BOARDS = 40
FEWEST = 5_000
EVERY_SECONDS = 1.0
USUAL = Query()


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        fill(VoteTable(Path(folder, "table")), VOTES)
        rate = VOTES / (time.perf_counter() - began)
        print(f"{VOTES:,} votes of {MODELS} models written, {rate:,.0f} a second")
        before = memory()
        began = time.perf_counter()
        table = VoteTable(Path(folder, "table"))
        print(f"opened in {(time.perf_counter() - began) * 1000:.1f} ms")
        floors(table)
        with closing(open_store(f"sqlite:///{folder}/arena.db")) as store:
            store.upgrade()
            asyncio.run(measure(table, store, Path(folder)))
        print(f"memory of our own grew by {memory() - before:,.0f} MB")


def floors(table: VoteTable) -> None:
    """What no board can be faster than."""
    a, b, outcome = (table.votes.column(name) for name in ("a", "b", "outcome"))
    cells = timed(lambda: np.bincount((a.astype(np.int64) * MODELS + b) * 4 + outcome))
    votes = comparisons(table.votes, Query(control=("style",)))
    names = votes.features.names if votes.features else ()
    regression = Regression.of(votes, names)
    point = np.zeros(MODELS + len(names))
    pass_of_style = timed(lambda: regression(point))
    plain = ratings.load("bradley_terry")
    counts = comparisons(table.votes, Query())
    fit = timed(lambda: plain.fit(counts, rng=np.random.default_rng(0)))
    print(
        f"floors: one numpy pass over all votes {cells:.0f} ms; the plain fit alone {fit:.0f} ms; "
        f"one evaluation with style {pass_of_style:.0f} ms"
    )


async def measure(table: VoteTable, store: Store, folder: Path) -> None:
    """Ask for boards while votes come in."""
    boards = Boards([VotesSource("", "Arena", "live", table, {})], USUAL)
    feed = Feed(store, folder / "boards", VoteTable(), lambda: Describer(Config()))
    await asyncio.to_thread(feed.open)
    await boards.board(USUAL)
    running = [asyncio.create_task(work) for work in (feed.run(), boards.run())]
    fresh = asyncio.create_task(freshness(table, boards, store, feed))
    for name, control in (("plain", ()), ("style-controlled", ("style",))):
        queries = await asyncio.to_thread(slices, table, control)
        took = [await one_board(boards, query) for query in queries]
        report(name, took)
    fresh.cancel()
    to_table, to_board = zip(*await fresh, strict=True)
    both = [sum(one) for one in zip(to_table, to_board, strict=True)]
    print(
        f"freshness of {len(both)} votes: store to table median {median(to_table):.2f} s, table to "
        f"board {median(to_board):.2f} s, together at worst {max(both):.2f} s"
    )
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    await asyncio.to_thread(feed.close)


def slices(table: VoteTable, control: tuple[str, ...]) -> list[Query]:
    """Boards of all kinds, none twice: the whole first, then slices drawn at random.

    Those with so few votes that they hardly connect the models are left out: they are quick.
    """
    rng = np.random.default_rng(7)
    found = [Query(control=control, level=0.9)]
    while len(found) < BOARDS:
        since = SINCE + timedelta(days=int(rng.integers(0, DAYS - 30)))
        labels = tuple(sorted(rng.choice(list(LABELS), rng.integers(0, 3), replace=False).tolist()))
        query = Query(
            control=control,
            category=labels,
            language=str(rng.choice(list(LANGUAGES)[:8])) if rng.random() < 0.4 else None,
            since=since if rng.random() < 0.5 else None,
            without=("tie", "both_bad") if rng.random() < 0.2 else (),
            modality="text" if rng.random() < 0.2 else None,
            voters="regular" if rng.random() < 0.1 else None,
        )
        mask = chosen(table.votes, query)
        if (mask is None or mask.sum() >= FEWEST) and query not in found:
            found.append(query)
    return found


async def one_board(boards: Boards, query: Query) -> float:
    """Milliseconds until a board that was never asked for is there."""
    began = time.perf_counter()
    await boards.board(query)
    return (time.perf_counter() - began) * 1000


async def freshness(
    table: VoteTable, boards: Boards, store: Store, feed: Feed
) -> list[tuple[float, float]]:
    """Of each vote the seconds from store to table, and from table to board, until cancelled."""
    found: list[tuple[float, float]] = []
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.to_thread(vote, store, len(found))
            began = time.perf_counter()
            feed.touch()
            while feed.table.votes.rows <= len(found):
                await asyncio.sleep(0.01)
            middle = time.perf_counter()
            rows = table.votes.rows
            new = frame(rows, 1, SINCE + timedelta(days=DAYS), timedelta())
            await asyncio.to_thread(table.append, new)
            boards.touch()
            while ((board := await boards.board(USUAL)).votes or 0) <= rows:
                await asyncio.sleep(0.01)
            assert board.votes == rows + 1
            found.append((middle - began, time.perf_counter() - middle))
            await asyncio.sleep(EVERY_SECONDS)
    return found


def vote(store: Store, number: int) -> None:
    """A battle of two models, answered and voted on."""
    served = store.register([Served(name, "{}", name) for name in ("oak", "elm")])
    now = datetime.now(UTC)
    battle = Battle(f"b{number}", "ada", now, served["oak"], served["elm"], 1.0, Pace.FAST)
    kept = store.add_battle(battle, NewTurn("Why is it so?", Phase.BLIND))
    answers = [Answer(side, "Because. " * 200, FinishReason.STOP) for side in Side]
    store.add_answers(kept.turns[0].id, answers)
    winner = (Winner.MODEL_A, Winner.MODEL_B)[number % 2]
    store.add_vote(Vote(f"v{number}", battle.id, winner, "ada", now), key=None, rule=lambda _: None)


def report(name: str, took: list[float]) -> None:
    """The first and the percentiles."""
    cut = quantiles(took, n=20)
    print(
        f"{name}: all votes {took[0]:.0f} ms; {len(took)} slices: p50 {median(took):.0f} ms, "
        f"p95 {cut[18]:.0f} ms, worst {max(took):.0f} ms"
    )


def timed(work: Callable[[], object]) -> float:
    """Milliseconds, the least of three."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times) * 1000


def memory() -> float:
    """Megabytes of this process that lie in no file, as Linux tells."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return float("nan")


if __name__ == "__main__":
    main()
