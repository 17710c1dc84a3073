"""The real model files, fetched once into the user's cache, and the processes that serve them."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from tiltyard.providers import default_directory, is_whole, model_file
from tiltyard.providers.local import Local

SMALL = "smollm2-135m"
_FETCH = (
    "import sys; from tiltyard.providers import *;"
    "fetch(model_file(sys.argv[1]), default_directory())"
)


@cache
def small_model() -> str:
    """The catalogue's name of the smallest model, whose file is there.

    Another process fetches it, since tests may not use the network.
    """
    if not is_whole(model_file(SMALL), default_directory()):
        subprocess.run([sys.executable, "-c", _FETCH, SMALL], check=True)
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
