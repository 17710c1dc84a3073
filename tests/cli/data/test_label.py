"""``tiltyard data label``, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from cli.typed import run
from tiltyard.pipeline import Dataset, labelled

SETTINGS = """
[data]
category_folder = "own"
judge = "jury"

[data.rubrics.poetry_fr]
title = "Poetry in French"
question = "Is this a request for poetry in French?"

[models.jury]
endpoint = "scripted"
model = "a-script"
parameters = { text = "LABEL: yes" }
price_in_usd = 2.0
price_out_usd = 10.0

[models.mute]
endpoint = "scripted"
model = "a-script"
parameters = { text = "I would rather not say." }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Settings with own categories, and a file of texts."""
    (tmp_path / "tiltyard.toml").write_text(SETTINGS)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "shouts.toml").write_text('any_of = ["[!]{2}"]')
    (tmp_path / "texts.csv").write_text("id,text\n07,Come!!\n08,Please come.\n09,\n")
    return tmp_path


def dataset(folder: Path) -> Dataset:
    """A dataset of two rows, in ``battles``."""
    made = Dataset.create(folder / "battles")
    made.append(
        pl.DataFrame(
            {"id": ["1", "2"], "prompts": [["Hi!!"], ["Hi."]], "answers_a": [["A"], ["B"]]}
        )
    )
    made.save()
    return made


def test_a_file_is_labelled(folder: Path) -> None:
    done = run(folder, "data", "label", "texts.csv", "--with", "shouts", "--prompt", "text",
               "-o", "out.csv")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (folder / "out.csv").read_text() == (
        "id,text,shouts\n07,Come!!,true\n08,Please come.,false\n09,,\n"
    )
    assert "3 rows of texts.csv are labelled, in out.csv." in done.stdout
    assert "shouts  no: 1, unlabelled: 1, yes: 1" in done.stdout


def test_json_says_the_same(folder: Path) -> None:
    done = run(folder, "data", "label", "texts.csv", "--with", "shouts", "--prompt", "text",
               "-o", "out.csv", "--json")  # fmt: skip
    found = json.loads(done.stdout)
    assert found["counts"] == {"shouts": {"no": 1, "unlabelled": 1, "yes": 1}}
    assert found == json.loads((folder / "out.csv.labels.json").read_text())


def test_a_dataset_is_labelled(folder: Path) -> None:
    made = dataset(folder)
    done = run(folder, "data", "label", "battles", "--with", "shouts", "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert "2 rows of battles are labelled." in done.stdout
    assert labelled(made, made.parts[0])["shouts"].to_list() == [True, False]


def test_a_model_is_asked_only_if_somebody_agrees(folder: Path) -> None:
    done = run(folder, "data", "label", "texts.csv", "--with", "poetry_fr", "--prompt", "text",
               "-o", "out.csv")  # fmt: skip
    assert done.returncode == 2
    assert "2 questions for 'jury'" in done.stderr
    assert "say --yes to ask" in done.stderr
    assert not (folder / "out.csv").exists()


def test_a_model_that_is_asked_labels(folder: Path) -> None:
    words = ("data", "label", "texts.csv", "--with", "poetry_fr", "--prompt", "text")
    done = run(folder, *words, "-o", "out.csv", "--yes")
    assert done.returncode == 0, done.stderr
    assert "about $0." in done.stderr
    assert "poetry_fr  yes: 2, unlabelled: 1" in done.stdout
    again = run(folder, *words, "-o", "again.csv")
    assert (again.returncode, again.stderr) == (0, "")
    assert (folder / ".tiltyard" / "answers.db").exists()


def test_answers_that_cannot_be_read_are_counted(folder: Path) -> None:
    done = run(folder, "data", "label", "texts.csv", "--with", "poetry_fr", "--prompt", "text",
               "-o", "out.csv", "--model", "mute", "--yes")  # fmt: skip
    assert "the price is not known" in done.stderr
    assert "poetry_fr  unlabelled: 3" in done.stdout
    assert "2 unreadable" in done.stdout


def test_what_there_is_can_be_asked_for(folder: Path) -> None:
    said = run(folder, "data", "label", "--explain").stdout
    assert "poetry_fr: Poetry in French" in said
    assert "reads prompts; yes or no; by rubric" in said


def test_what_there_is_can_be_had_as_json(folder: Path) -> None:
    said = json.loads(run(folder, "data", "label", "--explain", "--json").stdout)
    assert said["shouts"]["ways"] == ["rule"]
    assert said["shouts"]["values"] == ["yes", "no"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "name a dataset or a file"),
        (("texts.csv",), 2, "say where to write the labelled file: -o FILE"),
        (("texts.csv", "-o", "out.csv"), 2, "no label is named"),
        (("own",), 1, "'own' is no dataset"),
        (("nowhere.csv", "--with", "shouts", "--prompt", "text", "-o", "o.csv"), 1, "nowhere.csv"),
        (("texts.csv", "--with", "shuts", "-o", "o.csv"), 2, "did you mean 'shouts'"),
        (("texts.csv", "--with", "shouts", "-o", "o.csv"), 2, "--prompt COLUMN"),
        (("texts.csv", "--with", "shouts", "-o", "o.csv", "--model", "jur"), 2, "mean 'jury'"),
    ],
)
def test_what_is_missing_is_told(
    folder: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    done = run(folder, "data", "label", *words)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_a_datasets_columns_are_not_named(folder: Path) -> None:
    dataset(folder)
    done = run(folder, "data", "label", "battles", "--prompt", "prompts")
    assert done.returncode == 2
    assert "--prompt is for files" in done.stderr


def test_a_category_with_a_fault_is_told_with_its_file(folder: Path) -> None:
    (folder / "own" / "broken.toml").write_text('any_of = ["("]')
    done = run(folder, "data", "label", "--explain")
    assert done.returncode == 2
    assert "broken.toml': 'any_of' number 1" in done.stderr


def test_what_is_not_there_is_not_asked_where_to_write(tmp_path: Path) -> None:
    done = run(tmp_path, "data", "label", "birds")
    assert done.returncode == 2
    assert "there is no dataset and no file 'birds'" in done.stderr
