"""What the pages about the log, and about those who look after it, tell to run can be run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = ("log", "publish-log", "moderation", "private-models", "voters", "drift")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, kind: str) -> list[str]:
    """The code of a page in one language."""
    found = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [code for language, code in found if language == kind]


def commands() -> list[str]:
    """Every line of the guides that runs our program."""
    pages = (DOCS / "guides" / f"{name}.md" for name in GUIDES)
    lines = (line for page in pages for code in blocks(page, "sh") for line in code.splitlines())
    return sorted({line.partition("#")[0].strip() for line in lines if line[:9] == "tiltyard "})


def described() -> dict[str, str]:
    """The part of the reference that describes each command."""
    parts = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8").split("\n## ")[1:]
    return {part.partition("\n")[0]: part for part in parts}


@pytest.mark.parametrize("page", ["guides/log.md", "methods/verifiable-log.md"])
def test_the_program_of_a_page_runs(page: str) -> None:
    programs = blocks(DOCS / page, "python")
    assert programs
    for program in programs:
        exec(compile(program, page, "exec"), {"__name__": "example"})


@pytest.mark.parametrize("line", commands())
def test_a_command_of_a_guide_is_there_with_its_options(line: str) -> None:
    known = described()
    words = line.split()
    name = next(
        (start for n in range(len(words), 1, -1) if (start := " ".join(words[:n])) in known), None
    )
    assert name is not None, f"there is no such command: {line}"
    options = [word.partition("=")[0] for word in words if word.startswith("--")]
    assert [one for one in options if f"`{one}" not in known[name]] == []
