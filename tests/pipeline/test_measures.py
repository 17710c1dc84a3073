"""Measures are made once for each part and each definition."""

from __future__ import annotations

from pathlib import Path

from pipeline.battles import dataset, rows
from tiltyard.pipeline import Alias, Dataset, steps
from tiltyard.pipeline import _measures as measures

STEPS = {name: steps.load(name) for name in ("incomplete", "high_frequency", "flagged")}
ALIASES = (Alias("wren-7b", "wren"),)


def made(folder: Path) -> Dataset:
    return dataset(folder / "d", rows({}, {}, {}), cuts=[2])


def test_only_steps_that_measure_have_a_place(tmp_path: Path) -> None:
    assert set(measures.places(made(tmp_path), STEPS, ())) == {"incomplete", "high_frequency"}


def test_every_part_is_measured_and_told(tmp_path: Path) -> None:
    told: list[int] = []
    one = made(tmp_path)
    held = measures.measure(one, STEPS, workers=1, progress=told.append)
    assert told == [2, 3]
    assert [len(held["incomplete"].read(part)) for part in one.parts] == [2, 1]


def test_a_second_run_measures_only_new_parts(tmp_path: Path) -> None:
    one = made(tmp_path)
    measures.measure(one, STEPS, workers=1)
    one.append(rows({"id": "new"}))
    told: list[int] = []
    measures.measure(one, STEPS, workers=1, progress=told.append)
    assert told == [1]


def test_an_option_that_decides_later_measures_nothing_anew(tmp_path: Path) -> None:
    one = made(tmp_path)
    usual = measures.places(one, STEPS, ())["high_frequency"]
    other = {"high_frequency": steps.load("high_frequency", {"limit": 3})}
    assert measures.places(one, other, ())["high_frequency"] == usual


def test_an_option_that_is_measured_by_measures_anew(tmp_path: Path) -> None:
    one = made(tmp_path)
    usual = measures.places(one, STEPS, ())["high_frequency"]
    other = {"high_frequency": steps.load("high_frequency", {"characters": 3})}
    assert measures.places(one, other, ())["high_frequency"] != usual


def test_aliases_matter_to_steps_that_look_at_models(tmp_path: Path) -> None:
    one = made(tmp_path)
    usual, renamed = measures.places(one, STEPS, ()), measures.places(one, STEPS, ALIASES)
    assert usual["incomplete"] != renamed["incomplete"]
    assert usual["high_frequency"] == renamed["high_frequency"]


def test_models_are_read_under_their_new_names(tmp_path: Path) -> None:
    part = made(tmp_path).parts[0]
    assert measures.read(part, {"model_a"}, ALIASES)["model_a"].to_list() == ["wren", "wren"]
