"""Choices, counted once and kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from tiltyard.leaderboard import Choices
from tiltyard.leaderboard import _offer as module
from tiltyard.leaderboard._offer import Offer


@dataclass
class Counting:
    """A source that counts how often it is asked."""

    name: str = ""
    version: int = 1
    asked: int = 0

    def choices(self) -> Choices:
        """As many controls as it was asked."""
        self.asked += 1
        return Choices(controls=("x",) * self.asked)


async def ask(offer: Offer, source: Counting) -> int:
    """How many times the source was asked for the choices that are given."""
    return len((await offer.of(source)).controls)  # type: ignore[arg-type]  # a part is enough


def test_many_who_ask_at_once_are_answered_by_one_count() -> None:
    async def go() -> list[int]:
        offer, source = Offer(), Counting()
        return await asyncio.gather(*(ask(offer, source) for _ in range(5)))

    assert asyncio.run(go()) == [1] * 5


def test_while_no_votes_come_nothing_is_counted_again() -> None:
    async def go() -> int:
        offer, source = Offer(), Counting()
        await ask(offer, source)
        return await ask(offer, source)

    assert asyncio.run(go()) == 1


def test_after_new_votes_what_is_there_is_given_and_counted_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "GOOD_FOR", 0.0)

    async def go() -> tuple[int, int]:
        offer, source = Offer(), Counting()
        await ask(offer, source)
        source.version = 2
        at_once = await ask(offer, source)
        await asyncio.sleep(0.1)
        return at_once, await ask(offer, source)

    assert asyncio.run(go()) == (1, 2)
