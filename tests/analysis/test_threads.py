"""How many threads linear algebra gets."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import threadpoolctl

from tiltyard.analysis import _threads


@pytest.fixture(autouse=True)
def _unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)


@pytest.fixture(autouse=True)
def two_threads() -> object:
    """As on any machine with two processors, whatever this one has been told."""
    with threadpoolctl.threadpool_limits(2, user_api="blas") as limits:
        yield limits


def threads() -> set[int]:
    np.zeros((2, 2)) @ np.zeros((2, 2))
    found = threadpoolctl.threadpool_info()
    return {library["num_threads"] for library in found if library["user_api"] == "blas"}


def test_a_small_board_is_computed_on_one() -> None:
    with _threads.few(200):
        assert threads() == {1}


def test_a_large_one_on_all() -> None:
    with _threads.few(500):
        assert threads() == {2}


def test_where_digits_matter_a_large_one_is_on_one_too() -> None:
    with _threads.one_thread(), _threads.few(500):
        assert threads() == {1}


def test_afterwards_all_is_as_before() -> None:
    with _threads.few(200):
        pass
    assert threads() == {2}


def test_so_it_is_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), _threads.few(200):
        _ = 1 / 0
    assert threads() == {2}


def test_the_last_that_leaves_lifts_the_limit() -> None:
    one, other = _threads.few(200), _threads.few(200)
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    inside = threads()
    other.__exit__(None, None, None)
    assert (inside, threads()) == ({1}, {2})


def test_a_command_that_limits_them_by_itself_imports_nothing_for_it() -> None:
    script = (
        "import os, sys; os.environ['OPENBLAS_NUM_THREADS'] = '1'; import tiltyard;"
        "tiltyard.rank({'model_a': ['x', 'y'], 'model_b': ['y', 'x'], 'winner': ['tie', 'tie']});"
        "print('threadpoolctl' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
