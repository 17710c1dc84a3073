"""What every cleaning step must do, ours and those of other packages."""

from __future__ import annotations

import pickle
import re
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from typing import Any

import polars as pl
import pytest

from pipeline.battles import rows
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.pipeline import STEPS, steps
from tiltyard.pipeline._schema import ROW
from tiltyard.pipeline.steps import Step

ODD: tuple[dict[str, Any], ...] = (
    {},
    {"winner": None, "model_a": None, "model_b": "", "voter": None, "battle": None},
    {"prompts": None, "answers_a": None, "answers_b": None, "created_at": None},
    {"prompts": [], "answers_a": [], "answers_b": []},
    {"prompts": [None, ""], "answers_a": [None], "answers_b": ["", None]},
    {"prompts": ["\x00 \ud7ff 🦜 ⟦0⟧ \\ (", "x" * 30_000], "answers_a": ["⟦9⟧ I am ⟦0⟧"]},
    {"flagged": True, "anonymous": False, "failure": "timeout", "images": 2},
    {"model_a": "lark-2", "prompts": ["hi"]},
)


@pytest.fixture(params=steps.names())
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def step(name: str) -> Step:
    return steps.load(name)


@pytest.fixture
def odd() -> pl.DataFrame:
    return rows(*ODD)


def narrow(step: Step, frame: pl.DataFrame) -> pl.DataFrame:
    """What a step decides over."""
    measured = step.measure(frame.select(step.measures)) if step.measures else None
    columns = [frame.select(step.reads), *([] if measured is None else [measured])]
    return pl.concat([one for one in columns if one.width], how="horizontal")


def test_a_step_is_frozen_and_its_options_have_values_of_their_own(step: Step) -> None:
    assert is_dataclass(step)
    assert step == type(step)()
    with pytest.raises(FrozenInstanceError):
        step.anything = 1  # type: ignore[attr-defined]  # the point


def test_a_step_says_what_it_is_about_and_all_its_reasons(step: Step) -> None:
    assert step.about
    assert step.reasons
    assert len(set(step.reasons)) == len(step.reasons)
    assert all(reason.strip() for reason in step.reasons)


def test_a_step_reads_columns_that_there_are(step: Step) -> None:
    assert {*step.measures, *step.reads} <= set(ROW)
    assert step.measures or step.reads


def test_a_step_decides_about_every_row_by_its_own_reasons(step: Step, odd: pl.DataFrame) -> None:
    found = step.drop(narrow(step, odd))
    assert len(found) == len(odd)
    assert found.dtype == pl.String
    assert set(found.drop_nulls()) <= set(step.reasons)


def test_a_step_keeps_a_good_battle(step: Step) -> None:
    assert step.drop(narrow(step, rows({}))).to_list() == [None]


def test_measures_depend_on_each_row_alone(step: Step, odd: pl.DataFrame) -> None:
    if not step.measures:
        pytest.skip("there is nothing to measure")
    whole = step.measure(odd.select(step.measures))
    assert whole is not None
    alone = [step.measure(one.select(step.measures)) for one in odd.iter_slices(1)]
    assert pl.concat([one for one in alone if one is not None]).equals(whole)


def test_a_step_can_be_sent_to_another_process(step: Step) -> None:
    assert pickle.loads(pickle.dumps(step)) == step


def test_what_decides_is_plain_and_in_the_open(step: Step) -> None:
    assert all(isinstance(key, str) for key in step.definition())
    assert set(step.measured_by()) <= set(step.definition())


def test_an_unknown_option_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"no option 'wrong' in data.options.{name}"):
        steps.load(name, {"wrong": 1})


def test_an_option_of_the_wrong_kind_is_refused(name: str, step: Step) -> None:
    if not fields(step):
        pytest.skip("it has no options")
    option = fields(step)[0].name
    with pytest.raises(
        ConfigurationError, match=re.escape(f"data.options.{name}.{option} is {{}}")
    ):
        steps.load(name, {option: {}})


def test_an_option_as_it_is_changes_nothing(name: str, step: Step) -> None:
    options = {field.name: getattr(step, field.name) for field in fields(step)}
    as_written = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in options.items()
        if value is not None
    }
    assert steps.load(name, as_written) == replace(step)


def test_every_usual_step_is_there() -> None:
    assert set(STEPS) <= set(steps.names())


def test_an_unknown_step_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'flagged'"):
        steps.load("flagd")


def test_an_option_that_is_nearly_right_is_named() -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'limit'"):
        steps.load("high_frequency", {"limits": 3})


def test_a_yes_is_no_number() -> None:
    with pytest.raises(ConfigurationError, match="should be a whole number"):
        steps.load("high_frequency", {"limit": True})


def test_a_whole_number_is_a_number() -> None:
    assert steps.load("high_frequency", {"top": 1}) == steps.load("high_frequency", {"top": 1.0})
