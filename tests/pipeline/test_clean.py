"""Every row has one fate, the counts add up, and the same input gives the same bytes."""

from __future__ import annotations

import itertools
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.battles import NOON, dataset, rows
from tiltyard import files
from tiltyard.errors import ConfigurationError, DataError, UnknownNameError, WriteError
from tiltyard.pipeline import STEPS, Alias, Clean, Config, Dataset, clean

# Small limits, so that few rows meet every step.
OPTIONS: dict[str, dict[str, Any]] = {
    "repeated_vote": {"voters": 2},
    "excluded_voter": {"voters": ["v2"]},
    "high_frequency": {"limit": 2, "top": 0.2},
    "near_duplicate": {"limit": 1},
    "unknown_model": {"models": ["wren-7b", "lark-2", "finch"]},
}
BIRD = "hello there, little bird"
PROMPTS: tuple[list[str] | None, ...] = (
    None,
    [],
    ["hi"],
    [BIRD],
    [BIRD.upper() + "!"],
    ["two", "x y"],
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "winner": st.sampled_from([None, "tie", "both_bad"]),
        "model_a": st.sampled_from(["lark-2", "finch", "owl", None, ""]),
        "voter": st.sampled_from(["v0", "v1", "v2", None]),
        "battle": st.sampled_from(["b0", "b1", None]),
        "created_at": st.sampled_from([NOON, NOON + timedelta(hours=1), None]),
        "anonymous": st.sampled_from([True, False, None]),
        "flagged": st.sampled_from([True, False, None]),
        "prompts": st.sampled_from(PROMPTS),
        "answers_a": st.sampled_from([None, ["I am ChatGPT."], [""], ["Fine.", "Good."]]),
        "failure": st.sampled_from([None, None, "timeout"]),
    },
)
ROWS = st.lists(CHANGES, max_size=30)
ORDERS = st.permutations(STEPS).flatmap(
    lambda steps: st.integers(0, len(steps)).map(lambda many: tuple(steps[:many]))
)
FOLDERS = itertools.count()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clean")


def fates(made: Clean, of: Dataset) -> dict[str, str | None]:
    """The reason of each row, by its id."""
    found: dict[str, str | None] = {}
    for part in of.parts:
        found |= zip(part.read(["id"])["id"], made.reasons(part), strict=True)
    return found


def cleaned(folder: Path, frame: pl.DataFrame, config: Config, cuts: tuple[int, ...] = ()) -> Any:
    held = dataset(folder / f"d{next(FOLDERS)}", frame, cuts)
    return held, clean(held, config, workers=1)


@settings(max_examples=20)
@given(changes=ROWS, steps=ORDERS, cut=st.integers(0, 14))
def test_the_counts_add_up_whatever_the_rows_and_the_steps(
    place: Path, changes: list[dict[str, Any]], steps: tuple[str, ...], cut: int
) -> None:
    config = Config(steps=steps, options=OPTIONS)
    held, made = cleaned(place, rows(*changes), config, (cut,))
    reasons = fates(made, held)
    assert made.funnel.rows_in == len(changes) == made.funnel.kept + made.funnel.left
    assert made.funnel.kept == list(reasons.values()).count(None)
    for stage in made.funnel.stages:
        assert stage.rows == list(reasons.values()).count(stage.reason)


@settings(max_examples=8)
@given(changes=ROWS, order=st.randoms(use_true_random=False))
def test_neither_order_nor_parts_nor_increments_change_a_fate(
    place: Path, changes: list[dict[str, Any]], order: Any
) -> None:
    config = Config(options=OPTIONS)
    frame = rows(*changes)
    at_once, made = cleaned(place, frame, config)
    places = list(range(len(frame)))
    order.shuffle(places)
    half = len(frame) // 2
    grown = dataset(place / f"d{next(FOLDERS)}", frame[places[:half]])
    clean(grown, config, workers=1)
    if len(frame) > half:
        grown.append(frame[places[half:]])
        grown.save()
    again = clean(grown, config, workers=1)
    assert fates(again, grown) == fates(made, at_once)
    assert again.funnel == made.funnel


def test_the_same_rows_and_configuration_give_the_same_bytes(tmp_path: Path) -> None:
    frame = rows({}, {"winner": None}, {"answers_a": ["I am ChatGPT."]})
    one = cleaned(tmp_path, frame, Config())[1]
    other = cleaned(tmp_path, frame, Config())[1]
    assert one.digest == other.digest


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    held, made = cleaned(tmp_path, rows({}, {"winner": None}), Config())
    before = made.digest
    assert clean(held, Config(), workers=1).digest == before


