"""``tiltyard data stats``, as it is typed."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from cli.typed import run
from pipeline.releasing import CONFIG, dataset, row, rows
from tiltyard.pipeline import Dataset, label_dataset, stats


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a dataset that is clean, labelled and of many models and languages."""
    (tmp_path / "categories").mkdir()
    (tmp_path / "categories" / "four.toml").write_text(
        'title = "Four"\nabout = "says 4"\nany_of = ["4"]\n'
    )
    config = dataclasses.replace(CONFIG, category_folder=tmp_path / "categories")
    many = [
        row(number, model_a=f"model-{number}", language=f"l{number % 25}") for number in range(40)
    ]
    held = dataset(tmp_path / "votes", [*many, row(40, created_at=None, flagged=True)])
    label_dataset(held, ["four", "style"], config=config, workers=1)
    return tmp_path


def typed(folder: Path, *words: str) -> str:
    """What the command says, when all goes well."""
    done = run(folder, "data", "stats", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_table_is_there(folder: Path) -> None:
    said = typed(folder, "votes")
    for title in ("sources", "winners", "languages", "labels", "voters",
                  "models: how their votes ended, and the mean of an answer",
                  "votes over time", "style, mean of both sides", "where rows went"):  # fmt: skip
        assert f"\n{title}\n" in said


def test_what_is_left_out_of_a_table_is_counted(folder: Path) -> None:
    said = typed(folder, "votes")
    assert "23 more" in said
    assert "5 more" in said


def test_a_label_is_told_as_yes_and_no(folder: Path) -> None:
    assert "four  no 90.0 %, yes 10.0 %" in typed(folder, "votes")


def test_json_is_what_the_library_says(folder: Path) -> None:
    assert json.loads(typed(folder, "votes", "--json")) == stats(Dataset.open(folder / "votes"))


def test_pictures_are_drawn(folder: Path) -> None:
    typed(folder, "votes", "--plot", "pictures")
    assert (folder / "pictures" / "funnel.svg").is_file()


def test_a_dataset_that_was_only_imported_says_what_to_do(tmp_path: Path) -> None:
    held = Dataset.create(tmp_path / "votes")
    held.save()
    said = typed(tmp_path, "votes")
    assert "not known yet\n" in said
    assert "tiltyard data clean" in said


def test_no_name_steers_the_terminal(tmp_path: Path) -> None:
    dataset(tmp_path / "votes", rows(3, model_a="\x1b[31mred"))
    assert "\x1b" not in typed(tmp_path, "votes")


def test_tables_fit_a_usual_terminal(folder: Path) -> None:
    assert [line for line in typed(folder, "votes").splitlines() if len(line) > 80] == []


def test_tokens_that_nobody_counted_are_not_known(tmp_path: Path) -> None:
    dataset(tmp_path / "votes", rows(3, tokens_a=None, tokens_b=None))
    said = typed(tmp_path, "votes")
    assert "tokens of answers, as providers counted  not known" in said
    assert "  bad  characters" in said
