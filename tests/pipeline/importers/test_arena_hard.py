"""Arena-Hard's battles, made up and as they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.importers.shapes import SHAPES
from tiltyard.errors import DataError
from tiltyard.pipeline import Dataset, import_files, importers
from tiltyard.pipeline.importers import Source

BATTLES = Path(__file__).parents[3] / "../shared/data/arena-hard-v0.1-battles"


def answer(text: str) -> dict[str, Any]:
    """An answer as Arena-Hard writes it."""
    return {"question_id": "q1", "choices": [{"index": 0, "turns": [{"content": text}]}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A question, and the answer of one model."""
    question = {"question_id": "q1", "turns": [{"content": "Why?"}]}
    (tmp_path / "question.jsonl").write_text(json.dumps(question) + "\n")
    (tmp_path / "answers-lark.jsonl").write_text(json.dumps(answer("So.")) + "\n")
    return tmp_path


def read(folder: Path, **changes: str) -> dict[str, Any]:
    record = SHAPES["arena_hard"] | changes
    return importers.load("arena_hard").open(Source("battles", [*record], folder))(record)


def test_texts_that_lie_beside_the_battles_are_joined(folder: Path) -> None:
    row = read(folder)
    assert (row["prompts"], row["answers_a"], row["answers_b"]) == (["Why?"], ["So."], [None])


def test_a_name_leads_to_no_other_folder(folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (folder / "question.jsonl").rename(inner / "question.jsonl")
    (inner / "answers-").mkdir()
    assert read(inner, model_a="/../../answers-lark")["answers_a"] == [None]


def test_a_file_that_is_something_else_is_named(folder: Path) -> None:
    (folder / "question.jsonl").write_text('{"question_id": "q1", "turns": ["Why?"]}\n')
    with pytest.raises(DataError, match="not Arena-Hard's"):
        read(folder)


@pytest.mark.skipif(not BATTLES.is_dir(), reason="the shared data are not here")
def test_every_verdict_of_the_real_file_is_a_row(tmp_path: Path) -> None:
    done = import_files(tmp_path / "dataset", [str(BATTLES)])
    assert [(one.name, one.rows, one.imported) for one in done.inputs] == [
        ("arena_hard_battles.jsonl", 2658, 2658)
    ]
    rows = Dataset.open(tmp_path / "dataset").scan().collect()
    assert rows["prompts"].null_count() == 0
    assert rows["answers_b"].list.first().null_count() == 0
