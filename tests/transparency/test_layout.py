"""What the files of a public copy say is read as it was written, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.copies import ORIGIN, SIGNER, WITNESS
from tiltyard.errors import LedgerError
from tiltyard.transparency._layout import Described, Labels, Rules, manifest, read_manifest

ABOUT = Described(
    name="An arena",
    origin=ORIGIN,
    key=str(SIGNER.verifier),
    witnesses=(str(WITNESS.verifier),),
    quorum=1,
    rules=(
        Rules(),
        Rules(since=9, profile="public", per_model=3, gold={"battles": 2, "among": 10}),
    ),
)
LABELS = Labels(
    snapshot=3,
    leaves=[4, 9],
    labels={"coding": (("false", "true"), [1, -1])},
    numbers={"tokens_a": [3.5, None]},
    merged=(("language", "eo"),),
)


def test_a_description_is_read_as_it_was_written() -> None:
    assert Described.of(ABOUT.as_dict()) == ABOUT


def test_keys_are_those_of_the_log_and_of_its_witnesses() -> None:
    assert ABOUT.verifiers() == [SIGNER.verifier, WITNESS.verifier]


def test_labels_are_read_as_they_were_written() -> None:
    assert Labels.of(LABELS.as_dict(), 3).as_dict() == LABELS.as_dict()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": 2}, "of no format that this version can read"),
        ({"key": "x"}, "is no Ed25519 key"),
        ({"key": None}, "cannot be read"),
        ({"quorum": 2}, "a quorum of 2 of 1 witnesses"),
        ({"quorum": True}, "a quorum of True"),
        ({"rules": []}, "rules hold from leaf 0 on"),
        ({"rules": [{"since": 4}]}, "rules hold from leaf 0 on"),
        ({"rules": [{"profile": "open"}]}, "there is no profile 'open'"),
        ({"rules": [{"per_day": -1}]}, "'per_day' of the rules is -1"),
        ({"rules": [{"delay_hours": None}]}, "'delay_hours' of the rules is None"),
        ({"rules": [{"limit": 1}]}, "cannot be read"),
        ({"rules": [{"gold": {"battles": 2}}]}, "'gold' of the rules is"),
    ],
)
def test_what_is_no_description_is_refused(change: dict[str, Any], why: str) -> None:
    with pytest.raises(LedgerError, match=why):
        Described.of({**ABOUT.as_dict(), **change})


def test_a_description_that_lacks_a_field_is_refused() -> None:
    told = ABOUT.as_dict()
    del told["origin"]
    with pytest.raises(LedgerError, match=r"log\.json lacks 'origin'"):
        Described.of(told)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": None}, "of no format"),
        ({"snapshot": 4}, "is about snapshot 4"),
        ({"leaves": [9, 4]}, "in ascending order"),
        ({"leaves": [4, 4]}, "in ascending order"),
        ({"leaves": ["4", 9]}, "leaves are places"),
        ({"leaves": [4]}, "'coding' has 2 values, and there are 1 votes"),
        ({"labels": {"coding": {"values": ["x"], "codes": [1, 0]}}}, "has a code beyond it"),
        ({"labels": []}, "cannot be read"),
        ({"merged": [1]}, "cannot be read"),
    ],
)
def test_what_are_no_labels_is_refused(change: dict[str, Any], why: str) -> None:
    with pytest.raises(LedgerError, match=why):
        Labels.of({**LABELS.as_dict(), **change}, 3)


def test_a_manifest_lists_every_file_with_its_sha256() -> None:
    note = manifest({"b": b"", "a c": b"x"}, SIGNER)
    assert list(read_manifest(note, ORIGIN)) == ["a c", "b"]
    assert SIGNER.verifier.is_signed(note)


@pytest.mark.parametrize(
    ("old", "new"), [("files of", "file of"), ("  b", " b"), ("\n\n", "\n"), (ORIGIN, "other")]
)
def test_what_is_no_manifest_is_refused(old: str, new: str) -> None:
    with pytest.raises(LedgerError):
        read_manifest(manifest({"b": b""}, SIGNER).replace(old, new, 1), ORIGIN)
