"""The whole turn of the wheel on real parts: two language models, a person, a board."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from arenas import serving, wait_for
from journeys.conftest import Visit
from tiltyard import providers
from tiltyard.settings import Settings

MODELS = ("smollm2-135m", "qwen2.5-coder-0.5b")


def here(name: str) -> bool:
    """Whether the model's file is on this machine."""
    return providers.is_whole(providers.model_file(name), providers.default_directory())


@pytest.mark.models
@pytest.mark.skipif(
    not all(here(name) for name in MODELS), reason="no model files: run `tiltyard models fetch`"
)
def test_two_real_models_battle_and_the_board_moves(tmp_path: Path, visit: Visit) -> None:
    model = {"endpoint": "local", "parameters": {"max_tokens": 32, "temperature": 0, "seed": 1}}
    settings = Settings.model_validate(
        {"data_dir": tmp_path, "models": {name: model | {"model": name} for name in MODELS}}
    )
    with serving(settings) as base:
        visit.page.goto(base)
        visit.ask("What is the capital of France?")
        expect(visit.by("vote-tie")).to_be_enabled(timeout=60_000)
        for side in ("model_a", "model_b"):
            assert len(visit.by(f"pane-{side}").inner_text()) > 20
        assert not any(name in visit.page.content() for name in MODELS)
        visit.by("vote-tie").click()
        for name in MODELS:
            expect(visit.by("reveal")).to_contain_text(name)
        expect(visit.by("reveal")).to_contain_text("tokens/s")
        wait_for(lambda: counted(visit, base))


def counted(visit: Visit, base: str) -> bool:
    """Whether the board shows the vote."""
    visit.page.goto(f"{base}/leaderboard")
    text = visit.page.locator("main").inner_text()
    return "1 vote" in text and all(name in text for name in MODELS)
