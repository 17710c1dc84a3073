"""What the settings say of datasets, and whom they put rubrics to."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tiltyard import pipeline
from tiltyard.bootstrap import data_config, make_judge
from tiltyard.errors import UnknownNameError
from tiltyard.settings import Settings


def with_oak(folder: Path, *, data: dict[str, Any] | None = None, **model: Any) -> Settings:
    """Settings with one model."""
    oak = {"endpoint": "scripted", "model": "m", **model}
    return Settings.model_validate({"data_dir": folder, "models": {"oak": oak}, "data": data or {}})


def test_without_a_name_there_is_nobody_to_ask(tmp_path: Path) -> None:
    assert make_judge(with_oak(tmp_path)) is None


def test_whoever_is_asked_is_a_model_of_the_settings(tmp_path: Path) -> None:
    settings = with_oak(tmp_path, data={"judge": "oak"}, price_in_usd=2.0, total_seconds=9)
    judge = make_judge(settings)
    assert judge is not None
    assert (judge.name, judge.model, judge.price_in_usd) == ("oak", "m", 2.0)
    assert judge.deadlines.total_seconds == 9


def test_other_parameters_are_another_judge(tmp_path: Path) -> None:
    judges = [make_judge(with_oak(tmp_path, parameters={"seed": seed}), "oak") for seed in (1, 2)]
    assert len({judge.digest for judge in judges if judge is not None}) == 2


def test_a_judge_that_is_no_model_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="no model 'aok' to ask; did you mean 'oak'"):
        make_judge(with_oak(tmp_path), "aok")


def test_what_is_set_about_datasets_reaches_the_pipeline() -> None:
    data = {"licence": "CC-BY-4.0", "steps": ["flagged"], "options": {"flagged": {}}}
    config = data_config(Settings.model_validate({"data": data}))
    assert (config.release.licence, config.steps, config.options) == (
        "CC-BY-4.0",
        ("flagged",),
        {"flagged": {}},
    )


def test_all_steps_run_unless_some_are_named() -> None:
    assert data_config(Settings()).steps == pipeline.STEPS


def test_a_renamed_model_keeps_its_dates() -> None:
    alias = {"name": "oak-preview", "means": "oak", "until": "2026-01-01T00:00:00Z"}
    made = data_config(Settings.model_validate({"data": {"aliases": [alias]}})).aliases
    assert made == (pipeline.Alias("oak-preview", "oak", None, datetime(2026, 1, 1, tzinfo=UTC)),)
