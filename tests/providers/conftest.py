"""What the tests of providers share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tiltyard.providers import create
from tiltyard.providers.local import Local


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def local() -> AsyncIterator[Local]:
    """The provider of model files, without a child yet."""
    provider = create("local", {})
    assert isinstance(provider, Local)
    yield provider
    await provider.close()


@pytest.fixture
def damaged(tmp_path: Path) -> str:
    """A file that begins like a model and is none."""
    path = tmp_path / "damaged.gguf"
    path.write_bytes(b"GGUF\x03\x00\x00\x00" + b"\xff" * 1000)
    return str(path)
