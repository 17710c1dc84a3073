"""The log as files of 256 entries each, which any web server can hold: C2SP tlog-tiles.

See https://c2sp.org/tlog-tiles. A tile of level L holds the roots of subtrees of ``256 ** L``
leaves; a bundle holds the leaves themselves, each behind its length in two bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tiltyard.errors import LedgerError
from tiltyard.ledger._tree import Hash, Node, node_hash

WIDTH = 256
_BITS = 8


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """Where a tile lies; a partial one has its width in the name."""
    return f"tile/{level}/{_number(index)}{_partial(width)}"


def bundle_path(index: int, width: int = WIDTH) -> str:
    """Where a bundle of leaves lies."""
    return f"tile/entries/{_number(index)}{_partial(width)}"


def tiles_of(size: int) -> Iterator[tuple[int, int, int]]:
    """Every tile of a tree: level, index and width."""
    level = 0
    while many := size >> _BITS * level:
        whole, rest = divmod(many, WIDTH)
        yield from ((level, index, WIDTH) for index in range(whole))
        if rest:
            yield level, whole, rest
        level += 1


def bundles_of(size: int) -> Iterator[tuple[int, int]]:
    """Every bundle of a log: index and width."""
    return ((index, width) for level, index, width in tiles_of(size) if level == 0)


def bundled(leaves: Sequence[bytes]) -> bytes:
    """Leaves as a bundle."""
    return b"".join(len(leaf).to_bytes(2) + leaf for leaf in leaves)


def unbundled(data: bytes, width: int) -> list[bytes]:
    """The leaves of a bundle.

    Raises:
        LedgerError: it was cut off, or holds more or fewer.
    """
    leaves: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2])
        if end > len(data) or at + 2 > len(data):
            raise LedgerError(f"the bundle was cut off after {len(leaves)} leaves")
        leaves.append(data[at + 2 : end])
        at = end
    if len(leaves) != width:
        raise LedgerError(f"the bundle has {len(leaves)} leaves, and {width} are expected")
    return leaves


def nodes_of_tiles(read: Callable[[int, int], Sequence[Hash]]) -> Node:
    """Complete subtrees, from tiles.

    Args:
        read: gives the hashes of a tile, by its level and index.
    """

    def node(level: int, index: int) -> Hash:
        tile, above = divmod(level, _BITS)
        begin = index << above
        hashes = read(tile, begin // WIDTH)[begin % WIDTH : begin % WIDTH + (1 << above)]
        if len(hashes) != 1 << above:
            raise LedgerError(f"tile {tile_path(tile, begin // WIDTH)} was cut off")
        while len(hashes) > 1:
            pairs = zip(hashes[0::2], hashes[1::2], strict=True)
            hashes = [node_hash(left, right) for left, right in pairs]
        return hashes[0]

    return node


def _number(index: int) -> str:
    """Groups of three digits, all but the last behind an x."""
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    return "/".join(reversed(groups))


def _partial(width: int) -> str:
    if not 1 <= width <= WIDTH:
        raise LedgerError(f"a tile has 1 to {WIDTH} entries, not {width}")
    return "" if width == WIDTH else f".p/{width}"
