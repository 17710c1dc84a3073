"""What is served under a name, and by which endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tiltyard.bootstrap import assemble
from tiltyard.errors import ConfigurationError
from tiltyard.settings import Settings


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
