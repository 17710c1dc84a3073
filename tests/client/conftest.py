"""An arena with boards, and a client of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from published import Shown, showing
from tiltyard.client import Client


@pytest.fixture(scope="package")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """An arena with invented votes and two snapshots."""
    with showing(tmp_path_factory.mktemp("arena")) as arena:
        yield arena


@pytest.fixture
def client(shown: Shown) -> Iterator[Client]:
    """Whoever asks it."""
    with Client(shown.address) as made:
        yield made
