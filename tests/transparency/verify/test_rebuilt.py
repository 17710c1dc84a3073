"""Whatever byte of whatever leaf is changed: the root is another, and the leaf is named."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

import pytest

from ledger.copies import Made
from ledger.made_copy import made
from ledger.second_verifier import Verifier as Second
from tiltyard import ledger
from tiltyard.errors import LedgerError
from tiltyard.transparency.verify import verify
from tiltyard.transparency.verify._outcome import Findings
from tiltyard.transparency.verify._rebuilt import Rebuilt, past_roots
from transparency.verify.forgeries import failed, first_of

MUTATIONS = 1_000


class InMemory:
    """A copy whose files are in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    def read(self, path: str) -> bytes:
        """What a file holds."""
        if path not in self.files:
            raise LedgerError(f"{path} is missing")
        return self.files[path]

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("snapshots"), battles=70, days=4, boards=False)


def mutated(leaves: list[bytes], draw: random.Random) -> tuple[int, list[bytes]]:
    """The leaves with one byte of one of them changed, and which."""
    place = draw.randrange(len(leaves))
    leaf = bytearray(leaves[place])
    leaf[draw.randrange(len(leaf))] ^= draw.randrange(1, 256)
    return place, [*leaves[:place], bytes(leaf), *leaves[place + 1 :]]


def test_every_changed_byte_of_a_thousand_is_caught_and_its_leaf_named(bare: Made) -> None:
    draw, files = random.Random(0), dict(bare.copy())
    missed = []
    for number in range(MUTATIONS):
        place, leaves = mutated(bare.leaves, draw)
        index = place // 256
        some = leaves[256 * index : 256 * index + 256]
        bundle = {ledger.bundle_path(index, len(some)): ledger.bundled(some)}
        findings = Findings(2)
        rebuilt = Rebuilt(InMemory(files | bundle), len(leaves), findings)
        for _ in rebuilt.bundles():
            pass
        is_other = rebuilt.root() != bare.root()  # and looks at tiles that are not full
        if not is_other or findings.outcome("").leaf != place:
            missed.append((number, place))
    assert not missed


@pytest.mark.parametrize("seed", range(40))
def test_a_changed_byte_fails_the_whole_verification(bare: Made, seed: int) -> None:
    place, leaves = mutated(bare.leaves, random.Random(seed))
    changed = Made(leaves, bare.about, bare.files)
    files = dict(bare.copy()) | {p: d for p, d in changed.copy(bare.note()) if "entries" in p}
    outcome = verify(InMemory(files))[1]
    assert (outcome.state, outcome.leaf) == ("failed", place)


@pytest.mark.parametrize("seed", range(40))
def test_tiles_that_were_changed_with_the_leaf_do_not_help(bare: Made, seed: int) -> None:
    _, leaves = mutated(bare.leaves, random.Random(seed))
    changed = Made(leaves, bare.about, bare.files)
    assert verify(InMemory(dict(changed.copy(bare.note()))))[1].state == "failed"


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 400])
def test_roots_of_the_past_come_out_of_the_tiles(bare: Made, size: int) -> None:
    copy = InMemory(dict(bare.copy()))
    assert past_roots(copy, len(bare.leaves))(size) == bare.root(size)


def test_a_log_without_leaves_has_the_root_of_nothing(bare: Made) -> None:
    empty = Made([], bare.about)
    outcome = verify(InMemory(dict(empty.copy())))[1]
    assert outcome.says == "0 leaves give the root of the checkpoint"


def test_a_tampered_entry_is_named(log: Made, tmp_path: Path) -> None:
    place = log.places("vote")[40]
    note, old = log.note(), dict(log.copy())
    log.edit(place, winner="both_bad")
    copy = {**old, **{path: data for path, data in log.copy(note) if "entries" in path}}
    outcome = failed(verify(_written(copy, tmp_path)))
    assert (outcome.step, outcome.leaf) == (2, place)
    assert "is not the leaf whose hash" in outcome.says
    assert first_of(Second(tmp_path)) == 2


@pytest.mark.parametrize("path", ["tile/entries/000", "tile/0/001", "tile/0/003.p", "tile/1"])
def test_a_truncated_tile_is_named(log: Made, tmp_path: Path, path: str) -> None:
    log.write(tmp_path)
    file = next(one for one in sorted((tmp_path / path).parent.rglob("*")) if one.is_file()
                and one.relative_to(tmp_path).as_posix().startswith(path))  # fmt: skip
    file.write_bytes(file.read_bytes()[:-5])
    outcome = failed(verify(tmp_path))
    assert (outcome.step, "cut off" in outcome.says) == (2, True), outcome
    assert first_of(Second(tmp_path)) == 2


def test_a_missing_bundle_is_named_and_the_rest_is_not_checked(log: Made, tmp_path: Path) -> None:
    (log.write(tmp_path) / "tile/entries/001").unlink()
    outcomes = verify(tmp_path)
    assert failed(outcomes).says == "leaf 256: tile/entries/001: tile/entries/001 is missing"
    assert [one.state for one in outcomes[2:8]] == ["not checked"] * 6


def test_a_full_tile_may_stand_for_a_partial_one(log: Made, tmp_path: Path) -> None:
    cut = 2 * 256 - 9
    before = deepcopy(log)
    del before.leaves[cut:]
    before.write(tmp_path)
    log.write(tmp_path, log.note(cut))
    for kind in ("entries", "0"):
        shutil.rmtree(tmp_path / f"tile/{kind}/001.p")
    assert verify(tmp_path)[1].state == "ok"
    assert Second(tmp_path).run()[1] is None


def _written(copy: dict[str, bytes], folder: Path) -> Path:
    for path, data in copy.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder
