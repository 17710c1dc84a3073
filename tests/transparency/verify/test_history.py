"""What somebody held is in the log: older checkpoints, receipts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.copies import ORIGIN, SIGNER, Made
from ledger.second_verifier import Verifier as Second
from tiltyard import ledger
from tiltyard.ledger import Checkpoint, Signer
from tiltyard.transparency.verify import Receipt, exit_code, verify
from transparency.verify.forgeries import failed, first_of

OTHER = Signer(ORIGIN, bytes(range(1, 33)))


def test_a_log_that_was_cut_back_fails(log: Made, tmp_path: Path) -> None:
    older = log.note()
    del log.leaves[-1]
    outcomes = verify(log.write(tmp_path), older=[older])
    assert (failed(outcomes).step, "it was cut back" in failed(outcomes).says) == (3, True)
    assert first_of(Second(tmp_path, older)) == 3


def test_another_history_fails(log: Made, tmp_path: Path) -> None:
    older = SIGNER.sign(Checkpoint(ORIGIN, 100, bytes(32)))
    outcomes = verify(log.write(tmp_path), older=[older])
    assert failed(outcomes).says == "the older checkpoint had another root of the first 100 leaves"
    assert first_of(Second(tmp_path, older)) == 3


@pytest.mark.parametrize(
    "older", ["", "no checkpoint", OTHER.sign(Checkpoint(ORIGIN, 0, bytes(32)))]
)
def test_an_older_checkpoint_that_is_none_fails(log: Made, tmp_path: Path, older: str) -> None:
    assert exit_code(verify(log.write(tmp_path), older=[older])) == 13


def test_a_vote_with_a_receipt_is_found(log: Made, tmp_path: Path) -> None:
    place = log.places("vote")[0]
    receipt = Receipt(place, ledger.leaf_hash(log.leaves[place]).hex())
    assert verify(log.write(tmp_path), receipts=[receipt])[2].state == "ok"


@pytest.mark.parametrize("leaf", [5, 10**9])
def test_a_receipt_of_another_vote_fails(log: Made, tmp_path: Path, leaf: int) -> None:
    assert exit_code(verify(log.write(tmp_path), receipts=[Receipt(leaf, "00" * 32)])) == 13
