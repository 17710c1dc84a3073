"""An arena starts and closes, and says what went wrong on the way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from arenas import scripted
from leaderboard.drawn import drawn, source
from store.rows import answer, anything_goes, new_battle, vote_on
from tiltyard.bootstrap import assemble
from tiltyard.errors import WriteError
from tiltyard.leaderboard import Query
from tiltyard.records import Phase, Side, Winner
from tiltyard.store import NewTurn


def test_an_arena_without_a_usual_board_starts_and_says_why(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The votes so far are on two models of which one always stood on the left."""

    async def work() -> None:
        arena = assemble(scripted(tmp_path, leaderboard={"control": ["position"]}))
        for winner in (Winner.MODEL_A, Winner.MODEL_B, Winner.MODEL_A):
            stored = arena.store.add_battle(new_battle(arena.store), NewTurn("Why?", Phase.BLIND))
            arena.store.add_answers(stored.turns[0].id, [answer(side) for side in Side])
            arena.store.add_vote(vote_on(stored, winner), key=None, rule=anything_goes)
        await arena.start()
        await arena.close()

    asyncio.run(work())
    assert "there is no usual board: these votes cannot be controlled for position" in caplog.text


def test_an_arena_that_takes_a_snapshot_gives_it_up_when_it_closes(tmp_path: Path) -> None:
    arena = assemble(scripted(tmp_path))

    async def work() -> None:
        await arena.start()
        await arena.close()

    asyncio.run(work())
    with pytest.raises(WriteError, match="since the arena stops"):
        arena.snapshots.take(source(None, drawn(400)), Query())


def test_a_failure_in_the_background_is_told_when_the_arena_closes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing() -> None:
        raise ValueError("a fault of ours")

    async def work() -> None:
        task = asyncio.create_task(failing())
        await asyncio.wait([task])
        await replace(assemble(scripted(tmp_path)), _background=[task]).close()

    asyncio.run(work())
    assert "a fault of ours" in caplog.text
