"""The tree is built again from the leaves, and set beside the tiles and the checkpoint."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from tiltyard import ledger
from tiltyard.errors import LedgerError
from tiltyard.ledger import Frontier, Hash
from tiltyard.transparency.verify._copy import Copy
from tiltyard.transparency.verify._outcome import Findings

_HASH = 32
# Tiles that are kept while roots of the past are looked up.
_KEPT = 64


class Rebuilt:
    """The leaves of a copy, in order, while their tree is built and compared.

    Args:
        copy: where they are.
        size: how many there are.
        findings: of this step.
    """

    def __init__(self, copy: Copy, size: int, findings: Findings) -> None:
        self._copy = copy
        self._size = size
        self._findings = findings
        # Of each level the hashes of the tile that is being filled, and its index.
        self._rows: list[list[Hash]] = [[]]
        self._index = [0]
        self.read = 0

    def bundles(self) -> Iterator[tuple[int, list[bytes]]]:
        """The place of the first leaf of each bundle, and its leaves.

        Raises:
            LedgerError: one is missing or was cut off.
        """
        for index, width in ledger.bundles_of(self._size):
            leaves = self._bundle(index, width)
            sha256 = hashlib.sha256
            self._fill(0, [sha256(b"\0" + leaf).digest() for leaf in leaves])
            self.read += width
            yield index * ledger.WIDTH, leaves

    def root(self) -> Hash:
        """The root of all leaves; call it when all are read."""
        for level, row in enumerate(self._rows):
            if row:
                self._compare(level, row)
        edge = [
            _root(part) for row in reversed(self._rows) for part in _complete(row)
        ]  # the largest subtrees first
        return Frontier(self._size, edge).root()

    def _bundle(self, index: int, width: int) -> list[bytes]:
        first = index * ledger.WIDTH
        try:
            whole, data = _read_partial(self._copy, lambda w: ledger.bundle_path(index, w), width)
            return ledger.unbundled(data, whole)[:width]
        except LedgerError as error:
            path = ledger.bundle_path(index, width)
            self._findings.fail(f"{path}: {error}", first)
            raise

    def _fill(self, level: int, hashes: Sequence[Hash]) -> None:
        """Add hashes to the tile of a level; a full one is compared, and counts above."""
        row = self._rows[level]
        row.extend(hashes)
        if len(row) < ledger.WIDTH:
            return
        self._compare(level, row)
        if level + 1 == len(self._rows):
            self._rows.append([])
            self._index.append(0)
        self._fill(level + 1, [_root(row)])
        self._rows[level] = []
        self._index[level] += 1

    def _compare(self, level: int, row: Sequence[Hash]) -> None:
        """Say what a tile has otherwise."""
        index = self._index[level]
        path = ledger.tile_path(level, index, len(row))
        try:
            held = read_tile(self._copy, level, index, len(row))
        except LedgerError as error:
            leaf = index * ledger.WIDTH if level == 0 else None
            self._findings.fail(f"{path}: {error}", leaf)
            return
        if held == list(row):
            return
        pairs = enumerate(zip(held, row, strict=True))
        place = next(at for at, (one, other) in pairs if one != other)
        if level == 0:
            leaf = index * ledger.WIDTH + place
            self._findings.fail(f"it is not the leaf whose hash {path} has", leaf)
        else:
            self._findings.fail(f"{path}: entry {place} is not the root of the tile below it")


def past_roots(copy: Copy, size: int) -> Callable[[int], Hash]:
    """What gives the root that the first leaves had when there were no more, from the tiles.

    It raises `LedgerError` where a tile is missing.
    """

    @lru_cache(maxsize=_KEPT)
    def read(level: int, index: int) -> Sequence[Hash]:
        many = min((size >> 8 * level) - index * ledger.WIDTH, ledger.WIDTH)
        return read_tile(copy, level, index, many)

    node = ledger.nodes_of_tiles(read)
    return lambda first: ledger.subtree(node, 0, first) if first else ledger.EMPTY


def _read_partial(copy: Copy, path: Callable[[int], str], width: int) -> tuple[int, bytes]:
    """How many entries a file has, and the file: the partial one, or the full one that came later.

    Raises:
        LedgerError: there is neither.
    """
    try:
        return width, copy.read(path(width))
    except LedgerError:
        if width == ledger.WIDTH:
            raise
        try:
            return ledger.WIDTH, copy.read(path(ledger.WIDTH))
        except LedgerError:
            pass
        raise


def read_tile(copy: Copy, level: int, index: int, width: int) -> list[Hash]:
    """The hashes of a tile.

    Raises:
        LedgerError: it is missing or was cut off.
    """
    whole, data = _read_partial(copy, lambda w: ledger.tile_path(level, index, w), width)
    if len(data) != whole * _HASH:
        raise LedgerError(
            f"the tile has {len(data):,} bytes, and {whole * _HASH:,} are expected: it was cut off"
        )
    return [data[at : at + _HASH] for at in range(0, width * _HASH, _HASH)]


def _root(row: Sequence[Hash]) -> Hash:
    """The root of a complete subtree."""
    sha256 = hashlib.sha256
    while len(row) > 1:
        row = [
            sha256(b"\1" + left + right).digest()
            for left, right in zip(row[0::2], row[1::2], strict=True)
        ]
    return row[0]


def _complete(row: Sequence[Hash]) -> Iterator[Sequence[Hash]]:
    """A tile's hashes in the complete subtrees that they make up, the largest first."""
    begin = 0
    for bit in reversed(range(len(row).bit_length())):
        if len(row) >> bit & 1:
            yield row[begin : begin + (1 << bit)]
            begin += 1 << bit
