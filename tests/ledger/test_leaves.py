"""Leaves: of every type the fields that it has, and nothing besides."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.copies import Made
from ledger.made_copy import made
from tiltyard import ledger
from tiltyard.errors import LedgerError


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("snapshots"), battles=60, days=1)


def test_every_leaf_of_an_arena_is_written_canonically(log: Made) -> None:
    assert [ledger.encoded(ledger.decoded(leaf)) for leaf in log.leaves] == log.leaves


def test_a_simulated_arena_has_leaves_of_every_type(log: Made) -> None:
    assert {log.told(place)["type"] for place in range(len(log.leaves))} == set(ledger.FIELDS)


@pytest.mark.parametrize("kind", ledger.FIELDS)
def test_a_leaf_needs_all_its_fields(log: Made, kind: str) -> None:
    whole = log.told(log.places(kind)[0])
    for name in ledger.FIELDS[kind]:
        with pytest.raises(LedgerError, match=f"a leaf of type '{kind}' lacks '{name}'"):
            ledger.encoded({key: value for key, value in whole.items() if key != name})


@pytest.mark.parametrize("kind", ledger.FIELDS)
def test_a_leaf_has_no_further_field(log: Made, kind: str) -> None:
    with pytest.raises(LedgerError, match="has no field 'note'"):
        ledger.encoded({**log.told(log.places(kind)[0]), "note": "free text"})


@pytest.mark.parametrize("kind", ledger.FIELDS)
@pytest.mark.parametrize("value", [1.5, "free text\n", -1, [None], {"a": 1}])
def test_no_field_takes_a_value_of_no_sense(log: Made, kind: str, value: Any) -> None:
    whole = log.told(log.places(kind)[0])
    for name in ledger.FIELDS[kind]:
        with pytest.raises(LedgerError):
            ledger.encoded({**whole, name: value})


@pytest.mark.parametrize("kind", [None, "", "note", 3])
def test_a_leaf_of_an_unknown_type_is_refused(kind: Any) -> None:
    with pytest.raises(LedgerError, match="a leaf of unknown type"):
        ledger.encoded({"type": kind})


@pytest.mark.parametrize("data", [b"[]", b"3", b'"vote"', b"null"])
def test_what_is_no_object_is_no_leaf(data: bytes) -> None:
    with pytest.raises(LedgerError, match="a leaf is an object"):
        ledger.decoded(data)


def test_a_leaf_fits_into_a_tile() -> None:
    votes = {"type": "restore", "votes": list(range(20_000)), "reason": "appeal"}
    with pytest.raises(LedgerError, match="at most 65,535 are possible"):
        ledger.encoded(votes)
