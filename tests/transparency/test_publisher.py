"""Checkpoints come in time, say the truth, and stop when the key or the database is wrong."""

from __future__ import annotations

import asyncio
import logging
import shutil
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tiltyard import ledger
from tiltyard.errors import StoreError
from tiltyard.ledger import Signer, decoded, read_checkpoint
from tiltyard.transparency import Publisher
from tiltyard.transparency._publisher import BETWEEN, LOOK
from transparency.logs import MIDDAY, Published, opened

STREAM = "5a" * 16


def begun(published: Published, **more: Any) -> tuple[Publisher, Signer]:
    """A publisher that was started."""
    publisher = published.publisher(**more)
    return publisher, publisher.begin()


def stream_of(published: Published, day: date) -> None:
    """A stream of draws that served on a day."""
    seed = b"\7" * 32
    leaf = {
        "type": "weights",
        "stream": STREAM,
        "date": day.isoformat(),
        "sampler": "weighted",
        "weights": [[1, 1_000_000], [2, 1_000_000]],
        "seed_commitment": ledger.seed_commitment(seed),
    }
    published.store.log.begin(STREAM, day, seed, leaf)


def types(published: Published) -> list[str]:
    """Of all leaves."""
    return [decoded(one)["type"] for one in published.store.log.leaves(0, 1_000)]


def test_what_is_published_is_signed_and_has_the_root_of_the_leaves(published: Published) -> None:
    publisher, signer = begun(published)
    published.add(7)
    publisher.step()
    kept = published.store.log.checkpoint()
    assert kept is not None
    assert signer.verifier.is_signed(kept.note)
    leaves = published.store.log.leaves(0, 7)
    assert read_checkpoint(kept.note).root == ledger.root_of(map(ledger.leaf_hash, leaves))
    assert publisher.copy.note == kept.note


def test_a_log_without_leaves_has_a_checkpoint_too(published: Published) -> None:
    publisher, _ = begun(published)
    publisher.step()
    found = publisher.copy.checkpoint
    assert found is not None
    assert (found.size, found.root) == (0, ledger.EMPTY)


def test_a_change_is_signed_within_a_minute_and_not_at_every_look(published: Published) -> None:
    publisher, _ = begun(published)
    publisher.step()
    sizes = []
    for _ in range(24):
        published.add(1)
        published.clock.wait(LOOK)
        publisher.step()
        kept = published.store.log.checkpoint()
        sizes.append(0 if kept is None else kept.size)
    waits = [place + 1 - size for place, size in enumerate(sizes)]
    assert max(waits) * LOOK <= 60
    assert len(set(sizes) - {0}) == 24 * LOOK // BETWEEN


def test_the_tree_goes_on_from_the_checkpoint_that_was_kept(published: Published) -> None:
    for many in (5, 300, 256):
        published.add(many)
        publisher, _ = begun(published)
        publisher.step()
    found = publisher.copy.checkpoint
    assert found is not None
    leaves = published.store.log.leaves(0, 561)
    assert (found.size, found.root) == (561, ledger.root_of(map(ledger.leaf_hash, leaves)))


def test_of_two_processes_the_first_signs_and_the_other_goes_on(published: Published) -> None:
    first, _ = begun(published)
    second, _ = begun(published)
    published.add(3)
    first.step()
    second.step()
    published.add(1)
    second.step(at_once=True)
    first.step(at_once=True)
    assert first.standing.alarm is second.standing.alarm is None
    assert first.copy.note == second.copy.note
    assert "\n4\n" in str(first.copy.note)


def test_a_crash_between_a_leaf_and_its_checkpoint_loses_neither(published: Published) -> None:
    """The checkpoint is kept before the files are written: a crash leaves those behind."""
    publisher, _ = begun(published)
    published.add(3)
    publisher.step()
    shutil.rmtree(publisher.copy.folder)
    published.add(2)
    again, _ = begun(published)
    again.step()
    assert again.standing.alarm is None
    assert "\n5\n" in str(again.copy.note)


def test_a_key_that_is_lost_stops_publishing_and_is_told_once(
    published: Published, caplog: pytest.LogCaptureFixture
) -> None:
    publisher, _ = begun(published)
    publisher.step()
    key = published.folder / "log.key"
    seed = key.read_bytes()
    key.unlink()
    published.add(2)
    for _ in range(3):
        publisher.step(at_once=True)
    assert "log.key" in str(publisher.standing.alarm)
    assert publisher.standing.leaves == 2
    assert "\n0\n" in str(publisher.copy.note)
    assert caplog.text.count("ALARM") == 1
    key.write_bytes(seed)
    publisher.step(at_once=True)
    assert publisher.standing.alarm is None
    assert "\n2\n" in str(publisher.copy.note)


