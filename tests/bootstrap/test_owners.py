"""Owners' votes on their own models are kept, and count for nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bootstrap.private import HERON, battle, private_settings
from tiltyard import ledger
from tiltyard.bootstrap import assemble
from tiltyard.bootstrap._owners import Owners
from tiltyard.errors import ConfigurationError


def owners(folder: Path) -> Owners:
    """Whoever is known of in this folder."""
    return Owners(folder / "private" / "owners.jsonl", {})


def test_an_owner_is_known_from_then_on(tmp_path: Path) -> None:
    owners(tmp_path).note("ada", "acme")
    assert owners(tmp_path).organisation("ada") == "acme"


def test_others_are_voters_like_any(tmp_path: Path) -> None:
    owners(tmp_path).note("ada", "acme")
    assert owners(tmp_path).organisation("ben") is None


def test_what_another_program_learnt_is_known(tmp_path: Path) -> None:
    first = owners(tmp_path)
    assert first.organisation("ada") is None
    owners(tmp_path).note("ada", "acme")
    assert first.organisation("ada") == "acme"


def test_half_a_line_is_read_when_it_is_whole(tmp_path: Path) -> None:
    first = owners(tmp_path)
    first.note("ada", "acme")
    assert first.organisation("ada") == "acme"
    path = tmp_path / "private" / "owners.jsonl"
    with path.open("ab") as file:
        file.write(b'{"voter": "ben", ')
    assert first.organisation("ben") is None
    with path.open("ab") as file:
        file.write(b'"organisation": "acme"}\n')
    assert first.organisation("ben") == "acme"


def test_the_same_is_kept_once(tmp_path: Path) -> None:
    for _ in range(3):
        owners(tmp_path).note("ada", "acme")
    assert (tmp_path / "private" / "owners.jsonl").read_text().count("\n") == 1


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    owners(tmp_path).note("ada", "acme")
    (tmp_path / "private" / "owners.jsonl").write_text("no line\n")
    with pytest.raises(ConfigurationError, match=r"owners\.jsonl"):
        owners(tmp_path).organisation("ada")


def test_an_owners_vote_counts_on_others_models_alone(tmp_path: Path) -> None:
    settings = private_settings(tmp_path, {"acme-9": HERON})
    owners(tmp_path).note("ada", "acme")
    met = battle(settings, 14, voter="ada")
    arena = assemble(settings)
    log = arena.store.log
    told = [ledger.decoded(one) for one in log.leaves(0, log.size())]
    asyncio.run(arena.close())
    counts = [one["counts"] for one in told if one["type"] == "vote"]
    own = sum("heron" in pair for pair in met)
    assert 0 < own < 14
    assert counts.count("owner") == own
    assert counts.count("yes") == 14 - own


def test_a_public_model_has_owners_too(tmp_path: Path) -> None:
    table = HERON | {"private": False, "code_name": None}
    owners(tmp_path).note("ada", "acme")
    settings = private_settings(tmp_path, {"acme-9": table})
    met = battle(settings, 10, voter="ada")
    arena = assemble(settings)
    log = arena.store.log
    told = [ledger.decoded(one) for one in log.leaves(0, log.size())]
    asyncio.run(arena.close())
    votes = [one for one in told if one["type"] == "vote" and one["counts"] == "owner"]
    assert len(votes) == sum("acme-9" in pair for pair in met) > 0
