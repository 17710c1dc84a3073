"""The guide to the API does what it says, in bash and in Python, against a real arena."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from pages import FENCED, read, run, wrong
from published import Shown, showing
from tiltyard.web import board_api

PAGE = Path(__file__).parents[2] / "docs" / "guides" / "api.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = read(TEXT)
PROGRAMS = [block[2] for block in FENCED.finditer(TEXT) if block[1] == "py"]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """What the examples ask."""
    with showing(tmp_path_factory.mktemp("arena")) as arena:
        yield arena


def test_every_example_prints_what_the_page_shows(shown: Shown, tmp_path: Path) -> None:
    for tool in ("bash", "curl"):
        if shutil.which(tool) is None:
            pytest.skip(f"the examples need {tool}: apt-get install {tool}")
    begin = f"BASE={shown.address}\n"
    printed = run([begin + EXAMPLES[0].commands, *(one.commands for one in EXAMPLES[1:])], tmp_path)
    assert wrong(PAGE, EXAMPLES, printed) == ""


def test_the_programs_run_one_after_another(
    shown: Shown, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, Any] = {"__name__": "example"}
    for program in PROGRAMS:
        text = program.replace("http://127.0.0.1:8000", shown.address)
        exec(compile(text, "a page", "exec", dont_inherit=True), names)
    names["arena"].close()
    printed = capsys.readouterr().out
    assert "422 there is no label 'codign'; did you mean 'coding'?" in printed
    assert names["history"].height == 2


def test_every_address_is_on_the_page() -> None:

    app = FastAPI()
    app.include_router(board_api.router)
    paths = [path.removeprefix("/api/v1") for path in app.openapi()["paths"]]
    named = [path.replace("{name}", "NAME").replace("{number}", "N") for path in paths]
    assert [path for path in named if f"`{path}`" not in TEXT] == []
