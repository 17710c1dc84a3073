"""An arena with boards, and somebody who asks it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from arenas import calling
from published import Shown, showing


@pytest.fixture(scope="package")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """An arena with invented votes and two snapshots."""
    with showing(tmp_path_factory.mktemp("arena")) as arena:
        yield arena


@pytest.fixture
def api(shown: Shown) -> Iterator[httpx2.Client]:
    """Whoever asks its API."""
    with calling(f"{shown.address}/api/v1") as http:
        yield http
