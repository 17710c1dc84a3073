"""Commands as they are typed, in this process: a new one costs a second of imports each time."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from tiltyard import cli


@dataclass(frozen=True, slots=True)
class Done:
    """What a command said, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


def run(
    folder: Path, *words: str, text: str = "", variables: Mapping[str, str] | None = None
) -> Done:
    """Run ``tiltyard`` with these words in a folder, given ``text`` on standard input.

    Args:
        folder: where.
        words: what is typed after the program's name.
        text: what standard input holds.
        variables: of the environment, beside those that there are.
    """
    out, err = io.StringIO(), io.StringIO()
    typed = mock.patch.object(sys, "argv", ["tiltyard", *words])
    given = mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    code = 0
    environment = mock.patch.dict(os.environ, variables or {})
    with chdir(folder), typed, given, environment, redirect_stdout(out), redirect_stderr(err):
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
    return Done(code, out.getvalue(), err.getvalue())
