"""What one would look at in a dataset."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.releasing import CONFIG, dataset, frame, row, rows
from tiltyard.pipeline import Alias, Config, Dataset, label_dataset, release, stats


def told(folder: Path, many: list[dict[str, Any]], **other: Any) -> dict[str, Any]:
    """The account of a dataset of these rows."""
    return stats(dataset(folder / "dataset", many, **other), CONFIG)


def raw(folder: Path, many: list[dict[str, Any]]) -> Dataset:
    """A dataset that was imported, and nothing else."""
    held = Dataset.create(folder / "dataset")
    if many:
        held.append(frame(many))
    held.save()
    return held


def test_an_empty_dataset_has_an_account(tmp_path: Path) -> None:
    made = stats(raw(tmp_path, []))
    assert made["rows"] == made["sizes"]["turns"] == 0
    assert made["models"] == made["languages"] == made["time"]["votes"] == []


def test_what_is_not_known_yet_is_said_with_what_to_do(tmp_path: Path) -> None:
    made = stats(raw(tmp_path, rows(3)))
    assert made["kept"] is None
    assert made["of"] == "all rows"
    assert ["tiltyard data clean" in one for one in made["unknown"]] == [True, False]
    assert "tiltyard data label" in made["unknown"][1]


def test_after_cleaning_it_is_of_what_was_kept(tmp_path: Path) -> None:
    made = told(tmp_path, [*rows(5), row(5, flagged=True)])
    assert (made["rows"], made["kept"], made["sizes"]["rows"]) == (6, 5, 5)
    assert made["of"] == "the rows that were kept"


def test_new_rows_make_the_cleaning_unknown(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", rows(5))
    held.append(frame([row(6)]))
    held.save()
    assert stats(held)["kept"] is None


def test_sizes_add_up(tmp_path: Path) -> None:
    two = row(0, prompts=["abc?", "defg?"], answers_a=["x1", "y"], answers_b=["x", "y"])
    made = told(tmp_path, [two, row(1, battle="battle-0")])["sizes"]
    assert (made["turns"], made["battles"]) == (3, 1)
    assert made["tokens_of_answers"] == 40


def test_parts_change_nothing(tmp_path: Path) -> None:
    one = told(tmp_path / "1", rows(30))
    many = told(tmp_path / "2", rows(30), parts=4)
    assert one | {"parts": 4, "unknown": many["unknown"]} == many


def test_every_winner_is_there(tmp_path: Path) -> None:
    made = told(tmp_path, rows(8))["winners"]
    assert [(one["winner"], one["share"]) for one in made] == [
        ("model_a", 0.25), ("model_b", 0.25), ("tie", 0.25), ("both_bad", 0.25),
    ]  # fmt: skip


def test_rows_without_a_vote_are_a_line_of_their_own(tmp_path: Path) -> None:
    made = stats(raw(tmp_path, [row(0, winner=None), row(1)]))["winners"]
    assert made[-1] == {"winner": None, "rows": 1, "share": 0.5}


def test_a_model_s_shares_are_of_its_votes(tmp_path: Path) -> None:
    one = {"model_a": "oak", "model_b": "elm"}
    made = told(tmp_path, [row(0, **one, winner="model_a"), row(1, **one, winner="tie")])["models"]
    oak = next(model for model in made if model["model"] == "oak")
    assert (oak["battles"], oak["won"], oak["tie"], oak["mean_tokens"]) == (2, 0.5, 0.5, 12)


def test_aliases_are_applied(tmp_path: Path) -> None:
    config = dataclasses.replace(CONFIG, aliases=(Alias("oak", "quercus"),))
    made = stats(raw(tmp_path, rows(3)), config)
    assert {one["model"] for one in made["models"]} == {"quercus", "elm", "yew"}


def test_the_busiest_voters_share(tmp_path: Path) -> None:
    many = [row(number, voter="busy" if number < 10 else f"v{number}") for number in range(30)]
    made = told(tmp_path, [*many, row(30, voter=None)])["voters"]
    assert (made["voters"], made["rows_without_voter"], made["most"]) == (21, 1, 10)
    assert made["busiest_share"] == pytest.approx(10 / 30)


def test_languages_are_the_source_s_until_they_are_found(tmp_path: Path) -> None:
    assert told(tmp_path, [row(1, language="English")])["languages"][0]["language"] == "English"


def labelled(folder: Path) -> tuple[Dataset, Config]:
    """A dataset with a label and the measures of style."""
    (folder / "categories").mkdir()
    (folder / "categories" / "four.toml").write_text(
        'title = "Four"\nabout = "says 4"\nany_of = ["4"]\n'
    )
    config = dataclasses.replace(CONFIG, category_folder=folder / "categories")
    held = dataset(folder / "dataset", rows(10), config=config)
    label_dataset(held, ["four", "style"], config=config, workers=1)
    return held, config


def test_labels_have_shares_of_what_is_labelled(tmp_path: Path) -> None:
    held, config = labelled(tmp_path)
    four = stats(held, config)["categories"][0]
    assert (four["label"], four["labelled"], four["unlabelled"]) == ("four", 10, 0)
    assert {one["value"]: one["share"] for one in four["values"]} == {False: 0.9, True: 0.1}


def test_style_is_the_mean_of_both_sides(tmp_path: Path) -> None:
    held, config = labelled(tmp_path)
    made = {one["feature"]: one["mean"] for one in stats(held, config)["style"]}
    assert (made["headers"], made["tokens"]) == (0.5, 10)


def test_labels_that_new_rows_lack_are_not_shown(tmp_path: Path) -> None:
    held, config = labelled(tmp_path)
    held.append(frame([row(99)]))
    held.save()
    made = stats(held, config)
    assert made["categories"] == made["style"] == []
    assert "labels of the new rows (four, style)" in made["unknown"][1]


def test_personal_data_is_that_of_the_last_release(tmp_path: Path) -> None:
    held = dataset(tmp_path / "dataset", [row(0, prompts=["Write to ada@example.org, please."])])
    assert stats(held)["personal"] is None
    release(held, tmp_path / "out", CONFIG, workers=1)
    assert stats(held)["personal"] == {"email": 1}


def test_it_is_json(tmp_path: Path) -> None:
    held, config = labelled(tmp_path)
    made = stats(held, config)
    assert json.loads(json.dumps(made, allow_nan=False)) == made


def test_tokens_that_nobody_counted_are_not_nothing(tmp_path: Path) -> None:
    made = told(tmp_path, rows(3, tokens_a=None, tokens_b=None))["sizes"]
    assert (made["tokens_of_answers"], made["rows_with_tokens"]) == (None, 0)
