"""Tiles: where they lie, how many there are, and that they give every subtree back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.copies import tiles
from tiltyard import ledger
from tiltyard.errors import LedgerError

LEAVES = [b"%d" % number for number in range(66_000)]
HASHES = [ledger.leaf_hash(leaf) for leaf in LEAVES]


@pytest.mark.parametrize(
    ("index", "path"),
    [
        (0, "000"),
        (67, "067"),
        (999, "999"),
        (1_000, "x001/000"),
        (1_234_067, "x001/x234/067"),
    ],
)
def test_numbers_are_in_groups_of_three(index: int, path: str) -> None:
    assert ledger.tile_path(1, index) == f"tile/1/{path}"
    assert ledger.bundle_path(index) == f"tile/entries/{path}"


def test_a_partial_tile_has_its_width_in_its_name() -> None:
    assert ledger.tile_path(0, 1_000, 7) == "tile/0/x001/000.p/7"


@pytest.mark.parametrize("width", [0, 257])
def test_a_tile_has_up_to_256_entries(width: int) -> None:
    with pytest.raises(LedgerError, match="a tile has 1 to 256 entries"):
        ledger.tile_path(0, 0, width)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, []),
        (1, [(0, 0, 1)]),
        (255, [(0, 0, 255)]),
        (256, [(0, 0, 256), (1, 0, 1)]),
        (257, [(0, 0, 256), (0, 1, 1), (1, 0, 1)]),
        (600, [(0, 0, 256), (0, 1, 256), (0, 2, 88), (1, 0, 2)]),
    ],
)
def test_a_tree_has_these_tiles(size: int, expected: list[tuple[int, int, int]]) -> None:
    assert list(ledger.tiles_of(size)) == expected


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537])
def test_levels_end_around_powers_of_256(size: int) -> None:
    levels = {level for level, _, _ in ledger.tiles_of(size)}
    assert levels == ({0, 1} if size < 65_536 else {0, 1, 2})


@pytest.mark.parametrize("size", [1, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537, 66_000])
def test_the_root_comes_out_of_the_tiles(size: int) -> None:
    files = dict(tiles(LEAVES[:size]))

    def read(level: int, index: int) -> list[bytes]:
        width = min(256, (size >> 8 * level) - 256 * index)
        data = files[ledger.tile_path(level, index, width)]
        return [data[at : at + 32] for at in range(0, len(data), 32)]

    node = ledger.nodes_of_tiles(read)
    assert ledger.subtree(node, 0, size) == ledger.root_of(HASHES[:size])


def test_a_tile_that_was_cut_off_is_named() -> None:
    node = ledger.nodes_of_tiles(lambda _level, _index: HASHES[:3])
    with pytest.raises(LedgerError, match=r"tile tile/0/000 was cut off"):
        node(2, 0)


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
def test_a_bundle_is_read_as_it_was_written(leaves: list[bytes]) -> None:
    assert ledger.unbundled(ledger.bundled(leaves), len(leaves)) == leaves


@given(st.lists(st.binary(min_size=1, max_size=30), min_size=1, max_size=20), st.data())
def test_a_bundle_that_was_cut_off_is_refused(leaves: list[bytes], data: st.DataObject) -> None:
    whole = ledger.bundled(leaves)
    with pytest.raises(LedgerError):
        ledger.unbundled(whole[: data.draw(st.integers(0, len(whole) - 1))], len(leaves))


def test_a_bundle_with_more_leaves_than_expected_is_refused() -> None:
    with pytest.raises(LedgerError, match="the bundle has 3 leaves, and 2 are expected"):
        ledger.unbundled(ledger.bundled(LEAVES[:3]), 2)
