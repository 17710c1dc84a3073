"""What tests of features share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tiltyard.style import _kernel


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """What switches to the definitions for the rest of the test."""

    def switch() -> None:
        monkeypatch.setenv("TILTYARD_KERNEL", "numpy")
        _kernel.compiled.cache_clear()

    yield switch
    monkeypatch.undo()
    _kernel.compiled.cache_clear()


@pytest.fixture(params=["compiled", "plain"])
def either(request: pytest.FixtureRequest, plainly: Callable[[], None]) -> None:
    """Each way to measure in turn; the first is the second where nothing was compiled."""
    if request.param == "plain":
        plainly()
