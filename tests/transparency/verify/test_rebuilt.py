"""Whatever byte of whatever leaf is changed: the root is another, and the leaf is named."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from ledger.made_copy import Made, made
from tiltyard import ledger
from tiltyard.errors import LedgerError
from tiltyard.transparency.verify import verify
from tiltyard.transparency.verify._outcome import Findings
from tiltyard.transparency.verify._rebuilt import Rebuilt, past_roots

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
def log(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("snapshots"), battles=70, days=4, boards=False)


def mutated(leaves: list[bytes], draw: random.Random) -> tuple[int, list[bytes]]:
    """The leaves with one byte of one of them changed, and which."""
    place = draw.randrange(len(leaves))
    leaf = bytearray(leaves[place])
    leaf[draw.randrange(len(leaf))] ^= draw.randrange(1, 256)
    return place, [*leaves[:place], bytes(leaf), *leaves[place + 1 :]]


def test_every_changed_byte_of_a_thousand_is_caught_and_its_leaf_named(log: Made) -> None:
    draw, files = random.Random(0), dict(log.copy())
    missed = []
    for number in range(MUTATIONS):
        place, leaves = mutated(log.leaves, draw)
        index = place // 256
        some = leaves[256 * index : 256 * index + 256]
        bundle = {ledger.bundle_path(index, len(some)): ledger.bundled(some)}
        findings = Findings(2)
        rebuilt = Rebuilt(InMemory(files | bundle), len(leaves), findings)
        for _ in rebuilt.bundles():
            pass
        is_other = rebuilt.root() != log.root()  # and looks at tiles that are not full
        if not is_other or findings.outcome("").leaf != place:
            missed.append((number, place))
    assert not missed


@pytest.mark.parametrize("seed", range(40))
def test_a_changed_byte_fails_the_whole_verification(log: Made, seed: int) -> None:
    place, leaves = mutated(log.leaves, random.Random(seed))
    changed = Made(leaves, log.about, log.files)
    files = dict(log.copy()) | {p: d for p, d in changed.copy(log.note()) if "entries" in p}
    outcome = verify(InMemory(files))[1]
    assert (outcome.state, outcome.leaf) == ("failed", place)


@pytest.mark.parametrize("seed", range(40))
def test_tiles_that_were_changed_with_the_leaf_do_not_help(log: Made, seed: int) -> None:
    _, leaves = mutated(log.leaves, random.Random(seed))
    changed = Made(leaves, log.about, log.files)
    assert verify(InMemory(dict(changed.copy(log.note()))))[1].state == "failed"


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 400])
def test_roots_of_the_past_come_out_of_the_tiles(log: Made, size: int) -> None:
    copy = InMemory(dict(log.copy()))
    assert past_roots(copy, len(log.leaves))(size) == log.root(size)


def test_a_log_without_leaves_has_the_root_of_nothing(log: Made) -> None:
    empty = Made([], log.about)
    outcome = verify(InMemory(dict(empty.copy())))[1]
    assert outcome.says == "0 leaves give the root of the checkpoint"
