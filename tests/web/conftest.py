"""A running arena, and somebody who battles in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from arenas import Person, person, scripted, serving


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an arena whose models answer at once."""
    folder: Path = tmp_path_factory.mktemp("arena")
    with serving(scripted(folder)) as address:
        yield address


@pytest.fixture
def ada(base: str) -> Iterator[Person]:
    """Somebody new."""
    with person(base) as somebody:
        yield somebody


@pytest.fixture
def eve(base: str) -> Iterator[Person]:
    """Somebody else."""
    with person(base) as somebody:
        yield somebody
