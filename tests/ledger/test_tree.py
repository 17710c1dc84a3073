"""Trees: the answers of RFC 6962 that others published, and every proof of small trees."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard import ledger
from tiltyard.errors import LedgerError
from tiltyard.ledger import Frontier

# The eight leaves that logs of RFC 6962 are tested with, and the roots of the first of them.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MOST = 64
MANY = [ledger.leaf_hash(b"%d" % number) for number in range(MOST)]


def by_definition(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962, 2.1, defines it."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while 2 * split < len(leaves):
        split *= 2
    both = by_definition(leaves[:split]) + by_definition(leaves[split:])
    return hashlib.sha256(b"\1" + both).digest()


@pytest.mark.parametrize("size", range(9))
def test_a_root_is_the_one_that_is_known(size: int) -> None:
    assert ledger.root_of(map(ledger.leaf_hash, LEAVES[:size])).hex() == ROOTS[size]


@pytest.mark.parametrize("size", range(MOST + 1))
def test_a_root_is_that_of_the_definition(size: int) -> None:
    assert ledger.root_of(MANY[:size]) == by_definition(MANY[:size])


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_every_leaf_is_proved_to_be_there(size: int) -> None:
    node, root = ledger.nodes_of(MANY[:size]), by_definition(MANY[:size])
    proofs = [ledger.inclusion_proof(node, index, size) for index in range(size)]
    assert all(
        ledger.is_included(MANY[index], index, size, proof, root)
        for index, proof in enumerate(proofs)
    )


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_no_leaf_is_proved_to_be_at_another_place(size: int) -> None:
    node, root = ledger.nodes_of(MANY[:size]), by_definition(MANY[:size])
    proofs = [ledger.inclusion_proof(node, index, size) for index in range(size)]
    found = [
        (index, place)
        for index, proof in enumerate(proofs)
        for place in range(size)
        if place != index and ledger.is_included(MANY[index], place, size, proof, root)
    ]
    assert not found


@pytest.mark.parametrize("second", range(MOST + 1))
def test_every_tree_is_proved_to_have_grown_from_every_smaller_one(second: int) -> None:
    node, root = ledger.nodes_of(MANY[:second]), by_definition(MANY[:second])
    assert all(
        ledger.is_consistent(
            first,
            second,
            ledger.consistency_proof(node, first, second),
            by_definition(MANY[:first]),
            root,
        )
        for first in range(second + 1)
    )


@pytest.mark.parametrize("second", range(1, MOST + 1))
def test_a_tree_with_another_leaf_is_not_proved_to_have_grown(second: int) -> None:
    node, root = ledger.nodes_of(MANY[:second]), by_definition(MANY[:second])
    other = [ledger.leaf_hash(b"other"), *MANY[1:]]
    assert not any(
        ledger.is_consistent(
            first,
            second,
            ledger.consistency_proof(node, first, second),
            by_definition(other[:first]),
            root,
        )
        for first in range(1, second + 1)
    )


@given(st.integers(2, MOST), st.data())
def test_a_proof_with_a_changed_bit_proves_nothing(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    node, root = ledger.nodes_of(MANY[:size]), by_definition(MANY[:size])
    proof = ledger.inclusion_proof(node, index, size)
    place, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
    changed = int.from_bytes(proof[place]) ^ 1 << bit
    proof[place] = changed.to_bytes(32)
    assert not ledger.is_included(MANY[index], index, size, proof, root)


@given(st.integers(1, MOST), st.data())
def test_a_proof_that_is_too_long_or_too_short_proves_nothing(
    size: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, size - 1))
    node, root = ledger.nodes_of(MANY[:size]), by_definition(MANY[:size])
    proof = ledger.inclusion_proof(node, index, size)
    wrong = data.draw(st.sampled_from([[*proof, MANY[0]], proof[:-1] if proof else [MANY[1]]]))
    assert not ledger.is_included(MANY[index], index, size, wrong, root)


@given(st.lists(st.binary(max_size=8), max_size=80), st.integers(0, 80))
def test_a_frontier_goes_on_from_its_edge(leaves: list[bytes], cut: int) -> None:
    hashes = [ledger.leaf_hash(leaf) for leaf in leaves]
    first = Frontier()
    for one in hashes[:cut]:
        first.append(one)
    later = Frontier(first.size, first.edge)
    for one in hashes[cut:]:
        later.append(one)
    assert later.root() == by_definition(hashes)


def test_an_edge_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(LedgerError, match="the edge of 3 leaves has 2 hashes"):
        Frontier(3, [MANY[0]])


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int) -> None:
    with pytest.raises(LedgerError, match=f"there is no leaf {index} in a tree of 3"):
        ledger.inclusion_proof(ledger.nodes_of(MANY[:3]), index, 3)


@pytest.mark.parametrize("index", [-1, 3])
def test_a_leaf_that_is_not_there_is_not_included(index: int) -> None:
    assert not ledger.is_included(MANY[0], index, 3, [], by_definition(MANY[:3]))


@pytest.mark.parametrize(("first", "second"), [(-1, 2), (4, 3)])
def test_a_tree_does_not_shrink(first: int, second: int) -> None:
    with pytest.raises(LedgerError, match="does not grow"):
        ledger.consistency_proof(ledger.nodes_of(MANY[:4]), first, second)
    assert not ledger.is_consistent(first, second, [], MANY[0], MANY[0])


def test_every_tree_grew_from_the_empty_one() -> None:
    assert ledger.is_consistent(0, 3, [], ledger.EMPTY, by_definition(MANY[:3]))


def test_the_empty_tree_has_one_root_alone() -> None:
    assert not ledger.is_consistent(0, 3, [], MANY[0], by_definition(MANY[:3]))


def test_an_empty_proof_shows_no_growth() -> None:
    assert not ledger.is_consistent(3, 5, [], by_definition(MANY[:3]), by_definition(MANY[:5]))
