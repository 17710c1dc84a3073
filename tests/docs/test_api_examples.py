"""The examples of the API's page do what the page says, in bash, against a real arena."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from arenas import scripted, serving

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"
ON_THE_PAGE = "http://127.0.0.1:8000"
# Long enough to attach to a battle before it is answered.
STEADY = {
    "text": "An answer of some length, with **bold** in it. " * 8,
    "chunk": 6,
    "every_seconds": 0.02,
}
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


EXAMPLES = read(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What each example printed; all are run in one shell, for they build on each other."""
    for tool in ("bash", "curl"):
        if shutil.which(tool) is None:
            pytest.skip(f"the examples need {tool}: apt-get install {tool}")
    folder = tmp_path_factory.mktemp("examples")
    python = Path(sys.executable).parent
    environment = {"PATH": f"{python}{os.pathsep}{os.environ['PATH']}", "NO_PROXY": "*"}
    commands = f"echo '{BETWEEN}'\n".join(example.commands for example in EXAMPLES)
    models = {"oak": STEADY, "elm": STEADY}
    with serving(scripted(folder / "arena", models, battle={"pace_seconds": 0.05})) as base:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands.replace(ON_THE_PAGE, base)],
            cwd=folder, env=environment, text=True, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout.split(f"{BETWEEN}\n")


def test_the_page_has_examples_of_every_kind_of_request() -> None:
    commands = "\n".join(example.commands for example in EXAMPLES)
    for word in ("/battles ", "/events", "/turns", "/vote", "/stop", "/retry", "/skip",
                 "/leaderboard", "/models", "Idempotency-Key", "-N "):  # fmt: skip
        assert word in commands


def test_every_example_prints_what_the_page_shows(printed: list[str]) -> None:
    wrong = [
        f"{PAGE.name}, line {example.line}, printed:\n{found}"
        for example, found in zip(EXAMPLES, printed, strict=True)
        if not example.expected.fullmatch(found)
    ]
    assert wrong == [], "\n".join(wrong)
