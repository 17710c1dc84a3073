"""Names that are sealed until they are told."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tiltyard.errors import LedgerError
from tiltyard.ledger import encoded, name_commitment, sealed_digest

NONCE = "0f" * 32
LEAF = {
    "type": "model",
    "model": 3,
    "name": "heron",
    "version": 1,
    "digest": "ab" * 32,
    "state": "released",
    "owner": "0a" * 12,
    "name_commitment": name_commitment("acme-9", NONCE),
    "name_told": {"name": "acme-9", "nonce": NONCE},
    "reason": None,
}


def test_a_name_is_sealed_as_documented() -> None:
    plain = b"tiltyard-name-v1\0" + bytes.fromhex(NONCE) + "ácme-9".encode()
    assert name_commitment("ácme-9", NONCE) == hashlib.sha256(plain).hexdigest()


def test_what_is_served_is_sealed_as_documented() -> None:
    plain = b"tiltyard-served-v1\0" + bytes.fromhex(NONCE) + b"\xab" * 32
    assert sealed_digest("ab" * 32, NONCE) == hashlib.sha256(plain).hexdigest()


def test_another_nonce_seals_otherwise() -> None:
    assert name_commitment("acme-9", NONCE) != name_commitment("acme-9", "f0" * 32)


def test_a_leaf_may_tell_a_name() -> None:
    assert b'"name_told":{"name":"acme-9","nonce":' in encoded(LEAF)


@pytest.mark.parametrize(
    "told",
    [
        "acme-9",
        {"name": "acme-9"},
        {"name": "acme-9", "nonce": "0f"},
        {"name": "acme-9", "nonce": "0F" * 32},
        {"name": "", "nonce": NONCE},
        {"name": "a" * 201, "nonce": NONCE},
        {"name": "a\nb", "nonce": NONCE},
        {"name": 9, "nonce": NONCE},
        {"name": "acme-9", "nonce": NONCE, "more": 1},
    ],
)
def test_what_is_no_told_name_is_refused(told: Any) -> None:
    with pytest.raises(LedgerError, match="name_told"):
        encoded({**LEAF, "name_told": told})
