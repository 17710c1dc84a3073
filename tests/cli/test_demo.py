"""The demo's settings, for as many models as could be had."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tiltyard import providers
from tiltyard.cli.demo import config_text
from tiltyard.errors import ConfigurationError
from tiltyard.settings import Settings

FIRST, SECOND = providers.catalogue()[:2]


def settings(count: int) -> Settings:
    return Settings.model_validate(
        tomllib.loads(config_text([FIRST, SECOND][:count], Path("/models")))
    )


def test_two_models_meet_each_other() -> None:
    assert sorted(settings(2).models) == sorted([FIRST.name, SECOND.name])


def test_one_model_meets_itself_under_two_system_prompts() -> None:
    models = settings(1).models.values()
    assert [model.model for model in models] == [FIRST.name] * 2
    assert len({model.system_prompt for model in models}) == 2


def test_no_model_is_no_demo() -> None:
    with pytest.raises(ConfigurationError, match="at least one model"):
        config_text([], Path("/models"))
