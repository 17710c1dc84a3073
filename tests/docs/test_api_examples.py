"""The examples of the API's page do what the page says, in bash, against a real arena."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from arenas import scripted, serving
from pages import read, run, wrong

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"
ON_THE_PAGE = "http://127.0.0.1:8000"
# Long enough to attach to a battle before it is answered.
STEADY = {
    "text": "An answer of some length, with **bold** in it. " * 8,
    "chunk": 6,
    "every_seconds": 0.02,
}
EXAMPLES = read(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What each example printed; all are run in one shell, for they build on each other."""
    for tool in ("bash", "curl"):
        if shutil.which(tool) is None:
            pytest.skip(f"the examples need {tool}: apt-get install {tool}")
    folder = tmp_path_factory.mktemp("examples")
    models = {"oak": STEADY, "elm": STEADY}
    with serving(scripted(folder / "arena", models, battle={"pace_seconds": 0.05})) as base:
        return run([one.commands.replace(ON_THE_PAGE, base) for one in EXAMPLES], folder)


def test_the_page_has_examples_of_every_kind_of_request() -> None:
    commands = "\n".join(example.commands for example in EXAMPLES)
    for word in ("/battles ", "/events", "/turns", "/vote", "/stop", "/retry", "/skip",
                 "/leaderboard", "/models", "Idempotency-Key", "-N "):  # fmt: skip
        assert word in commands


def test_every_example_prints_what_the_page_shows(printed: list[str]) -> None:
    assert wrong(PAGE, EXAMPLES, printed) == ""