def test_another_key_in_the_file_signs_nothing(published: Published) -> None:
    publisher, _ = begun(published, origin="arena.example")
    publisher.step()
    (published.folder / "log.key").write_bytes(b"\1" * 32)
    published.add(1)
    publisher.step(at_once=True)
    assert "another key" in str(publisher.standing.alarm)
    kept = published.store.log.checkpoint()
    assert kept is not None
    assert kept.size == 0


def test_an_older_database_that_was_put_back_is_not_published(published: Published) -> None:
    publisher, _ = begun(published)
    published.add(3)
    publisher.step()
    published.store.close()
    (published.folder / "arena.db").unlink()
    published.store = opened(published.folder)
    published.store.log.append([{"type": "tombstone", "leaf": 0, "reason": "other"}])
    publisher, _ = begun(published)
    publisher.step()
    assert "an older database was put back" in str(publisher.standing.alarm)
    published.add(5)
    publisher.step(at_once=True)
    assert "an older database was put back" in str(publisher.standing.alarm)
    assert published.store.log.checkpoint() is None


def test_a_log_of_another_name_begins_beside_the_one_that_was(published: Published) -> None:
    publisher, _ = begun(published, origin="first.example")
    published.add(3)
    publisher.step()
    published.add(1)
    publisher, signer = begun(published, origin="second.example")
    publisher.step()
    assert publisher.standing.alarm is None
    assert signer.verifier.is_signed(str(publisher.copy.note))
    assert (published.folder / "log-first.example" / "checkpoint").is_file()


def test_a_seed_is_told_an_hour_after_its_day(published: Published) -> None:
    publisher, _ = begun(published)
    stream_of(published, MIDDAY.date())
    for hours, told in ((12.5, False), (0.6, True), (1, True)):
        published.clock.wait(hours * 3600)
        publisher.step()
        assert types(published).count("seed") == int(told)


def test_a_clock_that_jumped_forward_tells_no_seed_for_an_hour(
    published: Published, caplog: pytest.LogCaptureFixture
) -> None:
    publisher, _ = begun(published)
    stream_of(published, MIDDAY.date())
    publisher.step()
    published.clock.jump(timedelta(days=3))
    publisher.step()
    published.clock.wait(3000)
    publisher.step()
    assert "seed" not in types(published)
    assert "the clock jumped by +259200 seconds" in caplog.text
    published.clock.wait(700)
    publisher.step()
    assert "seed" in types(published)


def test_a_clock_that_jumped_back_changes_no_checkpoint(published: Published) -> None:
    publisher, _ = begun(published)
    published.add(2)
    publisher.step()
    published.clock.jump(timedelta(days=-400))
    published.add(1)
    publisher.step(at_once=True)
    assert publisher.standing.alarm is None
    assert "\n3\n" in str(publisher.copy.note)


def test_the_key_of_an_epoch_is_forgotten_thirty_days_after_it(published: Published) -> None:
    publisher, _ = begun(published)
    epoch = int(MIDDAY.timestamp()) // 86_400 // 30
    key = published.store.log.epoch_key(epoch)
    end = datetime.fromtimestamp((epoch + 2) * 30 * 86_400, MIDDAY.tzinfo)
    published.clock.wait((end - published.clock.now).total_seconds() - 60)
    publisher.step()
    assert published.store.log.epoch_key(epoch) == key
    published.clock.wait(120)
    publisher.step()
    assert published.store.log.epoch_key(epoch) != key


def test_battles_of_a_day_ago_are_ended(published: Published) -> None:
    asked = []

    async def expire(before: datetime) -> None:
        asked.append(before)

    async def work() -> None:
        publisher, _ = begun(published)
        publisher.expire = expire
        task = asyncio.create_task(publisher.run())
        while not asked:
            await asyncio.sleep(0.01)
        task.cancel()

    asyncio.run(work())
    assert asked[0] == MIDDAY - timedelta(hours=24)


def test_a_database_that_is_down_is_an_alarm_that_goes(
    published: Published, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publisher, _ = begun(published)

    def down() -> int:
        raise StoreError("the database is away")

    with monkeypatch.context() as patched, caplog.at_level(logging.WARNING):
        patched.setattr(published.store.log, "size", down)
        publisher.step()
        assert "it is tried again" in str(publisher.standing.alarm)
    publisher.step()
    assert publisher.standing.alarm is None
    assert "the log is published again" in caplog.text


def test_what_was_not_signed_yet_is_when_the_arena_stops(published: Published) -> None:
    publisher, _ = begun(published)
    publisher.step()
    published.add(3)
    publisher.stop()
    published.add(1)
    publisher.step(at_once=True)
    assert "\n3\n" in str(publisher.copy.note)
