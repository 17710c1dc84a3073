"""What may be seen of private models."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bootstrap.private import HERON, STORK, battle, leaves, private_settings
from tiltyard.bootstrap import OwnModel, PrivateModels, assemble, open_boards
from tiltyard.settings import Settings

THREE = {
    "acme-9": HERON,
    "acme-9b": STORK,
    "beta-1": {**HERON, "code_name": "crow", "owner": "beta"},
}


def seen(settings: Settings) -> PrivateModels:
    """What there is to see, after a start."""
    arena = assemble(settings)
    asyncio.run(arena.close())
    return arena.private


def own(settings: Settings, owner: str) -> dict[str, OwnModel]:
    """An owner's models by code name, with all votes that there are."""
    with open_boards(settings) as supply:
        return {one.variant.code_name: one for one in PrivateModels(settings, supply).own(owner)}


def test_every_organisation_is_counted(tmp_path: Path) -> None:
    counts = seen(private_settings(tmp_path, THREE)).counts()
    assert [(one.title, one.now, one.since_release) for one in counts] == [
        ("Acme Labs", 2, 2),
        ("beta", 1, 1),
    ]


def test_one_that_was_withdrawn_is_still_counted(tmp_path: Path) -> None:
    leaves(private_settings(tmp_path, THREE))
    (acme, _) = seen(private_settings(tmp_path, {"acme-9": HERON})).counts()
    assert (acme.now, acme.since_release) == (1, 2)


def test_an_arena_without_any_has_no_counts(tmp_path: Path) -> None:
    assert seen(private_settings(tmp_path, {})).counts() == []


def test_an_owner_has_own_models_alone(tmp_path: Path) -> None:
    leaves(private_settings(tmp_path, THREE))
    assert list(own(private_settings(tmp_path, THREE), "beta")) == ["crow"]


def test_without_votes_there_is_a_reason(tmp_path: Path) -> None:
    leaves(private_settings(tmp_path, THREE))
    heron = own(private_settings(tmp_path, THREE), "acme")["heron"]
    assert (heron.row, heron.votes) == (None, 0)
    assert heron.reason


def test_an_owner_sees_votes_and_a_rating(tmp_path: Path) -> None:
    settings = private_settings(tmp_path, {"acme-9": HERON})
    met = battle(settings, 30)
    heron = own(settings, "acme")["heron"]
    assert heron.votes == sum("heron" in pair for pair in met)
    assert heron.row is not None
    assert heron.row.low < heron.row.rating < heron.row.high


@pytest.mark.parametrize("status", ["active", "retired"])
def test_it_is_said_whether_one_is_tested_now(tmp_path: Path, status: str) -> None:
    settings = private_settings(tmp_path, {"acme-9": HERON})
    leaves(settings)
    changed = private_settings(tmp_path, {"acme-9": HERON | {"status": status}})
    assert own(changed, "acme")["heron"].is_tested is (status == "active")
