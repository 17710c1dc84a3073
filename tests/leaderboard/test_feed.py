"""Votes of a store come to the board's table, with labels, once each, whatever happens between."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from battles.booth import Booth
from leaderboard.stored import cast, opened
from tiltyard.battles import Bounds
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard import Feed, Query, VoteTable, Waiting, _rounds
from tiltyard.leaderboard import _feed as feed_module
from tiltyard.leaderboard._slice import chosen
from tiltyard.pipeline import Config, Describer
from tiltyard.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with closing(opened(f"sqlite:///{tmp_path / 'arena.db'}")) as made:
        yield made


def feed_of(store: Store, folder: Path, config: Config | None = None, **more: Any) -> Feed:
    make = more.pop("make_describer", lambda: Describer(config or Config()))
    return Feed(store, folder / "boards", VoteTable(), make, **more)


def stepped(store: Store, folder: Path, config: Config | None = None) -> VoteTable:
    """The table after a feed was opened, took a step, and was closed."""
    feed = feed_of(store, folder, config)
    feed.open()
    feed.step()
    feed.close()
    return feed.table


def ids(table: VoteTable) -> list[str]:
    return table.votes.texts("id", range(table.votes.rows))


def label(table: VoteTable, name: str) -> list[str | None]:
    """The label of every vote in words."""
    values = table.votes.labels[name]
    codes = table.votes.column(name).tolist()
    return [values[code] if code >= 0 else None for code in codes]


def own_category(folder: Path, question: str, name: str = "asks_why") -> Config:
    """An operator's category: whether a prompt has a word."""
    categories = folder / "categories"
    categories.mkdir(exist_ok=True)
    (categories / f"{name}.py").write_text(
        "from tiltyard.categories import Category, Rule\n"
        f"def find(items):\n    return [{question!r} in item.prompts[0] for item in items]\n"
        "category = Category('Why', 'It asks why.', rule=Rule(find))\n"
    )
    return Config(category_folder=categories)


def test_votes_come_with_labels_and_measures(store: Store, tmp_path: Path) -> None:
    cast(store, prompt="Warum scheint der Himmel am Mittag blau?", text="**Darum.**")
    table = stepped(store, tmp_path)
    assert label(table, "language") == ["de"]
    assert table.votes.column("bold_a").tolist() == [1.0]
    assert table.votes.column("seconds_b").tolist() == [1.5]
    assert table.votes.settled == 1


def test_only_new_votes_are_added_after_a_restart(store: Store, tmp_path: Path) -> None:
    first = cast(store)
    stepped(store, tmp_path)
    second = cast(store, minutes=1)
    assert ids(stepped(store, tmp_path)) == [first.id, second.id]


@pytest.mark.parametrize("minutes", [-1, -30, 0])
def test_a_vote_that_was_committed_late_is_not_lost(
    store: Store, tmp_path: Path, minutes: float
) -> None:
    cast(store)
    feed = feed_of(store, tmp_path)
    feed.open()
    feed.step()
    late = cast(store, minutes=minutes)
    feed._looked_back_at = float("-inf")  # five minutes later
    feed.step()
    feed.close()
    assert late.id in ids(feed.table)
    assert feed.table.votes.rows == 2


def test_many_votes_come_page_by_page(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "PAGE", 3)
    made = [cast(store, minutes=20 * minutes).id for minutes in range(10)]
    assert ids(stepped(store, tmp_path)) == made
    assert ids(stepped(store, tmp_path)) == made


def test_a_removed_folder_is_made_again(store: Store, tmp_path: Path) -> None:
    made = cast(store).id
    stepped(store, tmp_path)
    shutil.rmtree(tmp_path / "boards")
    assert ids(stepped(store, tmp_path)) == [made]


def test_a_damaged_table_is_made_again(store: Store, tmp_path: Path) -> None:
    made = cast(store).id
    stepped(store, tmp_path)
    next((tmp_path / "boards").glob("*/*.arrow")).write_bytes(b"nothing")
    assert ids(stepped(store, tmp_path)) == [made]


def test_votes_of_another_database_are_replaced(store: Store, tmp_path: Path) -> None:
    cast(store, minutes=120)
    cast(store)
    stepped(store, tmp_path)
    with closing(opened(f"sqlite:///{tmp_path / 'other.db'}")) as other:
        made = cast(other, minutes=1).id
        assert ids(stepped(other, tmp_path)) == [made]


