from __future__ import annotations

import pytest

from tiltyard.providers import Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=3, rest_seconds=30, clock=clock)


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.fail(breaker.enter())


def test_it_is_closed_to_begin_with(breaker: Breaker) -> None:
    assert not breaker.is_open


def test_it_opens_at_the_last_failure_in_a_row(breaker: Breaker) -> None:
    fail(breaker, 2)
    assert not breaker.is_open
    fail(breaker, 1)
    assert breaker.is_open


def test_a_success_starts_the_count_again(breaker: Breaker) -> None:
    fail(breaker, 2)
    breaker.succeed()
    fail(breaker, 2)
    assert not breaker.is_open


def test_it_lets_one_probe_pass_after_its_rest(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 29.9
    assert breaker.is_open
    clock.now += 0.1
    assert not breaker.is_open
    breaker.enter()
    assert breaker.is_open


def test_a_good_probe_closes_it(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 30
    breaker.enter()
    breaker.succeed()
    fail(breaker, 2)
    assert not breaker.is_open


def test_a_failed_probe_starts_the_rest_anew(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 30
    fail(breaker, 1)
    clock.now += 29.9
    assert breaker.is_open
    clock.now += 0.1
    assert not breaker.is_open


def test_an_abandoned_probe_makes_room_for_another(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 30
    breaker.release(breaker.enter())
    assert not breaker.is_open


def test_a_late_failure_from_before_does_not_end_the_probe(breaker: Breaker, clock: Clock) -> None:
    late = breaker.enter()
    fail(breaker, 3)
    clock.now += 30
    breaker.enter()
    breaker.fail(late)
    assert breaker.is_open
