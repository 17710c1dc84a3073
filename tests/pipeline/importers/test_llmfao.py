"""LLMFAO, made up and as it is."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.importers.shapes import SHAPES
from tiltyard.errors import DataError
from tiltyard.pipeline import Dataset, Imported, import_files, importers
from tiltyard.pipeline.importers import RefusedRow, Source

LLMFAO = Path(__file__).parents[3] / "../shared/data/llmfao"


def reader(folder: Path, name: str = "crowd-comparisons.csv") -> Any:
    """What reads records of a file in that folder."""
    return importers.load("llmfao").open(Source(name, [*SHAPES["llmfao"]], folder))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with a prompt and the answers of one of the two models."""
    (tmp_path / "prompts.jsonl").write_text(json.dumps({"id": 8, "text": "Why?"}) + "\n")
    result = {"prompt": 8, "name": "lark", "result": "So."}
    (tmp_path / "results.jsonl").write_text(json.dumps(result) + "\n")
    return tmp_path


def test_texts_that_lie_beside_the_votes_are_joined(texts: Path) -> None:
    row = reader(texts)(SHAPES["llmfao"])
    assert row["prompts"] == ["Why?"]
    assert (row["answers_a"], row["answers_b"]) == (["So."], [None])


def test_votes_without_texts_are_votes(tmp_path: Path) -> None:
    assert reader(tmp_path)(SHAPES["llmfao"]).get("prompts") is None


def test_a_file_beside_that_lacks_a_column_is_named(texts: Path) -> None:
    (texts / "prompts.jsonl").write_text('{"id": 8, "txt": "Why?"}\n')
    with pytest.raises(DataError, match=r"'prompts.jsonl' has no column 'text'"):
        reader(texts)


def test_a_model_that_judges_is_a_judge(tmp_path: Path) -> None:
    record = {k: v for k, v in SHAPES["llmfao"].items() if k != "worker"}
    row = reader(tmp_path, "gpt4-crowd-comparisons.csv")(record)
    assert (row["voter"], row["id"]) == ("judge:gpt-4", "3:judge:gpt-4")


def test_several_judgements_of_a_pair_are_on_one_battle(tmp_path: Path) -> None:
    read = reader(tmp_path)
    rows = [read(SHAPES["llmfao"] | {"worker": worker}) for worker in ("1", "2")]
    assert len({row["id"] for row in rows}) == 2
    assert {row["battle"] for row in rows} == {"3"}


def test_nobody_judged_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedRow) as refused:
        reader(tmp_path)(SHAPES["llmfao"] | {"worker": None})
    assert refused.value.reason == "missing voter"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, pl.DataFrame]:
    """The folder as it is, imported."""
    if not LLMFAO.is_dir():
        pytest.skip("the shared data are not here")
    folder = tmp_path_factory.mktemp("llmfao") / "dataset"
    done = import_files(folder, [str(LLMFAO)])
    return done, Dataset.open(folder).scan().collect()


def test_all_votes_of_the_crowd_are_accounted_for(real: tuple[Imported, pl.DataFrame]) -> None:
    done, rows = real
    crowd = done.inputs[0]
    assert (crowd.name, crowd.rows, crowd.imported) == ("crowd-comparisons.csv", 8931, 8931)
    votes = rows.filter(~pl.col("voter").str.starts_with("judge:"))
    assert votes["id"].n_unique() == 8931
    assert Counter(votes["winner"]) == {"model_a": 2911, "model_b": 2549, "tie": 3471}
    assert votes["voter"].n_unique() == 124
    assert votes["battle"].n_unique() == 2139


@pytest.mark.parametrize("column", ["prompts", "answers_a", "answers_b"])
def test_every_vote_of_the_crowd_has_its_texts(
    real: tuple[Imported, pl.DataFrame], column: str
) -> None:
    assert real[1][column].list.first().null_count() == 0


def test_the_folder_holds_two_judges_beside_the_crowd(real: tuple[Imported, pl.DataFrame]) -> None:
    done, rows = real
    assert [one.imported for one in done.inputs] == [8931, 2139, 2139]
    judges = Counter(voter for voter in rows["voter"] if voter.startswith("judge:"))
    assert judges == {"judge:gpt-4": 2139, "judge:gpt-3.5-turbo": 2139}
