"""Battles under haste: what happens at the same moment, and what breaks in the middle."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from arenas import QUICK, scripted
from tiltyard.battles import Battles, BlindBattle, End, State
from tiltyard.bootstrap import Arena, assemble
from tiltyard.errors import BattleStateError
from tiltyard.providers import Endpoint, ProviderEvent, Request, Text
from tiltyard.records import Phase, Side, Winner
from tiltyard.settings import Settings

Story = Callable[[Arena], Coroutine[Any, Any, None]]


def play(settings: Settings, story: Story) -> None:
    """Let a story happen in an arena."""

    async def whole() -> None:
        arena = assemble(settings)
        try:
            await story(arena)
        finally:
            await arena.close()

    asyncio.run(whole())


async def answered(battles: Battles, battle_id: str) -> BlindBattle:
    """The battle once its turn is over."""
    async for event in battles.watch(battle_id, voter="ada"):
        if isinstance(event, End):
            assert isinstance(event.battle, BlindBattle)
            return event.battle
    raise AssertionError("no end")


async def opened(battles: Battles) -> str:
    """The id of a battle whose answers are finished."""
    battle = await battles.open("Why?", voter="ada")
    assert isinstance(battle, BlindBattle)
    return (await answered(battles, battle.id)).id


def test_no_blind_turn_is_ever_kept_after_a_vote(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        for _ in range(20):
            battle_id = await opened(arena.battles)
            await asyncio.gather(
                arena.battles.vote(battle_id, Winner.TIE, voter="ada"),
                arena.battles.follow_up(battle_id, "And?", voter="ada"),
                return_exceptions=True,
            )
            stored = await asyncio.to_thread(arena.store.battle, battle_id)
            blind = [turn for turn in stored.turns if turn.phase is Phase.BLIND]
            assert stored.vote is None or len(blind) == 1

    play(scripted(tmp_path, {"oak": QUICK | {"every_seconds": 0.0}, "elm": {}}), story)


def test_the_same_key_at_the_same_moment_is_one_running_battle(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        for number in range(10):
            key = f"key {number}"
            found = await asyncio.gather(
                *(arena.battles.open("Why?", voter="ada", key=key) for _ in range(8))
            )
            assert len({one.id for one in found if isinstance(one, BlindBattle)}) == 1
            states = {one.state for one in found if isinstance(one, BlindBattle)}
            assert State.STOPPED not in states

    play(scripted(tmp_path), story)


def test_a_failed_battle_is_drawn_again_once_however_often_one_asks(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        battle_id = await opened(arena.battles)
        found = await asyncio.gather(
            *(arena.battles.retry(battle_id, voter="ada") for _ in range(5))
        )
        assert len({one.id for one in found if isinstance(one, BlindBattle)}) == 1

    play(scripted(tmp_path, {"oak": {"fail": "bad_request"}, "elm": {}}), story)


def test_a_retried_turn_is_asked_once(tmp_path: Path) -> None:
    slow = {"text": "slow " * 200, "every_seconds": 0.05}

    async def story(arena: Arena) -> None:
        battle = await arena.battles.open("Why?", voter="ada")
        assert isinstance(battle, BlindBattle)
        await arena.battles.stop(battle.id, voter="ada")
        await asyncio.gather(
            *(arena.battles.retry(battle.id, voter="ada") for _ in range(5)),
            return_exceptions=True,
        )
        stored = await asyncio.to_thread(arena.store.battle, battle.id)
        assert [turn.attempt for turn in stored.turns] == [0, 1]
        now = await arena.battles.look(battle.id, voter="ada")
        assert isinstance(now, BlindBattle)
        assert now.state is State.STREAMING

    play(scripted(tmp_path, {"oak": slow, "elm": slow}), story)


class Broken:
    """A provider with a defect."""

    async def stream(self, request: Request) -> AsyncGenerator[ProviderEvent, None]:
        """Say something, then break down."""
        yield Text(f"I am about to {request.model}")
        raise KeyError("not thought of")

    async def close(self) -> None:
        """Nothing to let go of."""


@pytest.mark.parametrize("pace", ["strict", "fast"])
def test_a_defect_of_a_provider_fails_the_turn_at_once(tmp_path: Path, pace: str) -> None:
    async def story(arena: Arena) -> None:
        for contender in arena.battles._contenders.values():
            object.__setattr__(contender, "endpoint", Endpoint("broken", Broken()))
        battle = await arena.battles.open("Why?", voter="ada")
        assert isinstance(battle, BlindBattle)
        async with asyncio.timeout(5):
            ended = await answered(arena.battles, battle.id)
        assert ended.state is State.FAILED

    play(scripted(tmp_path, battle={"pace": pace}), story)


def test_stopping_what_is_over_changes_nothing(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        battle_id = await opened(arena.battles)
        again = await arena.battles.stop(battle_id, voter="ada")
        assert isinstance(again, BlindBattle)
        assert again.state is State.ANSWERED

    play(scripted(tmp_path), story)


def test_a_failed_answer_is_left_out_of_the_conversation(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        battle_id = await opened(arena.battles)
        await arena.battles.skip(battle_id, voter="ada")
        await arena.battles.follow_up(battle_id, "And?", voter="ada")
        stored = await asyncio.to_thread(arena.store.battle, battle_id)
        for contender in arena.battles._contenders.values():
            for side in Side:
                request = contender.request(side, stored.turns[:1], "And?")
                assert all(message.content for message in request.messages)

    play(scripted(tmp_path, {"oak": {"fail": "bad_request"}, "elm": {}}), story)


def test_a_vote_in_the_middle_is_refused(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        battle = await arena.battles.open("Why?", voter="ada")
        assert isinstance(battle, BlindBattle)
        with pytest.raises(BattleStateError, match="not finished yet"):
            await arena.battles.vote(battle.id, Winner.TIE, voter="ada")

    play(scripted(tmp_path), story)
