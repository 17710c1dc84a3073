"""Work is spread over processes, and comes back in order."""

from __future__ import annotations

import os
from operator import neg

import pytest

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline._workers import each

# What is sent to another process must be importable there, which a test's own functions are not.
PROCESS = "__import__('os').getpid()"
THREADS = "__import__('polars').thread_pool_size()"
BAD = "(_ for _ in ()).throw(__import__('tiltyard.errors').errors.DataError('row 1 is bad'))"
DEATH = "__import__('os')._exit(9)"


def test_one_worker_works_here() -> None:
    assert next(each(eval, [PROCESS], workers=1)) == os.getpid()


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert list(each(neg, [5, 1, 3], workers=2)) == [-5, -1, -3]


def test_other_processes_have_one_thread_each() -> None:
    process, threads = each(eval, [PROCESS, THREADS], workers=2)
    assert process != os.getpid()
    assert threads == 1


def test_no_tasks_are_no_work() -> None:
    assert list(each(neg, [])) == []


def test_an_error_of_a_worker_is_raised_here() -> None:
    with pytest.raises(DataError, match="row 1 is bad"):
        list(each(eval, [BAD, BAD], workers=2))


def test_a_process_that_was_ended_is_told() -> None:
    with pytest.raises(ConfigurationError, match=r"ended from outside, .* try fewer workers"):
        list(each(eval, [DEATH, DEATH], workers=2))


def test_nobody_cannot_work() -> None:
    with pytest.raises(ConfigurationError, match="0 workers cannot work"):
        list(each(neg, [1], workers=0))
