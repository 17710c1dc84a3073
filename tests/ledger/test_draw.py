"""Draws: the same seed gives the same numbers, and each is as likely as any other."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tiltyard import ledger
from tiltyard.ledger import Lot

SEED = bytes(range(32))


def test_a_number_is_that_of_its_definition() -> None:
    lot = Lot(SEED, 5, b"\x01\x02")
    lot.below(10)
    message = (5).to_bytes(8) + (1).to_bytes(8) + b"\x01\x02"
    word = int.from_bytes(hmac.new(SEED, message, "sha256").digest())
    assert lot.below(1_000_000) == word * 1_000_000 // 2**256


@given(st.integers(1, 10**30), st.integers(0, 10**9), st.binary(max_size=32))
def test_a_number_is_below_its_end(end: int, counter: int, client: bytes) -> None:
    assert 0 <= Lot(SEED, counter, client).below(end) < end


def test_the_same_lot_gives_the_same_numbers() -> None:
    one, other = Lot(SEED, 1, b"x"), Lot(SEED, 1, b"x")
    assert [one.below(1_000) for _ in range(9)] == [other.below(1_000) for _ in range(9)]


@pytest.mark.parametrize("other", [Lot(SEED, 2), Lot(bytes(32), 1), Lot(SEED, 1, b"x")])
def test_another_seed_counter_or_page_gives_others(other: Lot) -> None:
    lot = Lot(SEED, 1)
    assert [lot.below(10**9) for _ in range(3)] != [other.below(10**9) for _ in range(3)]


def test_numbers_are_evenly_spread() -> None:
    counts = [0] * 10
    for counter in range(20_000):
        counts[Lot(SEED, counter).below(10)] += 1
    assert stats.chisquare(counts).pvalue > 0.001


def test_a_seed_is_committed_to_by_its_hash() -> None:
    assert ledger.seed_commitment(SEED) == hashlib.sha256(b"tiltyard-seed-v1\0" + SEED).hexdigest()
