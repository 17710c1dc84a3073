"""People go first, and what nobody waits for is done all the same."""

from __future__ import annotations

import asyncio
import time

import pytest

from tiltyard.leaderboard import _turns
from tiltyard.leaderboard._turns import Turns


def test_a_person_does_not_wait_for_what_nobody_waits_for() -> None:
    async def story() -> None:
        turns = Turns()
        async with turns.of_others(), asyncio.timeout(1), turns.of_people():
            pass

    asyncio.run(story())


def test_people_are_served_one_after_another() -> None:
    async def story() -> list[str]:
        turns, told = Turns(), []

        async def person(name: str) -> None:
            async with turns.of_people():
                told.append(f"{name} in")
                await asyncio.sleep(0)
                told.append(f"{name} out")

        await asyncio.gather(person("ada"), person("bob"))
        return told

    assert asyncio.run(story()) == ["ada in", "ada out", "bob in", "bob out"]


def test_a_rest_is_as_long_as_the_work() -> None:
    async def story() -> float:
        began = time.monotonic()
        await Turns().rest(0.1)
        return time.monotonic() - began

    assert asyncio.run(story()) >= 0.1


def test_a_rest_lasts_while_somebody_waits() -> None:
    async def story() -> bool:
        turns = Turns()
        async with turns.of_people():
            resting = asyncio.create_task(turns.rest(0.0))
            done, _ = await asyncio.wait([resting], timeout=0.05)
        await resting
        return bool(done)

    assert asyncio.run(story()) is False


def test_a_rest_ends_though_people_never_stop_coming(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_turns, "PATIENCE", 0.05)

    async def story() -> None:
        turns = Turns()
        async with turns.of_people(), asyncio.timeout(5):
            await turns.rest(60.0)

    asyncio.run(story())
