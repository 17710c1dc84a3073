"""A dataset on disk: parts that are never edited, and what is derived of each."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tiltyard.errors import DataError, WriteError
from tiltyard.pipeline import Dataset
from tiltyard.pipeline._schema import ROW


def rows(*ids: str) -> pl.DataFrame:
    return pl.DataFrame({"id": list(ids), "prompts": [["hello"]] * len(ids)})


def test_rows_count_once_they_are_saved(tmp_path: Path) -> None:
    made = Dataset.create(tmp_path / "votes")
    made.append(rows("a", "b"))
    before = Dataset.open(made.folder).rows
    made.save()
    assert (before, Dataset.open(made.folder).rows) == (0, 2)


def test_a_part_has_every_column_in_order(tmp_path: Path) -> None:
    made = Dataset.create(tmp_path / "votes")
    part = made.append(rows("a"))
    assert part.read().schema == ROW


def test_rows_that_were_never_saved_are_written_over(tmp_path: Path) -> None:
    killed = Dataset.create(tmp_path / "votes")
    killed.append(rows("lost"))
    again = Dataset.open(killed.folder)
    again.append(rows("a"))
    again.save()
    assert Dataset.open(killed.folder).scan().collect()["id"].to_list() == ["a"]


def test_an_empty_dataset_has_no_rows_but_all_columns(tmp_path: Path) -> None:
    assert Dataset.create(tmp_path / "votes").scan().collect().schema == ROW


def test_the_digest_is_that_of_the_rows(tmp_path: Path) -> None:
    first, second = Dataset.create(tmp_path / "one"), Dataset.create(tmp_path / "two")
    first.append(rows("a"))
    second.append(rows("a"))
    assert first.digest == second.digest
    second.append(rows("b"))
    assert first.digest != second.digest


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(DataError, match="is no dataset; name a new folder"):
        Dataset.create(tmp_path)


def test_no_dataset_is_said_with_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="tiltyard data import"):
        Dataset.open(tmp_path)


def test_a_dataset_of_a_later_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dataset.json").write_text('{"format": 99}')
    with pytest.raises(DataError, match="99"):
        Dataset.open(tmp_path)


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    made = Dataset.create(tmp_path / "votes")
    part = made.append(rows("a"))
    part.path.write_bytes(part.path.read_bytes()[:40])
    with pytest.raises(DataError, match=r"000001\.parquet"):
        part.read()


def test_only_parts_without_a_file_are_missing(tmp_path: Path) -> None:
    made = Dataset.create(tmp_path / "votes")
    first, second = made.append(rows("a")), made.append(rows("b"))
    derived = made.derived("labels", "coding", {"version": 1})
    derived.write(first, pl.DataFrame({"coding": [True]}))
    assert derived.missing(made.parts) == [second]


def test_another_definition_has_nothing_yet(tmp_path: Path) -> None:
    made = Dataset.create(tmp_path / "votes")
    part = made.append(rows("a"))
    made.derived("labels", "coding", {"version": 1}).write(part, pl.DataFrame({"coding": [True]}))
    assert made.derived("labels", "coding", {"version": 2}).missing(made.parts) == [part]


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    made = Dataset.create(tmp_path / "votes")
    with made.locked(), pytest.raises(WriteError, match="another run"), made.locked():
        pass


def test_a_stamp_names_code_configuration_and_input(tmp_path: Path) -> None:
    made = Dataset.create(tmp_path / "votes")
    made.append(rows("a"))
    stamp = json.loads(made.stamp("clean", {"steps": ["flagged"]}, {"kept": 1}).read_text())
    assert stamp["input_digest"] == made.digest
    assert {"version", "config", "config_digest", "result"} <= stamp.keys()


def test_stamps_are_numbered(tmp_path: Path) -> None:
    made = Dataset.create(tmp_path / "votes")
    names = [made.stamp("clean", {}, {}).name for _ in range(2)]
    assert names == ["0001-clean.json", "0002-clean.json"]


def test_a_folder_may_be_named_in_words(tmp_path: Path) -> None:
    Dataset.create(str(tmp_path / "votes"))
    assert Dataset.open(str(tmp_path / "votes")).folder == tmp_path / "votes"
