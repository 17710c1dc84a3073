"""All tables of an arena are filled, whatever becomes of one of them."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leaderboard.stored import cast, opened
from pipeline.battles import dataset, rows
from tiltyard.leaderboard import (
    Boards,
    DatasetFeed,
    DatasetSource,
    Example,
    Feed,
    Query,
    Supply,
    VotesSource,
    VoteTable,
)
from tiltyard.leaderboard import _supply as supply_module
from tiltyard.pipeline import Config, Describer
from tiltyard.store import Store

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with closing(opened(f"sqlite:///{tmp_path / 'arena.db'}")) as made:
        yield made


def supply_of(store: Store, folder: Path, *datasets: str) -> Supply:
    """An arena's supply, with datasets of that name in the folder."""
    feed = Feed(store, folder / "boards", VoteTable(), lambda: Describer(Config()))
    own = VotesSource("", "Arena", "live", feed.table, {})
    feeds = [DatasetFeed(folder / name, folder / f"table-{name}", VoteTable()) for name in datasets]
    sources = [DatasetSource(one.dataset.name, "D", "dataset", one.table, {}) for one in feeds]
    example = Example(folder, NOW)
    boards = Boards([own, *sources], Query(), example=example)
    return Supply(own, feed, feeds, example, boards)


async def until(supply: Supply, holds: Callable[[], bool]) -> None:
    running = asyncio.create_task(supply.run())
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.to_thread(supply.close)


def test_a_step_fills_every_table(store: Store, tmp_path: Path) -> None:
    cast(store)
    dataset(tmp_path / "crowd", rows({}, {}))
    supply = supply_of(store, tmp_path, "crowd")
    supply.open()
    supply.step()
    supply.close()
    votes = {name: one.votes.rows for name, one in supply.boards.sources.items() if one.votes}
    assert votes == {"": 1, "crowd": 2}


def test_the_example_is_drawn_if_there_is_nothing_else(store: Store, tmp_path: Path) -> None:
    supply = supply_of(store, tmp_path)
    supply.open()
    supply.step()
    supply.close()
    assert supply.boards.usual.source == "example"


@pytest.mark.parametrize("why", ["votes", "removed"])
def test_the_example_is_not_drawn_in_vain(store: Store, tmp_path: Path, why: str) -> None:
    supply = supply_of(store, tmp_path)
    if why == "votes":
        cast(store)
    else:
        supply.example.remove()
    supply.open()
    supply.step()
    supply.close()
    assert supply.example.source.votes.rows == 0


def test_datasets_are_followed_while_the_arena_runs(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supply_module, "POLL", 0.05)
    made = dataset(tmp_path / "crowd", rows({}))
    supply = supply_of(store, tmp_path, "crowd")
    supply.open()
    table = supply.datasets[0].table

    def grown() -> bool:
        if table.votes.rows == 1 and len(made.parts) == 1:
            made.append(rows({"id": "late"}))
            made.save()
        return table.votes.rows == 2

    asyncio.run(until(supply, grown))


def test_a_dataset_that_is_gone_does_not_stop_the_others(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("lost", "crowd"):
        dataset(tmp_path / name, rows({}))
    supply = supply_of(store, tmp_path, "lost", "crowd")
    supply.open()
    shutil.rmtree(tmp_path / "lost")
    asyncio.run(until(supply, lambda: supply.datasets[1].table.votes.rows == 1))
    assert "lost could not be read" in caplog.text
