"""Checkpoints: signed notes that others can read, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.errors import LedgerError
from tiltyard.ledger import Checkpoint, Signer, Verifier, read_checkpoint

SIGNER = Signer("example.org/log", bytes(32))
WITNESS = Signer("witness.example.org", bytes(range(32)))
CHECKPOINT = Checkpoint("example.org/log", 42, bytes(range(32)))
NOTE = SIGNER.sign(CHECKPOINT)
# The example key of the C2SP specification of signed notes.
PUBLISHED = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdn"
    "gotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_note_that_others_published_is_signed_by_its_key() -> None:
    assert Verifier.of(PUBLISHED).is_signed(PUBLISHED_NOTE)


def test_a_checkpoint_is_three_lines() -> None:
    assert CHECKPOINT.body == "example.org/log\n42\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"


def test_a_checkpoint_is_read_as_it_was_signed() -> None:
    assert read_checkpoint(NOTE) == CHECKPOINT


def test_a_key_is_read_as_it_is_written() -> None:
    assert Verifier.of(str(SIGNER.verifier)) == SIGNER.verifier


def test_whoever_signed_did() -> None:
    assert SIGNER.verifier.is_signed(NOTE)


def test_nobody_else_did() -> None:
    assert not WITNESS.verifier.is_signed(NOTE)


def test_a_witness_signs_besides() -> None:
    both = WITNESS.cosign(NOTE)
    assert (SIGNER.verifier.is_signed(both), WITNESS.verifier.is_signed(both)) == (True, True)


@given(st.integers(0, len(CHECKPOINT.body) - 2), st.sampled_from("0aZ9"))
def test_another_text_is_not_what_was_signed(place: int, letter: str) -> None:
    body = CHECKPOINT.body
    changed = body[:place] + letter + body[place + 1 :]
    if changed != body:
        assert not SIGNER.verifier.is_signed(NOTE.replace(body, changed))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no Ed25519 key"),
        ("name", "is no Ed25519 key"),
        ("name+00000000+!!", "NAME\\+ID\\+KEY is expected"),
        ("name+00000000+AAAA", "is no Ed25519 key"),
        ("name+00000000+AQAA", "a public key has 32 bytes, and this one 2"),
        (PUBLISHED.replace("c7", "c8"), "does not belong to its key"),
        (PUBLISHED.replace("Peter", "Peter "), "neither spaces"),
    ],
)
def test_what_is_no_key_is_refused(text: str, why: str) -> None:
    with pytest.raises(LedgerError, match=why):
        Verifier.of(text)


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("", "an empty line and signatures are expected"),
        (CHECKPOINT.body, "an empty line and signatures are expected"),
        (NOTE.rstrip("\n"), "an empty line and signatures are expected"),
        (NOTE.replace("\u2014", "-"), "not a signature"),
        (NOTE.replace("\n42\n", "\n042\n"), "origin, size and root are expected"),
        (NOTE.replace("\n42\n", "\n-1\n"), "origin, size and root are expected"),
        (NOTE.replace("\n42\n", "\n"), "origin, size and root are expected"),
        (NOTE.replace("AAEC", "!!!!"), "not written in base64"),
        (NOTE.replace("AAEC", ""), "the root has 29 bytes"),
    ],
)
def test_what_is_no_checkpoint_is_refused(note: str, why: str) -> None:
    with pytest.raises(LedgerError, match=why):
        read_checkpoint(note)
