"""The tiles of a log grow with it, and are those of its leaves or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiltyard import ledger
from tiltyard.errors import LedgerError, WriteError
from tiltyard.ledger import Checkpoint, Signer, bundle_path, tile_path
from tiltyard.store import Log
from tiltyard.transparency import Copy
from transparency.logs import Published

SIGNER = Signer("arena.example", b"\3" * 32)


def note(log: Log, size: int, signer: Signer = SIGNER) -> str:
    """A checkpoint of the first leaves."""
    root = ledger.root_of(map(ledger.leaf_hash, log.leaves(0, size)))
    return signer.sign(Checkpoint(signer.verifier.name, size, root))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a copy but its lock."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("steps", [(1, 255, 256), (256, 257), (600,), (0, 3, 700)])
def test_a_copy_that_grew_has_all_tiles_of_one_written_at_once(
    published: Published, tmp_path: Path, steps: tuple[int, ...]
) -> None:
    log, last = published.store.log, steps[-1]
    published.add(last)
    grown, at_once = Copy(tmp_path / "grown"), Copy(tmp_path / "once")
    for size in steps:
        grown.grow(log, note(log, size))
    at_once.grow(log, note(log, last))
    wanted, found = contents(at_once.folder), contents(grown.folder)
    assert {name: found.get(name) for name in wanted} == wanted
    assert {name for name in found.keys() - wanted.keys() if ".p/" not in name} == set()


def test_tiles_are_those_of_the_specification(published: Published, tmp_path: Path) -> None:
    log = published.store.log
    published.add(600)
    copy = Copy(tmp_path / "copy")
    copy.grow(log, note(log, 600))
    tiles = {tile_path(*one) for one in ledger.tiles_of(600)}
    bundles = {bundle_path(*one) for one in ledger.bundles_of(600)}
    assert contents(copy.folder).keys() == tiles | bundles | {"checkpoint"}


@pytest.mark.slow
def test_tiles_of_three_levels_give_the_root(published: Published, tmp_path: Path) -> None:
    log, size = published.store.log, 256 * 256 + 300
    published.add(size)
    copy = Copy(tmp_path / "copy")
    for some in (256 * 256 - 1, size):
        assert copy.grow(log, note(log, some))
    assert (copy.folder / tile_path(2, 0, 1)).is_file()
    proof = ledger.inclusion_proof(copy.node(size), 5, size)
    leaf = ledger.leaf_hash(log.leaves(5, 6)[0])
    root = ledger.root_of(map(ledger.leaf_hash, log.leaves(0, size)))
    assert ledger.is_included(leaf, 5, size, proof, root)


def test_a_partial_tile_goes_when_the_whole_one_is_there(
    published: Published, tmp_path: Path
) -> None:
    log, copy = published.store.log, Copy(tmp_path / "copy")
    published.add(300)
    copy.grow(log, note(log, 200))
    assert (copy.folder / tile_path(0, 0, 200)).is_file()
    copy.grow(log, note(log, 300))
    assert not list(copy.folder.glob("tile/0/000.p"))


def test_an_older_checkpoint_changes_nothing(published: Published, tmp_path: Path) -> None:
    log, copy = published.store.log, Copy(tmp_path / "copy")
    published.add(5)
    copy.grow(log, note(log, 5))
    assert not copy.grow(log, note(log, 3))
    assert copy.note == note(log, 5)


def test_tiles_that_were_damaged_are_made_anew(published: Published, tmp_path: Path) -> None:
    log, copy = published.store.log, Copy(tmp_path / "copy")
    published.add(300)
    copy.grow(log, note(log, 260))
    (copy.folder / tile_path(0, 0)).write_bytes(b"\0" * 32 * 256)
    copy.grow(log, note(log, 300))
    assert ledger.subtree(copy.node(300), 0, 300) == ledger.root_of(
        map(ledger.leaf_hash, log.leaves(0, 300))
    )


def test_a_tile_that_was_cut_off_is_named(published: Published, tmp_path: Path) -> None:
    log, copy = published.store.log, Copy(tmp_path / "copy")
    published.add(300)
    copy.grow(log, note(log, 300))
    (copy.folder / tile_path(0, 0)).write_bytes(b"\0" * 100)
    with pytest.raises(LedgerError, match="tile/0/000 is missing or was cut off"):
        ledger.inclusion_proof(copy.node(300), 5, 300)


def test_a_log_that_was_edited_is_not_copied_over_the_one_that_was(
    published: Published, tmp_path: Path
) -> None:
    log, copy = published.store.log, Copy(tmp_path / "copy")
    published.add(3)
    signed = SIGNER.sign(Checkpoint(SIGNER.verifier.name, 2, b"\5" * 32))
    copy.folder.mkdir()
    (copy.folder / "checkpoint").write_text(signed)
    with pytest.raises(LedgerError, match="it was edited, or the database is an older one"):
        copy.grow(log, note(log, 3))
    assert copy.note == signed


def test_the_log_of_another_name_is_not_copied_over(published: Published, tmp_path: Path) -> None:
    log, copy = published.store.log, Copy(tmp_path / "copy")
    published.add(2)
    copy.grow(log, note(log, 1))
    other = Signer("other.example", b"\4" * 32)
    with pytest.raises(LedgerError, match=r"holds the log 'arena\.example'.*name another folder"):
        copy.grow(log, note(log, 2, other))


def test_a_folder_that_is_a_file_cannot_be_written(published: Published, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("in the way")
    with pytest.raises(WriteError, match="cannot be written"):
        Copy(tmp_path / "copy").grow(published.store.log, note(published.store.log, 0))
