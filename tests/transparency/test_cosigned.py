"""What witnesses sign is collected, survives a restart, and is bounded."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tiltyard.errors import CosignatureError, DataError, NotPublishedError, UnknownWitnessError
from tiltyard.ledger import Checkpoint, Signer, read_checkpoint
from tiltyard.transparency import Cosigned, Facts, KeyFile, Public, Publisher, witness
from tiltyard.transparency._cosigned import KNOWN
from transparency.logs import Published

LOG = Signer("arena.example", bytes(32))
ADA, BOB, EVE = (
    Signer(f"{who}.example", bytes([number] * 32))
    for number, who in enumerate(("ada", "bob", "eve"), 1)
)


def note(size: int) -> str:
    """The checkpoint of a log of that size."""
    return LOG.sign(Checkpoint(LOG.verifier.name, size, hashlib.sha256(b"%d" % size).digest()))


def cosigned(folder: Path, quorum: int = 1, *witnesses: Signer) -> Cosigned:
    """One more process that collects signatures."""
    return Cosigned(folder, [one.verifier for one in witnesses or (ADA, BOB)], quorum)


def test_a_restart_loses_no_checkpoint_and_no_signature(tmp_path: Path) -> None:
    first = cosigned(tmp_path, 2)
    for size in (1, 2, 3):
        first.remember(note(size))
    first.accept(ADA.cosign(note(2)), note(3))
    taken = cosigned(tmp_path, 2).accept(BOB.cosign(note(2)), note(3))
    assert (taken.names, taken.witnessed) == (("ada.example", "bob.example"), 2)


def test_the_newest_is_known_though_nobody_kept_it_yet(tmp_path: Path) -> None:
    assert cosigned(tmp_path).accept(ADA.cosign(note(4)), note(4)).witnessed == 4


def test_an_older_checkpoint_does_not_take_the_place_of_the_witnessed_one(tmp_path: Path) -> None:
    one = cosigned(tmp_path)
    one.remember(note(1))
    one.accept(ADA.cosign(note(2)), note(2))
    assert one.accept(BOB.cosign(note(1)), note(2)).witnessed == 2


def test_a_later_signature_joins_the_witnessed_checkpoint(tmp_path: Path) -> None:
    one = cosigned(tmp_path)
    one.accept(ADA.cosign(note(2)), note(2))
    one.accept(BOB.cosign(note(2)), note(2))
    assert one.agreed is not None
    assert one.agreed.names == ("ada.example", "bob.example")


def test_what_is_long_past_is_forgotten_unless_somebody_signed_it(tmp_path: Path) -> None:
    one = cosigned(tmp_path, 2)
    one.remember(note(1))
    one.accept(ADA.cosign(note(2)), note(2))
    for size in range(3, KNOWN + 3):
        one.remember(note(size))
    newest = note(KNOWN + 2)
    with pytest.raises(NotPublishedError, match="not any more: let the witness sign the newest"):
        one.accept(BOB.cosign(note(1)), newest)
    assert one.accept(BOB.cosign(note(2)), newest).witnessed == 2


def test_a_witness_that_is_named_no_more_does_not_count(tmp_path: Path) -> None:
    cosigned(tmp_path, 2, ADA, EVE).accept(EVE.cosign(note(2)), note(2))
    assert cosigned(tmp_path, 2).accept(ADA.cosign(note(2)), note(2)).witnessed is None


def test_a_text_that_says_more_is_another_checkpoint(tmp_path: Path) -> None:
    body = f"{read_checkpoint(note(2)).body}more\n"
    with pytest.raises(CosignatureError, match="another checkpoint of 2 entries"):
        cosigned(tmp_path).accept(ADA.cosign(f"{body}\n{LOG.line(body)}"), note(2))


def test_a_signature_of_something_else_is_none(tmp_path: Path) -> None:
    forged = note(2) + ADA.line("another text\n")
    with pytest.raises(UnknownWitnessError):
        cosigned(tmp_path).accept(forged, note(2))


def test_a_log_without_witnesses_keeps_nothing(tmp_path: Path) -> None:
    Cosigned(tmp_path, [], 0).remember(note(1))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["[]", "{}", '{"notes": [1]}'])
def test_a_damaged_file_says_what_to_do(tmp_path: Path, text: str) -> None:
    (tmp_path / "recent.json").write_text(text)
    with pytest.raises(DataError, match="remove it; witnesses will sign again"):
        cosigned(tmp_path).remember(note(1))


def test_an_export_has_what_witnesses_signed_beside_its_own_checkpoint(
    published: Published, tmp_path: Path
) -> None:
    facts = Facts("An Arena", witnesses=(str(ADA.verifier),), quorum=1)
    public = Public(published.folder, published.store.log, facts)
    publisher = Publisher(
        published.store.log, KeyFile(published.folder, "An Arena", "arena.example"), public
    )
    publisher.begin()
    for to in ("one", "two"):
        published.add(3)
        publisher.step(at_once=True)
        found = witness(public.copy.folder, ADA, tmp_path / "seen")
        if to == "one":
            public.cosigned.accept(found.note, public.copy.note or "")
        public.export(tmp_path / to)
    told = [(tmp_path / to / "checkpoint.witnessed").read_text() for to in ("one", "two")]
    assert [read_checkpoint(one).size for one in told] == [3, 3]
    assert read_checkpoint((tmp_path / "two" / "checkpoint").read_text()).size == 6
    assert not (tmp_path / "one" / "recent.json").exists()
