"""Which key signs what of a log whose key was changed."""

from __future__ import annotations

import pytest

from tiltyard.errors import LedgerError
from tiltyard.ledger import Checkpoint, Keys, Rotation, Signer, read_checkpoint, rotation

NAME = "arena.example"
FIRST, SECOND, THIRD = (Signer(NAME, bytes([number] * 32)) for number in (1, 2, 3))
AT = Checkpoint(NAME, 5, bytes(32))
ONE = rotation(FIRST, SECOND, AT)
TWO = rotation(SECOND, THIRD, Checkpoint(NAME, 8, bytes(32)))


def test_a_rotation_says_both_keys_and_the_last_checkpoint_of_the_old() -> None:
    assert Rotation.of(ONE.note) == ONE
    assert (ONE.at, ONE.old, ONE.new) == (AT, FIRST.verifier, SECOND.verifier)


def test_a_rotation_cannot_be_taken_for_a_checkpoint() -> None:
    with pytest.raises(LedgerError, match="not a checkpoint"):
        read_checkpoint(ONE.note)


def text(note: str) -> str:
    """What a note says."""
    return note.partition("\n\n")[0] + "\n"


@pytest.mark.parametrize(
    ("note", "says"),
    [
        (f"{text(ONE.note)}\n{FIRST.line(text(ONE.note))}", "is not signed by"),
        (f"{text(ONE.note)}\n{SECOND.line(text(ONE.note))}", "is not signed by"),
        (ONE.note.replace("after 5 ", "after 6 "), "is not signed by"),
        (FIRST.sign(AT), "not a rotation of a key"),
        (ONE.note.replace("rotation of arena", "rotation of other"), "are of one log"),
        (ONE.note.replace("after 5 AAAA", "after 5 "), "a root has 32 bytes"),
    ],
)
def test_what_is_no_rotation_by_both_keys_is_refused(note: str, says: str) -> None:
    with pytest.raises(LedgerError, match=says):
        Rotation.of(note)


@pytest.mark.parametrize(
    ("size", "key"), [(0, FIRST), (5, FIRST), (6, SECOND), (8, SECOND), (9, THIRD), (999, THIRD)]
)
def test_each_key_signs_the_sizes_that_were_its_own(size: int, key: Signer) -> None:
    assert Keys(THIRD.verifier, (ONE, TWO)).at(size) == key.verifier


def test_every_key_of_the_chain_is_known_and_no_other() -> None:
    keys = Keys(SECOND.verifier, (ONE,))
    assert FIRST.verifier in keys
    assert SECOND.verifier in keys
    assert THIRD.verifier not in keys


@pytest.mark.parametrize(
    ("current", "rotations"),
    [
        (FIRST, (ONE,)),
        (THIRD, (TWO, ONE)),
        (THIRD, (ONE, rotation(SECOND, THIRD, Checkpoint(NAME, 4, bytes(32))))),
        (THIRD, (ONE, rotation(FIRST, THIRD, Checkpoint(NAME, 8, bytes(32))))),
    ],
)
def test_rotations_that_are_no_chain_are_refused(
    current: Signer, rotations: tuple[Rotation, ...]
) -> None:
    with pytest.raises(LedgerError, match=r"no chain|no key of the log"):
        Keys(current.verifier, rotations)


def test_a_rotation_that_was_not_finished_is_left_out() -> None:
    assert Keys.of(SECOND.verifier, (ONE, TWO)) == Keys(SECOND.verifier, (ONE,))
    assert Keys.of(FIRST.verifier, (ONE, TWO)) == Keys(FIRST.verifier)
