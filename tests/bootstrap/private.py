"""Arenas in which an organisation tests models in private."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from arenas import QUICK, scripted, serving
from tiltyard.battles import BlindBattle
from tiltyard.bootstrap import assemble, release
from tiltyard.bootstrap._arena import Arena
from tiltyard.ledger import Leaf
from tiltyard.records import Winner
from tiltyard.settings import Settings

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
HERON = {"code_name": "heron", "parameters": QUICK | {"text": "A heron's answer."}}
STORK = {"code_name": "stork", "parameters": QUICK | {"text": "A stork's answer."}}
TWO = {"acme-9": HERON, "acme-9b": STORK}


def private_settings(
    folder: Path, tested: dict[str, dict[str, Any]] | None = None, **more: Any
) -> Settings:
    """Two public models, and private ones of an organisation: name → what its table says."""
    whole = scripted(folder, **more).model_dump()
    whole["organisations"] = {"acme": {"title": "Acme Labs"}, "beta": {}}
    for name, table in (TWO if tested is None else tested).items():
        usual = {"endpoint": "scripted", "model": f"script-{name}", "owner": "acme"}
        whole["models"][name] = {**usual, "private": True, "organisation": "Acme", **table}
    return Settings.model_validate(whole)


def leaves(settings: Settings) -> list[Leaf]:
    """The last leaf of every version of a model, after a start."""
    arena = assemble(settings)
    try:
        return arena.store.log.declared()
    finally:
        asyncio.run(arena.close())


def leaf(settings: Settings, name: str) -> Leaf:
    """The last leaf of the model that the log calls so."""
    return next(one for one in leaves(settings) if one["name"] == name)


def battle(settings: Settings, count: int, *, voter: str = "") -> list[set[str]]:
    """Hold battles and vote on them; returns which names met. Voters are new each time."""
    return asyncio.run(_battle(assemble(settings), count, voter))


async def _battle(arena: Arena, count: int, voter: str) -> list[set[str]]:
    await arena.start()

    async def one(number: int) -> set[str]:
        who = voter or f"voter {number}"
        opened = await arena.battles.open("Why?", voter=who)
        assert isinstance(opened, BlindBattle)
        async for _ in arena.battles.watch(opened.id, voter=who):
            pass
        winner = (Winner.MODEL_A, Winner.MODEL_B)[number % 2]
        told = await arena.battles.vote(opened.id, winner, voter=who)
        return {told.model_a.card.name, told.model_b.card.name}

    try:
        return await asyncio.gather(*map(one, range(count)))
    finally:
        await arena.close()


@contextmanager
def after_a_release(folder: Path) -> Iterator[str]:
    """The address of an arena in which one of two was released, and a third is tested."""
    settings = private_settings(folder)
    battle(settings, 30)
    release(settings, ["heron"], at=AT)
    battle(settings, 30)
    crane = {"code_name": "crane", "parameters": QUICK}
    with serving(private_settings(folder, {**TWO, "acme-10": crane})) as address:
        yield address
