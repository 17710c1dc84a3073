"""What carries a board is counted behind, and holds until it is counted again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from leaderboard.drawn import drawn, source
from tiltyard.leaderboard import Board, Boards, Query, VotesSource, carried
from tiltyard.leaderboard import _carrying as module

USUAL = Query()
T = TypeVar("T")


def made(votes: VotesSource, least: int = 2) -> Boards:
    return Boards([votes], USUAL, refresh_seconds=0.01, voters_to_flip=least)


def run(boards: Boards, work: Callable[[], Awaitable[T]]) -> T:
    """What some work gives while boards are kept up to date."""

    async def both() -> T:
        running = asyncio.create_task(boards.run())
        try:
            return await work()
        finally:
            running.cancel()

    return asyncio.run(both())


async def until(boards: Boards, is_so: Callable[[Board], bool], query: Query = USUAL) -> Board:
    for _ in range(500):
        board = await boards.board(query)
        if is_so(board):
            return board
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come")


def test_a_board_comes_at_once_and_parts_nobody_until_it_is_counted() -> None:
    boards = made(source(None, drawn(4_000)))
    board = asyncio.run(boards.board(USUAL))
    assert len(board.sure_blocks) > 1
    assert (board.fragility, len(board.tied_blocks)) == (None, 1)


def test_a_board_that_is_looked_at_is_counted() -> None:
    votes = source(None, drawn(4_000))
    boards = made(votes)
    board = run(boards, lambda: until(boards, lambda one: one.fragility is not None))
    asked = votes.board(USUAL, computed_at=board.computed_at)
    assert board.fragility == carried(asked, votes.votes, 2).fragility
    assert len(board.tied_blocks) > 1


def test_the_whole_board_is_counted_with_it() -> None:
    boards = made(source(None, drawn(4_000)))

    async def work() -> Board:
        await until(boards, lambda one: one.fragility is not None)
        return await boards.board(USUAL, whole=True)

    assert run(boards, work).fragility is not None


def test_what_was_counted_holds_while_votes_come() -> None:
    votes = source(None, drawn(2_000))
    boards = made(votes)

    async def work() -> tuple[Board, Board]:
        before = await until(boards, lambda one: one.fragility is not None)
        votes.table.append(drawn(50, first=2_000))
        boards.touch()
        return before, await until(boards, lambda one: one.votes == 2_050)

    before, after = run(boards, work)
    assert after.fragility == before.fragility


def test_it_is_counted_again_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AGAIN", 0.05)
    monkeypatch.setattr(module, "SPARED", 0.0)
    votes = source(None, drawn(1_000))
    boards = made(votes)

    async def work() -> Board:
        before = await until(boards, lambda one: one.fragility is not None)
        votes.table.append(drawn(1_000, first=1_000))
        boards.touch()
        return await until(boards, lambda one: one.fragility != before.fragility)

    found = run(boards, work).fragility
    assert found is not None
    assert found.votes == 2_000


def test_boards_that_nobody_looks_at_are_not_counted() -> None:
    boards = made(source(None, drawn(1_000)))
    french = Query(language="fr")

    async def work() -> Board | None:
        boards.soon(french)
        while boards.peek(french) is None:
            await asyncio.sleep(0.02)
        await until(boards, lambda one: one.fragility is not None)
        await asyncio.sleep(0.2)
        return boards.peek(french)

    board = run(boards, work)
    assert board is not None
    assert board.fragility is None


def test_a_board_that_cannot_be_counted_does_not_stop_the_others() -> None:
    """Too few votes for style: the fit without the board's features fails, and is logged."""
    votes = source(None, drawn(1_000))
    boards = made(votes)
    odd = Query(method="davidson")

    async def work() -> tuple[Board, Board]:
        first = await boards.board(odd)
        return first, await until(boards, lambda one: one.fragility is not None)

    first, other = run(boards, work)
    assert (first.voters_to_flip, other.voters_to_flip) == (0, 2)


def test_nothing_is_counted_where_it_is_not_asked_for() -> None:
    boards = made(source(None, drawn(4_000)), least=0)
    board = asyncio.run(boards.board(USUAL))
    assert board.tied_blocks == board.sure_blocks
