"""What is read quickly is what is read carefully."""

from __future__ import annotations

import random

import pytest

from ledger.copies import Made, packed
from ledger.made_copy import made
from tiltyard import ledger
from tiltyard.errors import LedgerError
from tiltyard.transparency.verify import _told
from tiltyard.transparency.verify._told import Ended, Opened, told

PATTERNS = (_told._OPEN, _told._VOTE, _told._EXPIRE)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("snapshots"), battles=150, days=2, boards=False)


def is_quick(data: bytes) -> bool:
    return any(pattern.fullmatch(data) for pattern in PATTERNS)


def test_every_usual_leaf_is_read_quickly(log: Made) -> None:
    usual = [data for data in log.leaves if b'"reveal"' in data or b'"type":"open"' in data]
    assert all(map(is_quick, usual))


def test_both_ways_to_read_a_leaf_agree(log: Made) -> None:
    quick = [told(data) for data in log.leaves]
    assert quick == [_told._unusual(ledger.decoded(data)) for data in log.leaves]


def test_whatever_is_read_quickly_is_a_leaf(log: Made) -> None:
    draw, usual = random.Random(0), [data for data in log.leaves if is_quick(data)]
    letters = b'0123456789abcdef":,{}[]xyes '
    passed = 0
    for _ in range(20_000):
        data = bytearray(draw.choice(usual))
        data[draw.randrange(len(data))] = draw.choice(letters)
        if is_quick(bytes(data)):
            ledger.decoded(bytes(data))  # raises if it is none
            passed += 1
    assert passed > 5_000


def test_what_is_no_leaf_is_refused() -> None:
    with pytest.raises(LedgerError, match="a leaf of unknown type 'note'"):
        told(packed({"type": "note"}))


def test_a_page_that_added_no_digits_is_refused(log: Made) -> None:
    leaf = log.told(log.places("vote")[0])
    leaf["reveal"]["client"] = "not hexadecimal"
    with pytest.raises(LedgerError, match="'client' is 'not hexadecimal'"):
        told(packed(leaf))


def test_an_ending_tells_what_was_committed_to(log: Made) -> None:
    place = log.places("expire")[0]
    found = told(log.leaves[place])
    reveal = log.told(place)["reveal"]
    del reveal["nonce"]
    assert isinstance(found, Ended)
    assert found.told == ledger.canonical(reveal)


def test_a_battle_tells_what_was_skipped_before_it(log: Made) -> None:
    place = next(at for at in log.places("open") if log.told(at)["skipped"])
    found = told(log.leaves[place])
    assert isinstance(found, Opened)
    assert found.skipped == log.told(place)["skipped"]
