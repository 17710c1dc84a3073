"""Proofs are of the log that was published, and of nothing else."""

from __future__ import annotations

import pytest

from tiltyard import ledger
from tiltyard.errors import LedgerError, NotPublishedError
from tiltyard.transparency import Publisher, consistent, included
from transparency.logs import Published


def grown(published: Published, many: int) -> Publisher:
    """A log of so many leaves, published."""
    publisher = published.publisher()
    publisher.begin()
    published.add(many)
    publisher.step(at_once=True)
    return publisher


@pytest.mark.parametrize("place", [0, 255, 256, 299])
def test_every_leaf_has_a_proof(published: Published, place: int) -> None:
    found = included(published.store.log, grown(published, 300).copy, place)
    root = found.checkpoint.root
    assert ledger.is_included(found.hash, place, 300, found.proof, root)


def test_a_leaf_has_no_proof_before_it_is_signed(published: Published) -> None:
    copy = grown(published, 3).copy
    published.add(1)
    with pytest.raises(NotPublishedError, match="that comes within a minute"):
        included(published.store.log, copy, 3)


def test_a_leaf_that_is_not_there_has_no_proof(published: Published) -> None:
    with pytest.raises(NotPublishedError, match="the log has 3 so far"):
        included(published.store.log, grown(published, 3).copy, 3)


def test_nothing_is_proved_before_the_first_checkpoint(published: Published) -> None:
    with pytest.raises(NotPublishedError, match="nothing is published yet"):
        included(published.store.log, published.publisher().copy, 0)


@pytest.mark.parametrize(("first", "second"), [(0, None), (1, 300), (256, 257), (299, None)])
def test_growth_is_proved(published: Published, first: int, second: int | None) -> None:
    found = consistent(grown(published, 300).copy, first, second)
    hashes = [ledger.leaf_hash(one) for one in published.store.log.leaves(0, 300)]
    roots = [ledger.root_of(hashes[:size]) for size in (first, found.second)]
    assert ledger.is_consistent(first, found.second, found.proof, *roots)


def test_a_tile_that_was_damaged_proves_nothing(published: Published) -> None:
    copy = grown(published, 300).copy
    (copy.folder / ledger.tile_path(0, 0)).write_bytes(b"\0" * 32 * 256)
    with pytest.raises(LedgerError, match="is not the one that was published"):
        included(published.store.log, copy, 5)
