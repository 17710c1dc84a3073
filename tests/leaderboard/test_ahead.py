"""Boards that are computed behind everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from board_votes import cards, source, votes
from tiltyard.errors import BoardError
from tiltyard.leaderboard import Board, Boards, Query
from tiltyard.leaderboard import _ahead as module

T = TypeVar("T")
MODELS = cards(5)
CODING = Query(category=("coding",))


def with_boards(do: Callable[[Boards], Awaitable[T]]) -> T:
    """What something does with boards that are kept up to date."""

    async def go() -> T:
        boards = Boards([source(MODELS, votes(MODELS, 600))], Query(), refresh_seconds=0.01)
        running = asyncio.create_task(boards.run())
        try:
            return await asyncio.wait_for(do(boards), 20)
        finally:
            running.cancel()

    return asyncio.run(go())


async def settled(boards: Boards, query: Query) -> Board | BoardError:
    """What there is in the end."""
    while (found := boards.soon(query)) is None:
        await asyncio.sleep(0.01)
    return found


def test_a_board_that_is_missing_is_computed_meanwhile() -> None:
    found = with_boards(lambda boards: settled(boards, CODING))
    assert isinstance(found, Board)
    assert found.query == CODING


def test_why_there_is_none_is_told() -> None:
    found = with_boards(lambda boards: settled(boards, Query(category=("codin",))))
    assert "did you mean 'coding'" in str(found)


def test_one_that_cannot_be_does_not_hold_up_the_next() -> None:
    async def do(boards: Boards) -> Board | BoardError:
        boards.soon(Query(category=("codin",)))
        return await settled(boards, CODING)

    assert isinstance(with_boards(do), Board)


def test_a_board_that_somebody_computed_is_given_at_once() -> None:
    async def do(boards: Boards) -> bool:
        board = await boards.board(CODING)
        return boards.soon(CODING) == board

    assert with_boards(do)


def test_a_board_that_is_behind_is_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AGAIN", 0.05)

    async def do(boards: Boards) -> int | None:
        await settled(boards, CODING)
        table = boards.source("").table  # type: ignore[attr-defined]  # of votes
        table.append(votes(MODELS, 600, seed=2))
        more = 1_200
        while True:
            found = boards.soon(CODING)
            assert isinstance(found, Board)
            if found.source_votes == more:
                return found.votes
            await asyncio.sleep(0.01)

    assert with_boards(do)


def test_wishes_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)

    async def do(boards: Boards) -> list[Board | BoardError | None]:
        asked = [Query(level=level) for level in (0.6, 0.7, 0.8)]
        for query in asked:
            boards.soon(query)
        await settled(boards, asked[2])
        await settled(boards, asked[1])
        return [boards.peek(query) for query in asked]

    first, *rest = with_boards(do)
    assert first is None
    assert all(rest)
