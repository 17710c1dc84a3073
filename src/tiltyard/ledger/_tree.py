"""The Merkle tree of RFC 6962: roots, and proofs that a leaf is in it or that it only grew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from tiltyard.errors import LedgerError

Hash = bytes
# Gives the root of the complete subtree of 2 ** level leaves that is the index-th of its level.
Node = Callable[[int, int], Hash]

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> Hash:
    """The hash of a leaf."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """The hash of what is above two others."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: what its root is made of, in memory of ``log2 n`` hashes.

    Attributes:
        size: how many leaves there are.
    """

    def __init__(self, size: int = 0, edge: Iterable[Hash] = ()) -> None:
        self.size = size
        self._edge = list(edge)  # roots of complete subtrees, the largest first
        if len(self._edge) != size.bit_count():
            raise LedgerError(f"the edge of {size} leaves has {size.bit_count()} hashes")

    @property
    def edge(self) -> tuple[Hash, ...]:
        """What `Frontier` takes to go on from here."""
        return tuple(self._edge)

    def append(self, leaf: Hash) -> None:
        """Add the hash of a leaf."""
        size = self.size
        while size & 1:
            leaf = node_hash(self._edge.pop(), leaf)
            size >>= 1
        self._edge.append(leaf)
        self.size += 1

    def root(self) -> Hash:
        """The root of all leaves so far."""
        if not self._edge:
            return EMPTY
        found = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            found = node_hash(left, found)
        return found


def root_of(leaves: Iterable[Hash]) -> Hash:
    """The root of some hashes of leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def nodes_of(leaves: Sequence[Hash]) -> Node:
    """Complete subtrees of leaves that are all in memory, each computed once."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = zip(below[0::2], below[1::2], strict=False)
        levels.append([node_hash(left, right) for left, right in pairs])
    return lambda level, index: levels[level][index]


def subtree(node: Node, begin: int, end: int) -> Hash:
    """The root of the leaves from ``begin`` up to ``end``, a range that the tree has as a node."""
    many = end - begin
    if many & (many - 1) == 0:
        level = many.bit_length() - 1
        return node(level, begin >> level)
    middle = begin + _split(many)
    return node_hash(subtree(node, begin, middle), subtree(node, middle, end))


def inclusion_proof(node: Node, index: int, size: int) -> list[Hash]:
    """What proves that a leaf is in a tree of ``size``: RFC 6962, 2.1.1.

    Raises:
        LedgerError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise LedgerError(f"there is no leaf {index} in a tree of {size}")
    proof, begin, end = [], 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            proof.append(subtree(node, middle, end))
            end = middle
        else:
            proof.append(subtree(node, begin, middle))
            begin = middle
    return proof[::-1]


def consistency_proof(node: Node, first: int, second: int) -> list[Hash]:
    """What proves that a tree of ``first`` leaves became one of ``second``: RFC 6962, 2.1.2.

    Raises:
        LedgerError: it did not grow from there.
    """
    if not 0 <= first <= second:
        raise LedgerError(f"a tree of {first} leaves does not grow to one of {second}")
    if first in (0, second):
        return []
    proof, begin, end, is_known = [], 0, second, True
    while first != end:
        middle = begin + _split(end - begin)
        if first <= middle:
            proof.append(subtree(node, middle, end))
            end = middle
        else:
            proof.append(subtree(node, begin, middle))
            begin, is_known = middle, False
    if not is_known:
        proof.append(subtree(node, begin, end))
    return proof[::-1]


def is_included(leaf: Hash, index: int, size: int, proof: Sequence[Hash], root: Hash) -> bool:
    """Whether a proof shows that the leaf of this hash is in the tree of this root."""
    if not 0 <= index < size:
        return False
    found = _climbed(index, size - 1, [leaf], proof)
    return found is not None and found[0] == root


def is_consistent(
    first: int, second: int, proof: Sequence[Hash], first_root: Hash, second_root: Hash
) -> bool:
    """Whether a proof shows that the tree of the one root became that of the other."""
    if not 0 <= first <= second:
        return False
    if first in (0, second):
        is_same = first_root == (EMPTY if first == 0 else second_root)
        return is_same and not proof
    given = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not given:
        return False
    here, last = first - 1, second - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    # The first of the two grows only by what was left of it.
    found = _climbed(here, last, [given[0], given[0]], given[1:])
    return found == [first_root, second_root]


def _climbed(here: int, last: int, found: list[Hash], proof: Sequence[Hash]) -> list[Hash] | None:
    """The roots that a proof leads to, from a node and the last one of its level; None if to none.

    Of two that climb, the first takes what stands left of it, and the last takes both.
    """
    for other in proof:
        if last == 0:
            return None
        if here & 1 or here == last:
            found = [node_hash(other, one) for one in found]
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = [*found[:-1], node_hash(found[-1], other)]
        here, last = here >> 1, last >> 1
    return found if last == 0 else None


def _split(many: int) -> int:
    """The largest power of two below a number of at least two."""
    return 1 << (many - 1).bit_length() - 1
