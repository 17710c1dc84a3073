"""A word about long work."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

SCRIPT = """
import time
from tiltyard.cli.progress import progress
with progress("Reading") as tell:
    print(tell is None, flush=True)
    if tell:
        tell(1234)
        time.sleep(0.9)
"""


def test_nobody_is_told_when_nobody_looks() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_long_work_shows_how_many_rows_were_read() -> None:
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, stderr=slave, text=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    ) as process:  # fmt: skip
        os.close(slave)
        assert process.stdout is not None
        assert process.stdout.read() == "False\n"
        shown = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # how a terminal says that nobody writes any more
                break
            if not piece:
                break
            shown += piece
    os.close(master)
    assert b"1,234 rows" in shown