def test_votes_that_the_store_does_not_have_are_noticed_by_counting(
    store: Store, tmp_path: Path
) -> None:
    made = cast(store).id
    with closing(opened(f"sqlite:///{tmp_path / 'backup.db'}")) as backup:
        kept = cast(backup)
        stepped(backup, tmp_path)
    assert kept.id != made
    assert ids(stepped(store, tmp_path)) == [made]


def test_past_votes_get_a_category_that_an_operator_adds(store: Store, tmp_path: Path) -> None:
    cast(store, prompt="Why is it so?")
    cast(store, prompt="How is it?", minutes=1)
    assert "asks_why" not in stepped(store, tmp_path).votes.labels
    table = stepped(store, tmp_path, own_category(tmp_path, "Why"))
    assert label(table, "asks_why") == ["true", "false"]


def test_past_votes_lose_a_category_that_is_gone(store: Store, tmp_path: Path) -> None:
    cast(store)
    stepped(store, tmp_path, own_category(tmp_path, "Why"))
    assert "asks_why" not in stepped(store, tmp_path).votes.labels


def test_the_board_stays_up_while_labels_are_found_anew(store: Store, tmp_path: Path) -> None:
    old = cast(store, prompt="Why?")
    stepped(store, tmp_path)
    feed = feed_of(store, tmp_path, own_category(tmp_path, "Why"))
    feed.open()
    assert ids(feed.table) == [old.id]
    before = feed.table.version
    new = cast(store, prompt="How?", minutes=1)
    feed.show()
    assert ids(feed.table) == [old.id, new.id]
    assert feed.table.votes.settled == 1
    feed.step()
    feed.close()
    assert label(feed.table, "asks_why") == ["true", "false"]
    assert feed.table.votes.settled == 2
    assert feed.table.version != before
    folders = [path.name for path in (tmp_path / "boards").iterdir() if path.is_dir()]
    assert folders == ["000002"]


def test_a_table_that_was_half_made_is_gone_on_with(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "PAGE", 1)
    made = [cast(store, minutes=20 * minutes).id for minutes in range(6)]
    stepped(store, tmp_path)
    config = own_category(tmp_path, "Why")
    labelled = 0

    class Breaking(Describer):
        def __call__(self, rows: Any) -> Any:
            nonlocal labelled
            labelled += 1
            if labelled == 4:
                raise KeyboardInterrupt
            return super().__call__(rows)

    feed = feed_of(store, tmp_path, make_describer=lambda: Breaking(config))
    feed.open()
    with pytest.raises(KeyboardInterrupt):
        feed.step()
    feed.close()
    assert "asks_why" not in feed.table.votes.labels
    again = feed_of(store, tmp_path, make_describer=lambda: Breaking(config))
    again.open()
    again.step()
    again.close()
    assert labelled == 4 + 3  # three votes were labelled before, and three after
    assert ids(again.table) == made
    assert label(again.table, "asks_why") == ["true"] * 6


