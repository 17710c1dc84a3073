"""What is computed beside boards is computed once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from tiltyard.errors import BoardError, UnknownNameError
from tiltyard.leaderboard._asides import Asides


def counting() -> tuple[Callable[[], int], list[int]]:
    """A function that returns how often it was called, and its calls."""
    calls: list[int] = []

    def make() -> int:
        calls.append(len(calls) + 1)
        return calls[-1]

    return make, calls


def test_the_same_is_computed_once() -> None:
    make, calls = counting()

    async def ask() -> list[int]:
        asides = Asides()
        return [await asides.get("x", 1, make), await asides.get("x", 1, make)]

    assert asyncio.run(ask()) == [1, 1]
    assert calls == [1]


def test_many_who_ask_at_once_wait_for_one() -> None:
    make, calls = counting()

    async def ask() -> list[int]:
        asides = Asides()
        return await asyncio.gather(*(asides.get("x", 1, make) for _ in range(20)))

    assert asyncio.run(ask()) == [1] * 20
    assert calls == [1]


def test_another_key_is_another_value() -> None:
    make, _ = counting()

    async def ask() -> list[int]:
        asides = Asides()
        return [await asides.get("x", 1, make), await asides.get("y", 1, make)]

    assert asyncio.run(ask()) == [1, 2]


@pytest.mark.parametrize(("good_for", "found"), [(60.0, 1), (0.0, 2)])
def test_new_votes_count_after_a_while(good_for: float, found: int) -> None:
    make, _ = counting()

    async def ask() -> int:
        asides = Asides(good_for=good_for)
        await asides.get("x", 1, make)
        return await asides.get("x", 2, make)

    assert asyncio.run(ask()) == found


def test_those_asked_for_last_are_kept() -> None:
    make, _ = counting()

    async def ask() -> list[int]:
        asides = Asides(most=2)
        return [await asides.get(key, 1, make) for key in "xyxzxy"]

    assert asyncio.run(ask()) == [1, 2, 1, 3, 1, 4]


def test_what_is_wrong_with_a_question_is_an_error_of_boards() -> None:
    def make() -> int:
        raise UnknownNameError("there is no label 'x'")

    async def ask() -> None:
        await Asides().get("x", 1, make)

    with pytest.raises(BoardError, match="there is no label 'x'"):
        asyncio.run(ask())


def test_an_error_is_not_kept() -> None:
    made = iter([None, 7])

    def make() -> int:
        value = next(made)
        if value is None:
            raise UnknownNameError("not yet")
        return value

    async def ask() -> int:
        asides = Asides()
        with pytest.raises(BoardError):
            await asides.get("x", 1, make)
        return await asides.get("x", 1, make)

    assert asyncio.run(ask()) == 7


def test_one_is_computed_at_a_time() -> None:
    inside, most = threading.Semaphore(1), []

    def make() -> None:
        most.append(inside.acquire(blocking=False))
        threading.Event().wait(0.02)
        inside.release()

    async def ask() -> None:
        asides = Asides()
        await asyncio.gather(*(asides.once(make) for _ in range(4)))

    asyncio.run(ask())
    assert most == [True] * 4


def test_who_leaves_does_not_take_it_from_the_others() -> None:
    begun, end = threading.Event(), threading.Event()

    def make() -> int:
        begun.set()
        end.wait(5)
        return 1

    async def ask() -> int:
        asides = Asides()
        first = asyncio.create_task(asides.get("x", 1, make))
        await asyncio.to_thread(begun.wait)
        second = asyncio.create_task(asides.get("x", 1, make))
        first.cancel()
        end.set()
        return await second

    assert asyncio.run(ask()) == 1


def test_it_is_told_whether_a_value_is_of_these_very_votes() -> None:
    make, _ = counting()

    async def ask() -> list[bool]:
        asides = Asides()
        before = asides.has("x", 1)
        await asides.get("x", 1, make)
        await asides.get("x", 2, make)  # the one of a moment ago is given
        return [before, asides.has("x", 1), asides.has("x", 2)]

    assert asyncio.run(ask()) == [False, True, False]
