"""Examples on pages of the documentation: commands, and what they are said to print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BETWEEN = "=== the next example ==="
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """Commands, and what the page says that they print; ``…`` stands for anything."""

    line: int
    commands: str
    shown: str

    @property
    def expected(self) -> re.Pattern[str]:
        """What fits the lines shown, as a whole and in this order."""
        parts = (re.escape(part) for part in self.shown.strip().split("…"))
        return re.compile(r"\s*" + ".*?".join(parts) + r"\s*", re.DOTALL)


def read(page: str) -> list[Example]:
    """Every sh block with the block after it."""
    blocks = list(FENCED.finditer(page))
    return [
        Example(page[: one.start()].count("\n") + 1, one[2], after[2])
        for one, after in zip(blocks, [*blocks[1:], None], strict=True)
        if one[1] == "sh" and after is not None
    ]


def run(commands: Sequence[str], folder: Path) -> list[str]:
    """What each printed; all are run in one shell, for they build on each other."""
    python = Path(sys.executable).parent
    environment = {
        "PATH": f"{python}{os.pathsep}{os.environ['PATH']}", "NO_PROXY": "*",
        "LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f"echo '{BETWEEN}'\n".join(commands)],
        cwd=folder, env=environment, text=True, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout.split(f"{BETWEEN}\n")


def wrong(page: Path, examples: Sequence[Example], printed: Sequence[str]) -> str:
    """Where the page says something else than was printed; nothing if it does not."""
    return "\n".join(
        f"{page.name}, line {example.line}, printed:\n{found}"
        for example, found in zip(examples, printed, strict=True)
        if not example.expected.fullmatch(found)
    )
