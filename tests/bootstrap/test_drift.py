"""The watch as the settings have it, and new versions in a running arena."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from arenas import scripted
from tiltyard import ledger
from tiltyard.battles import BlindBattle
from tiltyard.bootstrap import Arena, assemble, journal_of, open_drift
from tiltyard.drift import Alarm
from tiltyard.errors import ConfigurationError
from tiltyard.records import Side, Winner

NOW = datetime.now(UTC)


def confirm(arena: Arena, name: str) -> None:
    """Somebody says that a model changed."""
    version = arena.battles._contenders[name].version
    journal = arena.drift.journal
    journal.open(Alarm(0, name, version.id, version.number, "votes", NOW))
    journal.decide(name, "confirmed", reason="it did", at=NOW)


def number(arena: Arena, name: str) -> int:
    """The version that is served."""
    return arena.battles._contenders[name].version.number


async def battle_of(arena: Arena) -> str:
    """A battle that was opened."""
    opened = await arena.battles.open("Why?", voter="ada")
    assert isinstance(opened, BlindBattle)
    return opened.id


def test_the_settings_are_the_plan(tmp_path: Path) -> None:
    settings = scripted(tmp_path, drift={"at": "04:30", "samples": 7, "reference_votes": 1_500})
    with open_drift(settings) as drift:
        assert (drift.plan.at, drift.plan.samples) == (time(4, 30), 7)
        assert drift.plan.reference_votes == 1_500
        assert not drift.plan.canaries


def test_a_pinned_model_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"drift\.pinned.*'aok'.*did you mean 'oak'"):
        assemble(scripted(tmp_path, drift={"pinned": ["aok"]}))


def test_a_time_of_day_with_a_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"`drift\.at` is in UTC"):
        assemble(scripted(tmp_path, drift={"at": "03:00+02:00"}))


def test_a_confirmed_change_is_a_new_version_at_the_next_start(tmp_path: Path) -> None:
    settings = scripted(tmp_path)
    arena = assemble(settings)
    confirm(arena, "elm")
    arena.store.close()
    again = assemble(settings)
    assert (number(again, "elm"), number(again, "oak")) == (2, 1)
    again.store.close()
    third = assemble(settings)
    assert number(third, "elm") == 2
    third.store.close()


def test_a_running_arena_draws_the_new_version_and_the_log_knew_it_before(tmp_path: Path) -> None:
    async def course() -> None:
        arena = assemble(scripted(tmp_path))
        before = await battle_of(arena)
        confirm(arena, "elm")
        await arena.drift.look()
        await arena.battles.open("Why?", voter="ada")
        stored = arena.store.battle(before).battle
        assert {stored.version(side).number for side in Side} == {1}
        assert (number(arena, "elm"), number(arena, "oak")) == (2, 1)
        log = arena.store.log
        kinds = [ledger.decoded(one) for one in log.leaves(0, log.size())]
        states = [
            (leaf["version"], leaf["state"], leaf["reason"])
            for leaf in kinds
            if leaf["type"] == "model" and leaf["name"] == "elm"
        ]
        assert states == [(1, "active", None), (1, "retired", "replaced"), (2, "active", None)]
        versions = [
            {version for version, _ in leaf["weights"]} for leaf in kinds
            if leaf["type"] == "weights"
        ]  # fmt: skip
        assert len(versions) == 2
        assert versions[0] != versions[1]
        await arena.close()

    asyncio.run(course())


def test_a_battle_of_what_was_served_before_can_still_be_voted_on(tmp_path: Path) -> None:
    async def course() -> None:
        arena = assemble(scripted(tmp_path))
        opened = await battle_of(arena)
        while opened in arena.battles._running:
            await asyncio.sleep(0.01)
        confirm(arena, "elm")
        await arena.drift.look()
        await arena.battles.vote(opened, Winner.TIE, voter="ada")
        assert arena.store.battle(opened).vote is not None
        await arena.close()

    asyncio.run(course())


def test_the_journal_is_the_arenas(tmp_path: Path) -> None:
    settings = scripted(tmp_path)
    arena = assemble(settings)
    confirm(arena, "elm")
    arena.store.close()
    assert journal_of(settings).epochs() == {"elm": 1}
