"""Settings become an arena, or a sentence that says why not."""

from __future__ import annotations

import asyncio
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from arenas import scripted
from tiltyard import pipeline
from tiltyard.bootstrap import assemble, data_config, make_judge, make_store, open_boards
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.settings import Settings
from tiltyard.store import open_store

NOW = datetime(2026, 3, 1, tzinfo=UTC)


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


def with_sources(folder: Path, **sources: dict[str, Any]) -> Settings:
    return scripted(folder, leaderboard={"refresh_seconds": 0.05, "sources": sources})


def imported_votes(folder: Path) -> Path:
    """A dataset of a few votes."""
    file = folder / "votes.csv"
    file.write_text("model_a,model_b,winner\n" + "ash,yew,model_a\nyew,ash,tie\n" * 5)
    pipeline.import_files(folder / "crowd", [str(file)])
    return folder / "crowd"


def test_a_dataset_of_the_settings_is_a_source_of_boards(tmp_path: Path) -> None:
    cards = tmp_path / "cards.csv"
    cards.write_text("name,organisation\nash,Grove\n")
    source = {"dataset": imported_votes(tmp_path), "title": "The crowd", "cards": cards}
    with open_boards(with_sources(tmp_path, crowd=source)) as supply:
        found = supply.boards.source("crowd")
        board = found.board(supply.boards.query({"source": "crowd"}), computed_at=NOW)
    assert (found.title, found.kind, board.votes) == ("The crowd", "dataset", 10)
    assert {row.card.name: row.card.organisation for row in board.rows} == {
        "ash": "Grove",
        "yew": None,
    }


def test_published_ratings_of_the_settings_are_a_source_of_boards(tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text("category,model,rating,low,high\noverall,ash,1010,1000,1020\n")
    with open_boards(with_sources(tmp_path, theirs={"imported": file})) as supply:
        assert supply.boards.source("theirs").kind == "imported"


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("crowd", {}, "'crowd'.*either `dataset` or `imported`"),
        ("crowd", {"dataset": "a", "imported": "b"}, "either `dataset` or `imported`"),
        ("crowd", {"dataset": "none"}, "'crowd'.*'none' is no dataset"),
        ("crowd", {"imported": "none.csv"}, "none.csv"),
        ("crowd", {"dataset": "a", "style": "b"}, "belong to `imported`"),
        ("example", {"dataset": "a"}, "'example' is taken"),
        ("The Crowd", {"dataset": "a"}, "small letters"),
    ],
)
def test_a_source_with_a_fault_is_named_at_the_start(
    tmp_path: Path, name: str, source: dict[str, Any], message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message):
        assemble(with_sources(tmp_path, **{name: source}))


def test_an_unknown_control_of_the_settings_is_named_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no control 'stile'.*'style'"):
        assemble(scripted(tmp_path, leaderboard={"control": ["stile"]}))


def test_the_usual_control_is_that_of_the_settings(tmp_path: Path) -> None:
    with open_boards(scripted(tmp_path, leaderboard={"control": ["style"]})) as supply:
        assert supply.boards.query({}).control == ("style",)
        assert supply.boards.query({"control": "none"}).control == ()


def test_settings_leave_the_example_out(tmp_path: Path) -> None:
    with open_boards(scripted(tmp_path, leaderboard={"example": False})) as supply:
        assert list(supply.boards.sources) == [""]
    with open_boards(scripted(tmp_path)) as supply:
        assert list(supply.boards.sources) == ["example", ""]


def test_an_arena_without_a_usual_board_starts_and_says_why(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> None:
        settings = {"method": "elo", "control": ["style"], "example": False}
        arena = assemble(scripted(tmp_path, leaderboard=settings))
        await arena.start()
        await arena.close()

    asyncio.run(work())
    assert "there is no usual board: method 'elo' holds nothing equal" in caplog.text


def test_a_failure_in_the_background_is_told_when_the_arena_closes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing() -> None:
        raise ValueError("a fault of ours")

    async def work() -> None:
        task = asyncio.create_task(failing())
        await asyncio.wait([task])
        await replace(assemble(scripted(tmp_path)), _background=[task]).close()

    asyncio.run(work())
    assert "a fault of ours" in caplog.text
