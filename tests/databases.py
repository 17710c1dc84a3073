"""Databases with their tables made: migrations run once a test process, and not for each test."""

from __future__ import annotations

from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tiltyard.store import open_store


def lay(path: Path) -> None:
    """Put a database there that has its tables and nothing else, unless there is one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_made())


@cache
def _made() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        with closing(open_store(f"sqlite:///{path}")) as store:
            store.upgrade()
        assert [one.name for one in Path(folder).iterdir()] == [path.name], "a log is left"
        return path.read_bytes()