def test_a_rule_that_fails_leaves_its_label_out_and_says_so(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = own_category(tmp_path, "Why")
    path = tmp_path / "categories" / "asks_why.py"
    path.write_text(path.read_text().replace("prompts[0]", "prompts[7]"))
    cast(store, prompt="Why is it so?")
    table = stepped(store, tmp_path, config)
    assert label(table, "asks_why") == [None]
    assert label(table, "language") == ["en"]
    assert "1 votes stay without the label 'asks_why'" in caplog.text


def test_a_category_with_a_fault_is_told_when_the_feed_is_opened(
    store: Store, tmp_path: Path
) -> None:
    config = own_category(tmp_path, "Why", name="language")
    with pytest.raises(ConfigurationError, match=r"category 'language'"):
        feed_of(store, tmp_path, config).open()


def test_a_second_program_reads_what_the_first_writes(store: Store, tmp_path: Path) -> None:
    writer, reader = feed_of(store, tmp_path), feed_of(store, tmp_path)
    writer.open()
    reader.open()
    made = cast(store).id
    reader.step()
    assert reader.table.votes.rows == 0
    writer.step()
    reader.step()
    assert ids(reader.table) == [made]
    writer.close()
    reader.close()


def test_a_reader_goes_on_when_the_writer_has_ended(store: Store, tmp_path: Path) -> None:
    writer, reader = feed_of(store, tmp_path), feed_of(store, tmp_path)
    writer.open()
    reader.open()
    writer.close()
    made = cast(store).id
    reader.step()
    reader.close()
    assert ids(reader.table) == [made]


def test_a_feed_that_was_closed_adds_nothing(store: Store, tmp_path: Path) -> None:
    feed = feed_of(store, tmp_path)
    feed.open()
    feed.close()
    cast(store)
    feed.step()
    assert feed.table.votes.rows == 0


async def _ran(feed: Feed, until: Any, seconds: float = 10) -> float:
    """Run a feed until something holds; returns after how long it did."""
    began = time.monotonic()
    running = asyncio.create_task(feed.run())
    while not until():
        assert time.monotonic() - began < seconds, "it did not come about in time"
        await asyncio.sleep(0.01)
    took = time.monotonic() - began
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.to_thread(feed.close)
    return took


def test_a_vote_is_told_of_when_it_comes(store: Store, tmp_path: Path) -> None:
    told: list[int] = []
    feed = feed_of(store, tmp_path)
    feed.changed = lambda: told.append(feed.table.votes.rows)
    feed.open()

    def vote() -> None:
        cast(store)
        feed.touch()

    async def main() -> None:
        asyncio.get_running_loop().call_later(0.3, vote)
        await _ran(feed, lambda: 1 in told)

    asyncio.run(main())
    assert feed.table.votes.settled == 1


def test_a_vote_of_another_program_is_seen_soon(store: Store, tmp_path: Path) -> None:
    feed = feed_of(store, tmp_path)
    feed.open()

    async def main() -> float:
        asyncio.get_running_loop().call_later(0.3, lambda: cast(store))
        return await _ran(feed, lambda: feed.table.votes.rows == 1)

    assert asyncio.run(main()) < 5


def test_a_vote_is_shown_while_labels_take_long(store: Store, tmp_path: Path) -> None:
    slow = threading.Event()

    class Slow(Describer):
        def __call__(self, rows: Any) -> Any:
            slow.wait(20)
            return super().__call__(rows)

    feed = feed_of(store, tmp_path, make_describer=lambda: Slow(Config()))
    feed.open()
    made = [cast(store, minutes=minutes).id for minutes in range(3)]

    async def main() -> float:
        def is_shown() -> bool:
            if feed.table.votes.rows < 3:
                return False
            assert feed.table.votes.settled == 0
            slow.set()
            return True

        return await _ran(feed, is_shown)

    assert asyncio.run(main()) < 5
    assert ids(feed.table) == made


def test_an_error_does_not_end_the_feed(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    feed = feed_of(store, tmp_path)
    feed.open()
    boards = tmp_path / "boards"
    folder = next(path for path in boards.iterdir() if path.is_dir())
    blocked = folder / "000001.arrow"
    blocked.mkdir()
    cast(store)
    asyncio.run(_ran(feed, lambda: feed.table.votes.rows == 1))
    assert "it is tried again" in caplog.text


def test_votes_that_are_there_are_read_at_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_rounds, "POLL", 3600.0)
    cast(store)
    feed = feed_of(store, tmp_path)
    feed.open()
    assert asyncio.run(_ran(feed, lambda: feed.table.votes.settled == 1)) < 10


def test_what_the_log_excludes_is_excluded_at_the_next_step(store: Store, tmp_path: Path) -> None:
    booth = Booth(store, Bounds())
    counted = [booth.vote("ada") for _ in range(3)]
    feed = feed_of(store, tmp_path)
    feed.open()
    feed.step()
    leaf = int(feed.table.votes.column("leaf")[1])
    mark = {
        "type": "exclude",
        "votes": [leaf],
        "reason": "spam",
        "rule": None,
        "evidence": 0,
        "size": 0,
    }
    store.log.mark(mark)
    feed.step()
    feed.close()
    assert counted == ["yes"] * 3
    assert chosen_of(feed.table) == [True, False, True]


def test_what_votes_count_as_comes_with_them(store: Store, tmp_path: Path) -> None:
    booth = Booth(store, Bounds(per_day=1))
    told = [booth.vote("ada"), booth.vote("ada")]
    assert told == ["yes", "limit"]
    assert chosen_of(stepped(store, tmp_path)) == [True, False]


def test_a_vote_counts_when_its_time_has_come(store: Store, tmp_path: Path) -> None:
    booth = Booth(store, Bounds())
    booth.vote("ada")
    booth.clock.go(hours=1)
    booth.vote("ada")
    feed = feed_of(store, tmp_path, waiting=Waiting(delay_hours=2), clock=booth.clock)
    feed.open()
    found = []
    for _ in range(4):
        feed.step()
        found.append(sum(chosen_of(feed.table)))
        booth.clock.go(hours=1)
    feed.close()
    assert found == [0, 0, 1, 2]


def chosen_of(table: VoteTable) -> list[bool]:
    """Which votes of a table count."""
    mask = chosen(table.votes, Query())
    return [True] * table.votes.rows if mask is None else mask.tolist()
