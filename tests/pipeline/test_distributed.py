"""Work by Daft on this machine; tests/journeys does it on a cluster."""

from __future__ import annotations

import builtins
import os
import pickle
from typing import Any

import pytest

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline._distributed import Worker
from tiltyard.pipeline._workers import each


def tripled(number: int) -> int:
    return 3 * number


def fails(number: int) -> int:
    raise DataError(f"row {number} is bad")


def test_a_worker_hands_back_what_its_work_returns() -> None:
    assert pickle.loads(Worker(pickle.dumps(tripled)).run(pickle.dumps(2))) == 6


def test_a_worker_hands_back_what_is_wrong() -> None:
    error = pickle.loads(Worker(pickle.dumps(fails)).run(pickle.dumps(2)))
    assert isinstance(error, DataError)
    assert str(error) == "row 2 is bad"


def test_no_tasks_are_no_work() -> None:
    pytest.importorskip("daft", reason="Daft is not installed")
    assert list(each(os.fspath, [], runner="daft")) == []


def test_without_daft_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **options: Any) -> Any:
        if name == "daft":
            raise ImportError(name)
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigurationError, match=r"install tiltyard\[scale\]"):
        list(each(tripled, [1], runner="daft"))
