"""The room's door: light to import."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_room_imports_no_reader() -> None:
    script = (
        "import sys, tiltyard.votes; "
        "print({'polars', 'narwhals', 'pandas', 'pyarrow', 'daft'} & {*sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def test_reading_a_file_imports_no_other_frames() -> None:
    script = (
        "import sys; from tiltyard import votes; "
        "votes.read({'model_a': ['A'], 'model_b': ['B'], 'winner': ['tie']}); "
        "print({'narwhals', 'pandas', 'pyarrow', 'daft'} & {*sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
