"""A log of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from transparency.logs import Published, opened


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Published]:
    """A log without leaves."""
    store = opened(tmp_path)
    yield Published(tmp_path, store)
    store.close()
