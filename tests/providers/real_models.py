"""The real model files in the user's cache, and the processes that serve them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiltyard.providers import default_directory, is_whole, model_file
from tiltyard.providers.local import Local

SMALL = "smollm2-135m"


def small_model() -> str:
    """The catalogue's name of the smallest model; the test is skipped if its file is not here."""
    if not is_whole(model_file(SMALL), default_directory()):
        pytest.skip("no model file: run `tiltyard models fetch`")
    return SMALL


def pid_of(local: Local) -> int:
    """The process of the only child."""
    [child] = local._children.values()
    assert child.pid is not None
    return child.pid


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that nobody has buried yet does not."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
