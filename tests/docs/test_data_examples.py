"""The way from conversations to a release is as its page says, in bash."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pages import FENCED, read, run, wrong

PAGE = Path(__file__).parents[2] / "docs" / "guides" / "data.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = read(TEXT)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What each example printed, beside the program of the page."""
    for tool in ("bash", "sha256sum"):
        if shutil.which(tool) is None:
            pytest.skip(f"the examples need {tool}")
    folder = tmp_path_factory.mktemp("examples")
    program = next(block[2] for block in FENCED.finditer(TEXT) if block[1] == "py")
    (folder / "make.py").write_text(program, encoding="utf-8")
    return run(["python make.py\n", *(one.commands for one in EXAMPLES)], folder)[1:]


def test_every_command_prints_what_the_page_shows(printed: list[str]) -> None:
    assert wrong(PAGE, EXAMPLES, printed) == ""


def test_the_page_goes_the_whole_way() -> None:
    commands = "".join(one.commands for one in EXAMPLES)
    ways = ["import", "label", "clean", "stats", "redact", "release"]
    assert [one for one in ways if f"tiltyard data {one} " not in commands] == []
    assert "sha256sum -c CHECKSUMS" in commands


def test_what_is_printed_fits_a_usual_terminal() -> None:
    lines = [line for one in EXAMPLES for line in one.shown.splitlines()]
    assert [line for line in lines if len(line) > 80] == []


def test_the_pages_it_leads_to_are_there() -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", TEXT)
    assert [link for link in links if not (PAGE.parent / link).is_file()] == []
