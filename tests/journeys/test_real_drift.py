"""A real model whose temperature is raised behind its name is found by its answers."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leaderboard.stored import opened
from tiltyard import providers
from tiltyard.battles import Contender
from tiltyard.drift import OURS, Alarm, Drift, Plan, Prompts
from tiltyard.providers import Deadlines, Endpoint
from tiltyard.records import ModelCard, ModelVersion

MODEL = "smollm2-135m"


def here(name: str) -> bool:
    """Whether the model's file is on this machine."""
    return providers.is_whole(providers.model_file(name), providers.default_directory())


def served(endpoint: Endpoint, temperature: float) -> Contender:
    """The model under its name, however hot it is."""
    return Contender(
        card=ModelCard("smollm"),
        version=ModelVersion(1, "smollm", 1, "d" * 64),
        endpoint=endpoint,
        model=MODEL,
        deadlines=Deadlines(120, 120, 300),
        parameters={"temperature": temperature},
    )


@pytest.mark.models
@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not here(MODEL), reason="no model file: run `tiltyard models fetch`")
def test_a_raised_temperature_rings_and_an_unchanged_one_does_not(tmp_path: Path) -> None:
    store = opened(f"sqlite:///{tmp_path / 'arena.db'}")
    endpoint = Endpoint("local", providers.create("local", {}))
    now = datetime(2026, 1, 1, 4, tzinfo=UTC)
    drift = Drift(
        [],
        store,
        tmp_path / "drift",
        Plan(
            canaries=True,
            prompts=Prompts(OURS[:12], are_public=True),
            samples=4,
            tokens=24,
            false_alarms=0.1,
        ),
        remake=lambda: [],
        clock=lambda: now,
    )

    async def nights(*heats: float) -> list[list[Alarm]]:
        try:
            return [
                await drift.night([served(endpoint, heat)], now.date() + timedelta(days=day))
                for day, heat in enumerate(heats)
            ]
        finally:
            await endpoint.close()

    quiet, loud = asyncio.run(nights(0.3, 0.3, 0.3, 1.5))[2:]
    store.close()
    for one in drift.verdicts(1):
        print(f"{one.day}: discrepancy {one.value:.4f}, p = {one.p_value:.2g}")
    assert quiet == []
    assert [alarm.kind for alarm in loud] == ["answers"]
