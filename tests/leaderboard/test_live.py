from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest

from tiltyard.errors import StoreError, UnknownNameError
from tiltyard.leaderboard import LiveBoard
from tiltyard.records import ModelCard, Tally, Winner

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
CARDS = (ModelCard("x"), ModelCard("y"))
SOON = 5.0


class Ballots:
    """Votes that grow, counted like the store does; it tells how often it was asked."""

    def __init__(self) -> None:
        self.tie = 0
        self.readings = 0
        self.fault: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.readers: set[str] = set()

    def read(self) -> list[Tally]:
        self.readings += 1
        self.readers.add(threading.current_thread().name)
        assert self.gate.wait(SOON)
        if self.fault:
            raise self.fault
        return [Tally("x", "y", Winner.TIE, self.tie)]


class Clock:
    """An hour later at each look."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> datetime:
        self.looks += 1
        return AT + timedelta(hours=self.looks)


@pytest.fixture
def ballots() -> Ballots:
    return Ballots()


def live(ballots: Ballots, *, refresh: float = 0.0, poll: float = 60.0) -> LiveBoard:
    return LiveBoard(ballots.read, CARDS, refresh_seconds=refresh, poll_seconds=poll, clock=Clock())


@asynccontextmanager
async def running(board: LiveBoard) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(board.run())
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not holds():
            await asyncio.sleep(0.002)


def test_before_the_first_refresh_there_is_a_board_without_votes(ballots: Ballots) -> None:
    board = live(ballots).board
    assert board.votes == 0
    assert [one.card.name for one in board.unranked] == ["x", "y"]
    assert ballots.readings == 0


def test_an_unknown_method_is_found_at_once(ballots: Ballots) -> None:
    with pytest.raises(UnknownNameError):
        LiveBoard(ballots.read, CARDS, method="tarot")


def test_the_level_is_the_one_asked_for(ballots: Ballots) -> None:
    assert LiveBoard(ballots.read, CARDS, level=0.8).board.level == 0.8


def test_a_refresh_counts_the_votes(ballots: Ballots) -> None:
    async def story() -> None:
        board = live(ballots)
        ballots.tie = 3
        await board.refresh()
        assert board.board.votes == 3
        assert len(board.board.rows) == 2

    asyncio.run(story())


def test_votes_are_read_in_a_thread(ballots: Ballots) -> None:
    asyncio.run(live(ballots).refresh())
    assert threading.main_thread().name not in ballots.readers


def test_the_same_votes_are_not_computed_again(ballots: Ballots) -> None:
    async def story() -> None:
        board = live(ballots)
        ballots.tie = 3
        await board.refresh()
        before = board.board
        await board.refresh()
        assert board.board is before

    asyncio.run(story())


def test_votes_that_cannot_be_read_are_an_error_at_the_start(ballots: Ballots) -> None:
    ballots.fault = StoreError("the disk is gone")
    with pytest.raises(StoreError, match="the disk is gone"):
        asyncio.run(live(ballots).refresh())


def test_a_touch_refreshes(ballots: Ballots) -> None:
    async def story() -> None:
        board = live(ballots)
        async with running(board):
            ballots.tie = 1
            board.touch()
            await until(lambda: board.board.votes == 1)

    asyncio.run(story())


def test_asking_for_the_board_does_not_wait_for_a_fit(ballots: Ballots) -> None:
    async def story() -> None:
        board = live(ballots)
        async with running(board):
            ballots.gate.clear()
            ballots.tie = 1
            board.touch()
            await until(lambda: ballots.readings == 1)
            assert board.board.votes == 0
            ballots.gate.set()
            await until(lambda: board.board.votes == 1)

    asyncio.run(story())


def test_a_vote_during_a_fit_is_seen_by_the_next(ballots: Ballots) -> None:
    async def story() -> None:
        board = live(ballots)
        async with running(board):
            ballots.gate.clear()
            board.touch()
            await until(lambda: ballots.readings == 1)
            board.touch()
            ballots.gate.set()
            await until(lambda: ballots.readings == 2)

    asyncio.run(story())


def test_many_votes_at_once_are_one_fit(ballots: Ballots) -> None:
    async def story() -> None:
        board = live(ballots, refresh=0.2)
        async with running(board):
            begun = time.monotonic()
            for ballots.tie in range(1, 101):
                board.touch()
                await asyncio.sleep(0.001)
            assert ballots.readings <= 1 + (time.monotonic() - begun) / 0.2
            await until(lambda: board.board.votes == 100)

    asyncio.run(story())


def test_votes_of_another_process_are_seen_without_a_touch(ballots: Ballots) -> None:
    async def story() -> None:
        board = live(ballots, poll=0.02)
        async with running(board):
            ballots.tie = 4
            await until(lambda: board.board.votes == 4)

    asyncio.run(story())


def test_polling_computes_nothing_while_nothing_changes(ballots: Ballots) -> None:
    async def story() -> None:
        board = live(ballots, poll=0.01)
        await board.refresh()
        before = board.board
        async with running(board):
            await until(lambda: ballots.readings > 4)
        assert board.board is before

    asyncio.run(story())


def test_a_failed_fit_is_logged_and_the_old_board_stays_with_its_time(
    ballots: Ballots, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        board = live(ballots)
        ballots.tie = 2
        await board.refresh()
        before = board.board
        async with running(board):
            ballots.fault = StoreError("the disk is gone")
            with caplog.at_level(logging.ERROR):
                board.touch()
                await until(lambda: bool(caplog.records))
        assert board.board is before

    asyncio.run(story())
    assert "the one of 2026-03-01T14:00:00+00:00 stays" in caplog.text
    assert "the disk is gone" in caplog.text


@pytest.mark.parametrize("fault", [StoreError("the disk is gone"), ZeroDivisionError()])
@pytest.mark.usefixtures("caplog")
def test_after_a_failure_the_next_touch_tries_again(ballots: Ballots, fault: Exception) -> None:
    async def story() -> None:
        board = live(ballots)
        async with running(board):
            ballots.fault = fault
            board.touch()
            await until(lambda: ballots.readings == 1)
            ballots.fault, ballots.tie = None, 7
            board.touch()
            await until(lambda: board.board.votes == 7)

    asyncio.run(story())


@pytest.mark.usefixtures("caplog")
def test_after_a_failure_it_is_tried_again_by_itself(ballots: Ballots) -> None:
    async def story() -> None:
        board = live(ballots, poll=0.02)
        async with running(board):
            ballots.fault = StoreError("the disk is gone")
            await until(lambda: ballots.readings >= 1)
            ballots.fault, ballots.tie = None, 7
            await until(lambda: board.board.votes == 7)

    asyncio.run(story())


def test_votes_without_a_board_are_logged_and_the_arena_starts(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A record so lopsided that floating point cannot rate it."""
    lopsided = [Tally("x", "y", Winner.MODEL_A, 10**80), Tally("x", "y", Winner.TIE, 1)]
    board = LiveBoard(lambda: lopsided, CARDS)
    with caplog.at_level(logging.ERROR):
        asyncio.run(board.refresh())
    assert board.board.votes == 0
    assert "NotConvergedError" in caplog.text


def test_it_stops_when_cancelled(ballots: Ballots) -> None:
    async def story() -> bool:
        async with running(live(ballots)) as task:
            await asyncio.sleep(0)
        return task.cancelled()

    assert asyncio.run(story())
