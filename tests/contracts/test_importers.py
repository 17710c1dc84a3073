"""What every importer promises."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.importers.shapes import MODELS, SHAPES, WINNER, read
from tiltyard.errors import UnknownNameError
from tiltyard.pipeline import Dataset, import_files, importers
from tiltyard.pipeline._row import complete
from tiltyard.pipeline._schema import ROW, WINNERS
from tiltyard.pipeline.importers import RefusedRow

NAMES = importers.names()
VOTES = [name for name in NAMES if name != "comparia_conversations"]
DOCS = Path(__file__).parents[2] / "docs" / "guides" / "data-import.md"


def write(folder: Path, record: dict[str, Any], suffix: str) -> Path:
    """A file of one record."""
    path = folder / f"votes{suffix}"
    if suffix == ".jsonl":
        path.write_text(json.dumps(record) + "\n")
    else:
        pl.DataFrame([record]).write_parquet(path)
    return path


def imported(folder: Path, path: Path) -> dict[str, Any]:
    """The one row that a file becomes."""
    import_files(folder, [str(path)])
    return Dataset.open(folder).scan().collect().row(0, named=True)


def test_every_shape_has_a_record_here() -> None:
    assert sorted(SHAPES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_is_recognised_as_itself_alone(name: str) -> None:
    assert importers.recognise([*SHAPES[name]]) == [name]


@pytest.mark.parametrize("name", NAMES)
def test_a_record_becomes_a_row_with_the_columns_of_a_dataset(name: str) -> None:
    row = complete(read(name), name, "content")
    assert list(row) == list(ROW)
    frame = pl.DataFrame([row], schema=ROW)
    assert frame["model_a"].to_list() == ["lark"]
    assert frame["model_b"].to_list() == ["wren"]


@pytest.mark.parametrize("name", VOTES)
def test_the_winner_is_told_in_our_words(name: str) -> None:
    assert read(name)["winner"] == "model_a"
    assert "model_a" in WINNERS


@pytest.mark.parametrize("name", [one for one in NAMES if one not in {"arena_hard", "llmfao"}])
def test_the_turns_come_with_the_vote(name: str) -> None:
    row = read(name)
    assert row["prompts"][0] == "Why?"
    assert row["answers_a"][0] == "So."
    assert row["answers_b"][0] == "Dunno."


@pytest.mark.parametrize("name", NAMES)
def test_json_and_parquet_say_the_same(name: str, tmp_path: Path) -> None:
    rows = [
        imported(tmp_path / f"from{suffix}", write(tmp_path, SHAPES[name], suffix))
        for suffix in (".jsonl", ".parquet")
    ]
    for row in rows:
        row["extra"] = json.loads(row["extra"]) if row["extra"] else None
    assert rows[0] == rows[1]


@pytest.mark.parametrize("name", NAMES)
def test_an_id_is_the_same_every_time(name: str, tmp_path: Path) -> None:
    path = write(tmp_path, SHAPES[name], ".jsonl")
    first, second = (imported(tmp_path / str(n), path)["id"] for n in range(2))
    assert first == second
    assert first.startswith(f"{name}:")


@pytest.mark.parametrize("name", VOTES)
def test_an_unknown_winner_is_refused(name: str) -> None:
    said = 7 if name == "kaggle_55k" else "Model_A"
    with pytest.raises(RefusedRow) as refused:
        read(name, **{WINNER.get(name, "winner"): said})
    assert refused.value.reason in {"unknown winner", "neither yes nor no"}


@pytest.mark.parametrize("name", [one for one in VOTES if one != "lmarena_search"])
def test_a_missing_winner_is_refused(name: str) -> None:
    with pytest.raises(RefusedRow) as refused:
        read(name, **{WINNER.get(name, "winner"): None})
    assert refused.value.reason == "missing winner"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_missing_model_is_refused(name: str, blank: str | None) -> None:
    with pytest.raises(RefusedRow) as refused:
        read(name, **{MODELS.get(name, ("model_a", "model_b"))[1]: blank})
    assert refused.value.reason == "missing model"


@pytest.mark.parametrize("name", NAMES)
def test_a_model_that_meets_itself_is_refused(name: str) -> None:
    with pytest.raises(RefusedRow, match="meets itself") as refused:
        read(name, **{MODELS.get(name, ("model_a", "model_b"))[1]: "lark"})
    assert refused.value.reason == "model against itself"


@pytest.mark.parametrize(
    "name", [one for one in NAMES if importers.load(one).has_ids and one != "release"]
)
def test_a_record_without_its_id_is_refused(name: str) -> None:
    ids = ("question_id", "conversation_pair_id" if name.endswith("conversations") else "id",
           "conversation_id")  # fmt: skip
    column = next(one for one in ids if one in SHAPES[name])
    with pytest.raises(RefusedRow) as refused:
        read(name, **{column: None})
    assert refused.value.reason == "missing id"


@pytest.mark.parametrize("name", NAMES)
def test_an_importer_says_what_it_is_and_where_its_shape_is_known_from(name: str) -> None:
    importer = importers.load(name)
    assert importer.title
    assert importer.about.endswith(".")
    source = Path(importers.__file__).parent / f"{name}.py"
    text = ast.get_docstring(ast.parse(source.read_text())) or ""
    ours = {"plain", "release"}
    assert name in ours or "erified" in text


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_is_on_the_page(name: str) -> None:
    assert f"| `{name}` |" in DOCS.read_text()


def test_an_unknown_shape_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'lmarena_100k'"):
        importers.load("lmarena_100")
