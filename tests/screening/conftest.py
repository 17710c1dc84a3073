"""An election with a voter who only ever clicks left, and one who loves yew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.elections import Election, rigged_in
from tiltyard.store import open_store


@pytest.fixture(scope="session")
def _rigged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rigged")
    rigged_in(folder).store.close()
    return folder


@pytest.fixture
def rigged(_rigged: Path, tmp_path: Path) -> Iterator[Election]:
    """A copy of it, with 96 honest votes."""
    shutil.copytree(_rigged, tmp_path, dirs_exist_ok=True)
    election = Election(tmp_path, open_store(f"sqlite:///{tmp_path / 'tiltyard.db'}"))
    for _ in range(1_000):  # ids of battles that are there
        next(election._ids)
    yield election
    election.store.close()


@pytest.fixture
def election(tmp_path: Path) -> Iterator[Election]:
    """One without votes."""
    held = Election.held(tmp_path)
    yield held
    held.store.close()
