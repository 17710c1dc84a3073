"""The style of both sides of every row."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline import battles
from tiltyard import style
from tiltyard.errors import DataError, UnknownNameError
from tiltyard.pipeline import Dataset
from tiltyard.pipeline._style import measure_style, standards

FEATURES = ("headers", "tokens", "sentence_length")
ROWS = battles.rows(
    {"answers_a": ["# One\n\n- two", "# Three"], "answers_b": ["Four five. Six."]},
    {"answers_a": None, "answers_b": ["Seven"]},
    {"answers_a": ["Eight", None], "answers_b": []},
    {"tokens_a": [11], "tokens_b": [7]},
    {"tokens_a": [11], "tokens_b": None},
)


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return battles.dataset(tmp_path / "votes", ROWS, cuts=[2])


def column(dataset: Dataset, name: str) -> list[float | None]:
    derived = measure_style(dataset, features=FEATURES, workers=1)
    return [value for part in dataset.parts for value in derived.read(part)[name].to_list()]


def test_every_row_has_both_sides_of_every_feature(dataset: Dataset) -> None:
    derived = measure_style(dataset, features=["bold", "headers"], workers=1)
    assert derived.read(dataset.parts[0]).columns == ["bold_a", "bold_b", "headers_a", "headers_b"]
    assert [len(derived.read(part)) for part in dataset.parts] == [2, 3]


def test_all_features_are_measured_unless_some_are_named(dataset: Dataset) -> None:
    derived = measure_style(dataset, workers=1)
    wanted = [f"{name}_{side}" for name in style.names() for side in "ab"]
    assert derived.read(dataset.parts[0]).columns == wanted


def test_all_answers_of_a_side_are_one_text(dataset: Dataset) -> None:
    assert column(dataset, "headers_a")[0] == 2


def test_a_side_without_answers_is_null(dataset: Dataset) -> None:
    assert column(dataset, "headers_a")[1] is None
    assert column(dataset, "headers_b")[1] == 0


def test_a_missing_answer_among_others_is_passed_over(dataset: Dataset) -> None:
    eight = style.measure(style.Texts.of(["Eight"]), ["tokens"])["tokens"][0]
    assert column(dataset, "tokens_a")[2] == eight
    assert column(dataset, "tokens_b")[2] == 0


def test_tokens_are_the_providers_where_both_sides_are_counted(dataset: Dataset) -> None:
    assert (column(dataset, "tokens_a")[3], column(dataset, "tokens_b")[3]) == (11, 7)


def test_tokens_are_estimated_on_both_sides_where_one_is_not_counted(dataset: Dataset) -> None:
    good = battles.GOOD["answers_a"]
    estimate = style.measure(style.Texts.of(good), ["tokens"])["tokens"][0]
    assert column(dataset, "tokens_a")[4] == estimate


def test_a_second_run_measures_new_parts_only(dataset: Dataset) -> None:
    derived = measure_style(dataset, features=FEATURES, workers=1)
    before = derived.path(dataset.parts[0]).stat().st_mtime_ns
    dataset.append(battles.rows({"id": "late"}))
    seen: list[int] = []
    measure_style(dataset, features=FEATURES, workers=1, progress=seen.append)
    assert seen == [1]
    assert derived.path(dataset.parts[0]).stat().st_mtime_ns == before


def test_processes_measure_the_same(dataset: Dataset, tmp_path: Path) -> None:
    other = battles.dataset(tmp_path / "again", ROWS, cuts=[2])
    one, two = measure_style(dataset, workers=1), measure_style(other, workers=2)
    same = [
        one.read(x).equals(two.read(y)) for x, y in zip(dataset.parts, other.parts, strict=True)
    ]
    assert same == [True, True]


def test_another_version_of_a_feature_is_measured_anew(dataset: Dataset) -> None:
    derived = measure_style(dataset, features=["bold"], workers=1)
    held = json.loads((derived.folder / "definition.json").read_text())
    assert held["features"] == {"bold": style.load("bold").version}


def test_an_unknown_feature_is_refused(dataset: Dataset) -> None:
    with pytest.raises(UnknownNameError, match="no feature 'volume'"):
        measure_style(dataset, features=["volume"])


def test_an_empty_dataset_has_no_style(tmp_path: Path) -> None:
    empty = Dataset.create(tmp_path / "votes")
    derived = measure_style(empty, features=["bold"])
    assert standards(empty, derived) == {"bold": {"mean": 0.0, "scale": 0.0, "rows": 0}}


def test_standards_are_those_of_the_differences(dataset: Dataset) -> None:
    derived = measure_style(dataset, features=FEATURES, workers=1)
    a, b = ([one for one in column(dataset, f"tokens_{side}") if one is not None] for side in "ab")
    between = style.difference(np.array(a), np.array([b[0], *b[2:]]))
    told = standards(dataset, derived)["tokens"]
    assert told["mean"] == pytest.approx(between.mean())
    assert told["scale"] == pytest.approx(between.std())
    assert told["rows"] == 4


def test_only_rows_that_are_kept_enter_standards(dataset: Dataset) -> None:
    derived = measure_style(dataset, features=FEATURES, workers=1)
    keep = np.array([False, False, False, True, False])
    assert standards(dataset, derived, keep)["tokens"] == {
        "mean": pytest.approx(4 / 19),
        "scale": 0,
        "rows": 1,
    }


def test_as_many_rows_must_be_kept_or_not_as_there_are(dataset: Dataset) -> None:
    derived = measure_style(dataset, features=FEATURES, workers=1)
    with pytest.raises(DataError, match="2 rows are to be kept or not, of a dataset of 5"):
        standards(dataset, derived, np.array([True, False]))


def test_standards_need_every_part_measured(dataset: Dataset) -> None:
    derived = measure_style(dataset, features=FEATURES, workers=1)
    dataset.append(battles.rows({"id": "late"}))
    with pytest.raises(DataError, match="style of 1 parts is not measured"):
        standards(dataset, derived)
