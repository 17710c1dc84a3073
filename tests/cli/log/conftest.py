"""An arena with a log for each test."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.log.logged import arena


@dataclass
class Logged:
    """An arena's folder, and the ids of its battles: two voted on, one open."""

    folder: Path
    battles: list[str]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Logged:
    """The arena as it was made."""
    folder = tmp_path_factory.mktemp("logged")
    return Logged(folder, arena(folder))


@pytest.fixture
def logged(made: Logged, tmp_path: Path) -> Logged:
    """A copy of it."""
    return Logged(shutil.copytree(made.folder, tmp_path / "arena"), made.battles)
