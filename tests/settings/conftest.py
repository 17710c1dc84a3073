"""A settings file of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file, which the process is told of."""
    path = tmp_path / "arena.toml"
    path.write_text("")
    monkeypatch.setenv("TILTYARD_CONFIG", str(path))
    return path
