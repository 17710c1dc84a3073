"""What the log tells of the arena's models."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from arenas import scripted
from battles.streams import told
from tiltyard.bootstrap import assemble

OAK: dict[str, Any] = {"text": "Yes."}


def run_once(folder: Path, models: dict[str, dict[str, Any]], **more: Any) -> list[dict[str, Any]]:
    """Start an arena and stop it; the leaves of its models afterwards."""
    settings = scripted(folder, models)
    for name, table in more.items():
        settings.models[name] = settings.models[name].model_copy(update=table)
    arena = assemble(settings)
    found = told(arena.store.log, "model")
    asyncio.run(arena.close())
    return found


def states(leaves: list[dict[str, Any]]) -> list[tuple[str, int, str, str | None]]:
    """Name, version, state and reason of each."""
    return [(leaf["name"], leaf["version"], leaf["state"], leaf["reason"]) for leaf in leaves]


def test_every_model_is_in_the_log_before_its_first_battle(tmp_path: Path) -> None:
    leaves = run_once(tmp_path, {"oak": OAK, "elm": {}})
    assert states(leaves) == [("oak", 1, "active", None), ("elm", 1, "active", None)]
    assert [leaf["model"] for leaf in leaves] == [1, 2]


def test_a_start_without_news_tells_nothing(tmp_path: Path) -> None:
    first = run_once(tmp_path, {"oak": OAK, "elm": {}})
    assert run_once(tmp_path, {"oak": OAK, "elm": {}}) == first


def test_a_model_that_is_served_differently_replaces_its_version(tmp_path: Path) -> None:
    run_once(tmp_path, {"oak": OAK, "elm": {}})
    leaves = run_once(tmp_path, {"oak": {"text": "No."}, "elm": {}})
    assert states(leaves)[2:] == [("oak", 1, "retired", "replaced"), ("oak", 2, "active", None)]


def test_a_model_that_is_gone_is_retired(tmp_path: Path) -> None:
    run_once(tmp_path, {"oak": OAK, "elm": {}, "yew": {}})
    leaves = run_once(tmp_path, {"oak": OAK, "elm": {}})
    assert states(leaves)[3:] == [("yew", 1, "retired", "removed")]


def test_a_model_that_comes_back_as_it_was_is_active_again(tmp_path: Path) -> None:
    both = {"oak": OAK, "elm": {}}
    run_once(tmp_path, both | {"yew": {}})
    run_once(tmp_path, both)
    leaves = run_once(tmp_path, both | {"yew": {}})
    assert states(leaves)[4:] == [("yew", 1, "active", None)]


def test_a_model_that_is_retired_by_the_settings_says_so(tmp_path: Path) -> None:
    leaves = run_once(tmp_path, {"oak": OAK, "elm": {}, "yew": {}}, yew={"status": "retired"})
    assert states(leaves)[2:] == [("yew", 1, "retired", "settings")]
