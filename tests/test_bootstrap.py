"""Settings become an arena, or a sentence that says why not."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from arenas import scripted
from tiltyard import pipeline
from tiltyard.bootstrap import assemble, data_config, make_judge, make_store
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.settings import Settings
from tiltyard.store import open_store


def settings_with(folder: Path, model: dict[str, Any], **more: Any) -> Settings:
    return Settings.model_validate({"data_dir": folder, "models": {"oak": model}, **more})


def version_of(settings: Settings, name: str = "oak") -> int:
    """The version of a model that an arena of these settings serves."""
    arena = assemble(settings)
    number = arena.battles._contenders[name].version.number
    arena.store.close()
    return number


def test_an_unknown_endpoint_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"'oak'.*'scriptd'.*did you mean 'scripted'"):
        assemble(settings_with(tmp_path, {"endpoint": "scriptd", "model": "m"}))


def test_an_unknown_argument_of_an_endpoint_is_named(tmp_path: Path) -> None:
    endpoints = {"one": {"base_ulr": "http://127.0.0.1:1/v1"}}
    model = {"endpoint": "one", "model": "m"}
    with pytest.raises(ConfigurationError, match=r"'one'.*'base_ulr'.*'base_url'"):
        assemble(settings_with(tmp_path, model, endpoints=endpoints))


@pytest.mark.parametrize(
    "change",
    [
        {"model": "other"},
        {"system_prompt": "Be brief."},
        {"parameters": {"text": "Other."}},
    ],
)
def test_a_change_to_what_is_served_is_a_new_version(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    model = {"endpoint": "scripted", "model": "m"}
    assert version_of(settings_with(tmp_path, model)) == 1
    assert version_of(settings_with(tmp_path, model | change)) == 2


@pytest.mark.parametrize("change", [{"weight": 2}, {"organisation": "Grove"}, {"price_in_usd": 1}])
def test_a_change_to_the_card_is_no_new_version(tmp_path: Path, change: dict[str, Any]) -> None:
    model = {"endpoint": "scripted", "model": "m"}
    assert version_of(settings_with(tmp_path, model)) == 1
    assert version_of(settings_with(tmp_path, model | change)) == 1


def test_a_rotated_key_is_no_new_version_and_is_not_kept(tmp_path: Path) -> None:
    model = {"endpoint": "one", "model": "m"}
    for key in ("sk-first", "sk-second"):
        endpoints = {"one": {"base_url": "http://127.0.0.1:1/v1", "api_key": key}}
        assert version_of(settings_with(tmp_path, model, endpoints=endpoints)) == 1
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("tiltyard.db*"))
    assert b"sk-" not in kept


def test_the_signing_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    keys = []
    for _ in range(2):
        arena = assemble(scripted(tmp_path))
        keys.append(arena.secret_key)
        arena.store.close()
    assert keys[0] == keys[1]
    assert len(keys[0]) > 30
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_tables_that_are_behind_say_what_to_do(tmp_path: Path) -> None:
    settings = scripted(tmp_path, store={"upgrade": False})
    with pytest.raises(ConfigurationError, match="tiltyard db upgrade"):
        make_store(settings)
    opened = open_store(settings.store_url)
    opened.upgrade()
    opened.close()
    make_store(settings).close()


def test_a_signing_key_that_is_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(ConfigurationError, match="too short: remove the file"):
        assemble(scripted(tmp_path))


def test_without_a_name_there_is_nobody_to_ask(tmp_path: Path) -> None:
    assert make_judge(settings_with(tmp_path, {"endpoint": "scripted", "model": "m"})) is None


def test_whoever_is_asked_is_a_model_of_the_settings(tmp_path: Path) -> None:
    model = {"endpoint": "scripted", "model": "m", "price_in_usd": 2.0, "total_seconds": 9}
    judge = make_judge(settings_with(tmp_path, model, data={"judge": "oak"}))
    assert judge is not None
    assert (judge.name, judge.model, judge.price_in_usd) == ("oak", "m", 2.0)
    assert judge.deadlines.total_seconds == 9


def test_other_parameters_are_another_judge(tmp_path: Path) -> None:
    model = {"endpoint": "scripted", "model": "m"}
    judges = [
        make_judge(settings_with(tmp_path, model | {"parameters": {"seed": seed}}), "oak")
        for seed in (1, 2)
    ]
    assert len({judge.digest for judge in judges if judge is not None}) == 2


def test_a_judge_that_is_no_model_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="no model 'aok' to ask; did you mean 'oak'"):
        make_judge(settings_with(tmp_path, {"endpoint": "scripted", "model": "m"}), "aok")


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
