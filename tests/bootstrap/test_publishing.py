"""What an arena publishes of itself can be checked by a stranger, and a bad key stops its start."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from arenas import scripted
from tiltyard import ledger
from tiltyard.battles import BlindBattle
from tiltyard.bootstrap import Arena, assemble
from tiltyard.bootstrap._publishing import _rules
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard import Query, Snapshot
from tiltyard.ledger import Signer
from tiltyard.records import Winner
from tiltyard.transparency import Labels
from tiltyard.transparency.verify import verify

SCRIPT = {"chunk": 400, "every_seconds": 0.0, "text": "An answer."}
MODELS = {"oak": SCRIPT, "elm": SCRIPT, "ash": SCRIPT}
WINNERS = (Winner.MODEL_A, Winner.MODEL_B, Winner.TIE)


async def battle(arena: Arena, number: int) -> None:
    """Somebody asks, and votes on what they are told."""
    voter = f"voter-{number % 5}"
    opened = await arena.battles.open("Why?", voter=voter)
    assert isinstance(opened, BlindBattle)
    async for _ in arena.battles.watch(opened.id, voter=voter):
        pass
    await arena.battles.vote(opened.id, WINNERS[number % 3], voter=voter)


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Arena, Snapshot]:
    """An arena with a snapshot of thirty votes, and one vote more."""
    folder = tmp_path_factory.mktemp("arena")
    arena = assemble(scripted(folder, MODELS, leaderboard={"snapshot_every": "never"}))

    async def work() -> Snapshot:
        await arena.start()
        for number in range(30):
            await battle(arena, number)
        await asyncio.to_thread(arena.supply.step)
        taken = await asyncio.to_thread(arena.snapshots.take, arena.supply.source, Query())
        await battle(arena, 30)
        await asyncio.to_thread(arena.publisher.step, at_once=True)
        await arena.close()
        return taken

    snapshot = asyncio.run(work())
    assert arena.publisher.standing.alarm is None
    return arena, snapshot


def leaves(folder: Path) -> list[dict[str, object]]:
    """Those of a public copy."""
    size = ledger.read_checkpoint((folder / "checkpoint").read_text()).size
    found: list[dict[str, object]] = []
    for index, width in ledger.bundles_of(size):
        data = (folder / ledger.bundle_path(index, width)).read_bytes()
        found += map(ledger.decoded, ledger.unbundled(data, width))
    return found


def test_a_snapshot_has_a_leaf_that_names_the_tree_it_stands_on(
    voted: tuple[Arena, Snapshot],
) -> None:
    arena, snapshot = voted
    all_of_them = leaves(arena.publisher.copy.folder)
    (leaf,) = (one for one in all_of_them if one["type"] == "snapshot")
    hashes = [ledger.leaf_hash(ledger.canonical(one)) for one in all_of_them]
    size = snapshot.configuration["log"]["size"]
    assert leaf["digest"] == snapshot.digest
    assert leaf["size"] == size
    assert leaf["root"] == ledger.root_of(hashes[:size]).hex()


def test_the_labels_name_the_votes_that_the_snapshot_counts(
    voted: tuple[Arena, Snapshot],
) -> None:
    arena, snapshot = voted
    folder = arena.publisher.copy.folder
    labels = Labels.of(json.loads((folder / "labels" / "1.json").read_text()), 1)
    size = snapshot.configuration["log"]["size"]
    votes = [at for at, one in enumerate(leaves(folder)[:size]) if one["type"] == "vote"]
    assert list(labels.leaves) == votes
    assert len(votes) == snapshot.votes == 30


def test_a_stranger_finds_nothing_wrong(voted: tuple[Arena, Snapshot], tmp_path: Path) -> None:
    arena, _ = voted
    export = shutil.copytree(arena.publisher.copy.folder, tmp_path / "copy")
    found = {one.name: (one.state, one.says) for one in verify(export)}
    assert {name: says for name, (state, says) in found.items() if state != "ok"} == {}


def test_a_snapshot_has_one_leaf_however_often_it_is_published(
    voted: tuple[Arena, Snapshot],
) -> None:
    arena, _ = voted
    folder = arena.publisher.copy.folder.parent
    (folder / "snapshots" / "000001.leaf.json").unlink()  # as a crash would leave it
    again = assemble(scripted(folder, MODELS))
    again.supply.open()
    again.supply.step()
    again.publisher.step(at_once=True)
    assert again.publisher.standing.alarm is None
    size = again.store.log.size()
    kinds = [ledger.decoded(one)["type"] for one in again.store.log.leaves(0, size)]
    again.supply.close()
    again.store.close()
    assert kinds.count("snapshot") == 1


def test_an_arena_does_not_start_with_a_key_that_cannot_be_read(tmp_path: Path) -> None:
    arena = assemble(scripted(tmp_path))
    arena.publisher.step(at_once=True)
    arena.store.close()
    (tmp_path / "log.key").unlink()
    with pytest.raises(ConfigurationError, match=r"log\.key', cannot be read"):
        assemble(scripted(tmp_path))


ADA = str(Signer("ada.example", b"\1" * 32).verifier)


@pytest.mark.parametrize(
    ("log", "says"),
    [
        ({"quorum": 1}, r"`log\.quorum` is 1, and `log\.witnesses` names 0"),
        ({"witnesses": [ADA], "quorum": 2}, r"`log\.quorum` is 2, and `log\.witnesses` names 1"),
        ({"witnesses": [ADA, ADA]}, "`log.witnesses` names 'ada.example' twice"),
    ],
)
def test_a_quorum_that_can_never_be_is_refused_at_the_start(
    tmp_path: Path, log: dict[str, object], says: str
) -> None:
    with pytest.raises(ConfigurationError, match=says):
        assemble(scripted(tmp_path, log=log))


@pytest.mark.parametrize(("log", "quorum"), [({}, 1), ({"quorum": 0}, 0)])
def test_one_witness_is_enough_unless_the_settings_say_otherwise(
    tmp_path: Path, log: dict[str, object], quorum: int
) -> None:
    arena = assemble(scripted(tmp_path, log={"witnesses": [ADA], **log}))
    arena.publisher.step(at_once=True)
    arena.store.close()
    assert json.loads((tmp_path / "log" / "log.json").read_text())["quorum"] == quorum


def test_a_witness_of_the_settings_must_be_a_key(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"`log\.witnesses`: 'ada' is no Ed25519 key"):
        assemble(scripted(tmp_path, log={"witnesses": ["ada"]}))


def test_the_log_says_how_many_checks_of_attention_there_are(tmp_path: Path) -> None:
    public, team = (
        _rules(scripted(tmp_path, voters={"profile": one})) for one in ("public", "team")
    )
    assert (public.gold, team.gold) == ({"battles": 2, "among": 10}, None)