def test_other_processes_give_the_same_bytes(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    frame = rows(*({"prompts": [f"prompt {rng.integers(9)}"]} for _ in range(60)))
    config = Config(options={"high_frequency": {"limit": 3}})
    here = dataset(tmp_path / "here", frame, (20, 45))
    there = dataset(tmp_path / "there", frame, (20, 45))
    one, other = clean(here, config, workers=1), clean(there, config, workers=2)
    assert one.funnel.left > 0
    assert other.digest == one.digest


def test_a_row_is_counted_under_the_first_step_that_objects(tmp_path: Path) -> None:
    frame = rows({"flagged": True, "anonymous": False})
    held, made = cleaned(tmp_path, frame, Config(steps=("flagged", "not_anonymous")))
    assert fates(made, held) == {"r0": "flagged"}
    held, made = cleaned(tmp_path, frame, Config(steps=("not_anonymous", "flagged")))
    assert fates(made, held) == {"r0": "names were shown"}


def test_a_row_that_left_is_not_seen_by_later_steps(tmp_path: Path) -> None:
    frame = rows({"flagged": True}, {}, {}, prompts=["the same"])
    options = {"high_frequency": {"limit": 2, "top": 1.0}}
    config = Config(steps=("flagged", "high_frequency"), options=options)
    funnel = cleaned(tmp_path, frame, config)[1].funnel
    assert funnel.by_step() == {"flagged": 1, "high_frequency": 0}


def test_models_are_renamed_before_anything_is_decided(tmp_path: Path) -> None:
    config = Config(aliases=(Alias("lark-2", "wren-7b"),))
    held, made = cleaned(tmp_path, rows({}), config)
    assert fates(made, held) == {"r0": "a model against itself"}
    assert held.parts[0].read(["model_b"]).item() == "lark-2"


def test_what_the_import_refused_comes_first(tmp_path: Path) -> None:
    held = dataset(tmp_path / "d", rows({}))
    held.inputs["x"] = {"rows": 3, "imported": 1, "repeated": 0, "refused": {"bad winner": 2}}
    funnel = clean(held, workers=1).funnel
    assert (funnel.rows_in, funnel.kept) == (3, 1)
    assert funnel.stages[0].reason == "bad winner"


def test_an_empty_dataset_is_cleaned(tmp_path: Path) -> None:
    made = cleaned(tmp_path, rows(), Config())[1]
    assert (made.funnel.rows_in, made.funnel.kept) == (0, 0)


def test_what_was_decided_is_found_again(tmp_path: Path) -> None:
    held, made = cleaned(tmp_path, rows({}), Config())
    assert Clean.open(held) == made
    assert Clean.open(dataset(tmp_path / "new", rows({}))) is None


def test_new_rows_and_other_options_make_it_old(tmp_path: Path) -> None:
    held, made = cleaned(tmp_path, rows({}), Config())
    assert made.is_current(held, Config())
    assert not made.is_current(held, Config(options={"too_short": {"characters": 9}}))
    part = held.append(rows({"id": "new"}))
    assert not made.is_current(held)
    with pytest.raises(DataError, match=r"part 2 was imported after the cleaning; run `tiltyard"):
        made.reasons(part)


def test_the_run_is_stamped(tmp_path: Path) -> None:
    held, made = cleaned(tmp_path, rows({}), Config())
    stamp = files.read_json(held.folder / "runs" / "0001-clean.json")
    assert stamp["input_digest"] == held.digest
    assert stamp["config"] == made.definition
    assert stamp["result"] == made.funnel.to_dict()


def test_a_damaged_decision_is_told(tmp_path: Path) -> None:
    held, made = cleaned(tmp_path, rows({}), Config())
    files.write_json({"funnel": {}}, made.folder / "funnel.json")
    with pytest.raises(DataError, match=r"is not as `tiltyard data clean` writes it"):
        Clean.open(held)


@pytest.mark.parametrize(
    ("config", "kind", "words"),
    [
        (Config(steps=("flagd",)), UnknownNameError, "did you mean 'flagged'"),
        (Config(steps=("flagged", "flagged")), ConfigurationError, "names 'flagged' twice"),
        (Config(options={"identety": {}}), UnknownNameError, "did you mean 'identity'"),
        (Config(options={"too_short": {"chars": 1}}), ConfigurationError, "no option 'chars'"),
    ],
)
def test_a_configuration_with_a_fault_is_refused(
    tmp_path: Path, config: Config, kind: type[Exception], words: str
) -> None:
    held = dataset(tmp_path / "d", rows({}))
    with pytest.raises(kind, match=words):
        clean(held, config)
    assert not (held.folder / "clean").exists()


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    held = dataset(tmp_path / "d", rows({}))
    with held.locked(), pytest.raises(WriteError, match="another run works on"):
        clean(held, workers=1)
