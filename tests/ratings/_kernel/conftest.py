"""What tests of compiled loops share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tiltyard.ratings import _kernel


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """What switches to numpy for the rest of the test."""

    def switch() -> None:
        monkeypatch.setenv("TILTYARD_KERNEL", "numpy")
        _kernel.compiled.cache_clear()

    yield switch
    monkeypatch.undo()
    _kernel.compiled.cache_clear()


@pytest.fixture(params=["compiled", "numpy"])
def either(request: pytest.FixtureRequest, plainly: Callable[[], None]) -> None:
    """Each kind of loop in turn; the first is the second where nothing was compiled."""
    if request.param == "numpy":
        plainly()
