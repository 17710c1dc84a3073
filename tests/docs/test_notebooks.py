"""The notebooks of the examples run, cell by cell, against a real arena of invented votes."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from published import Shown, showing

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
IN_THE_NOTEBOOKS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """What the notebooks ask."""
    with showing(tmp_path_factory.mktemp("arena")) as arena:
        yield arena


def cells(path: Path) -> list[dict[str, Any]]:
    """The cells of a notebook that hold code."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in whole["cells"] if cell["cell_type"] == "code"]


def run(cell: str, names: dict[str, Any]) -> Any:
    """What a cell shows: the value of its last line, if that is an expression."""
    tree = ast.parse(cell)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "a cell", "exec", dont_inherit=True), names)
    if last is None:
        return None
    assert isinstance(last, ast.Expr)
    value = ast.Expression(last.value)
    return eval(compile(value, "a cell", "eval", dont_inherit=True), names)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_of_a_notebook_runs(
    path: Path, shown: Shown, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    seen = 0
    for cell in cells(path):
        shows = run("".join(cell["source"]).replace(IN_THE_NOTEBOOKS, shown.address), names)
        seen += bool(len(repr(shows)) if shows is not None else capsys.readouterr().out)
    assert seen >= 3


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) == 4


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_output_is_kept_in_a_notebook(path: Path) -> None:
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells(path))


def test_every_notebook_is_on_the_page_of_the_examples() -> None:
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in NOTEBOOKS if f"({path.name})" not in page] == []
