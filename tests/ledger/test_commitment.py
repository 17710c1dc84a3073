"""Commitments: what was fixed opens them, and nothing else does."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from tiltyard import ledger
from tiltyard.errors import LedgerError
from tiltyard.ledger import Opening
from tiltyard.records import Side

OPENING = Opening(
    nonce="00" * 31 + "ff",
    stream="ab" * 16,
    counter=7,
    client="0102",
    model_a=3,
    model_b=5,
    probability=66_666_666_667,
)


def test_a_commitment_is_the_hash_of_prefix_nonce_and_json() -> None:
    told = (
        b'{"client":"0102","counter":7,"model_a":3,"model_b":5,"probability":66666666667,'
        b'"stream":"abababababababababababababababab"}'
    )
    data = b"tiltyard-commit-v1\0" + bytes(31) + b"\xff" + told
    assert OPENING.commitment == hashlib.sha256(data).hexdigest()


def test_what_was_committed_to_opens_it() -> None:
    assert ledger.opens(OPENING, OPENING.commitment)


@pytest.mark.parametrize(
    "change",
    [
        {"nonce": "ff" * 32},
        {"stream": "cd" * 16},
        {"counter": 8},
        {"client": ""},
        {"model_a": 5, "model_b": 3},
        {"probability": 1},
    ],
)
def test_anything_else_does_not(change: dict[str, Any]) -> None:
    assert not ledger.opens(replace(OPENING, **change), OPENING.commitment)


def test_an_opening_is_read_as_a_leaf_has_it() -> None:
    assert ledger.opening(OPENING.told()) == OPENING


def test_what_is_shown_again_is_committed_to() -> None:
    again = replace(OPENING, again=11)
    assert again.told() == {**OPENING.told(), "again": 11}
    assert ledger.opening(again.told()) == again
    assert again.commitment != OPENING.commitment


def test_a_check_of_attention_is_committed_to() -> None:
    gold = replace(OPENING, gold=Side.MODEL_B)
    assert gold.told() == {**OPENING.told(), "gold": "model_b"}
    assert ledger.opening(gold.told()) == gold
    assert gold.commitment != OPENING.commitment


@pytest.mark.parametrize("change", [{"gold": None}, {"gold": 1}, {"gold": "model_b", "again": 3}])
def test_a_check_of_attention_is_of_a_side_and_of_a_battle_that_was_drawn(
    change: dict[str, object],
) -> None:
    with pytest.raises(LedgerError, match="gold"):
        ledger.opening({**OPENING.told(), **change})


@pytest.mark.parametrize("again", [None, -1, "11", True])
def test_what_is_shown_again_is_a_leaf(again: object) -> None:
    with pytest.raises(LedgerError, match="place of a leaf"):
        ledger.opening({**OPENING.told(), "again": again})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"counter": "7"}, "an opening needs 'counter' as int"),
        ({"counter": True}, "an opening needs 'counter' as int"),
        ({"client": None}, "an opening needs 'client' as str"),
        ({"more": 1}, "an opening has no 'more'"),
        ({"nonce": "xy"}, "hexadecimal"),
        ({"nonce": "00"}, "a nonce has 32 bytes, and this one 1"),
    ],
)
def test_what_is_no_opening_is_refused(change: dict[str, Any], why: str) -> None:
    with pytest.raises(LedgerError, match=why):
        ledger.opening({**OPENING.told(), **change})
