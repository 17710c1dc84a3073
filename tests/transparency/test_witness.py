"""A witness signs a log that only grew, and keeps the evidence of one that did not."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest

from tiltyard import ledger
from tiltyard.errors import ConfigurationError, ForkError, LedgerError
from tiltyard.ledger import Checkpoint, Signer, Verifier
from tiltyard.transparency import Facts, KeyFile, Public, Publisher, cosign, witness, witness_key
from transparency.logs import Published, opened


@pytest.fixture
def ada(tmp_path: Path) -> Signer:
    """A witness."""
    return witness_key(tmp_path / "ada.key", "ada.example")


def public(published: Published, many: int, witnesses: tuple[str, ...] = ()) -> Path:
    """The copy of a log that grew by so many leaves."""
    publisher = Publisher(
        published.store.log,
        KeyFile(published.folder, "An Arena", "arena.example"),
        Public(published.folder, published.store.log, Facts("An Arena", witnesses=witnesses)),
    )
    publisher.begin()
    published.add(many)
    publisher.step(at_once=True)
    assert publisher.standing.alarm is None
    return publisher.copy.folder


def test_a_checkpoint_is_signed_by_the_log_and_by_the_witness(
    published: Published, ada: Signer, tmp_path: Path
) -> None:
    folder = public(published, 5)
    found = witness(folder, ada, tmp_path / "seen")
    log = Verifier.of((folder / "keys").read_text().splitlines()[0])
    assert (found.size, found.before) == (5, None)
    assert log.is_signed(found.note)
    assert ada.verifier.is_signed(found.note)


@pytest.mark.parametrize("more", [0, 1, 300])
def test_a_log_that_grew_is_signed_again(
    published: Published, ada: Signer, tmp_path: Path, more: int
) -> None:
    witness(public(published, 300), ada, tmp_path / "seen")
    found = witness(public(published, more), ada, tmp_path / "seen")
    assert (found.size, found.before) == (300 + more, 300)


def other_log(published: Published, folder: Path, many: int) -> Path:
    """Another history under the same name and key."""
    folder.mkdir()
    shutil.copy(published.folder / "log.key", folder)
    store = opened(folder)
    forked = Published(folder, store)
    store.log.append([{"type": "tombstone", "leaf": 0, "reason": "other"}])
    copy = public(forked, many - 1)
    store.close()
    return copy


@pytest.mark.parametrize("many", [5, 9])
def test_a_fork_is_refused_and_the_evidence_kept(
    published: Published, ada: Signer, tmp_path: Path, many: int
) -> None:
    witness(public(published, 5), ada, tmp_path / "seen")
    forked = other_log(published, tmp_path / "other", many)
    with pytest.raises(ForkError, match="does not go on from the 5 entries"):
        witness(forked, ada, tmp_path / "seen")
    evidence = (tmp_path / "seen" / "arena.example.fork").read_text()
    assert evidence == (forked / "checkpoint").read_text()
    assert witness(public(published, 0), ada, tmp_path / "seen").size == 5


@pytest.mark.parametrize("has_signed_before", [False, True])
def test_a_checkpoint_that_others_signed_and_that_does_not_fit_is_a_fork(
    published: Published, ada: Signer, tmp_path: Path, has_signed_before: bool
) -> None:
    """The log's own key signed two histories, and shows both."""
    bob = Signer("bob.example", b"\2" * 32)
    folder = public(published, 5)
    if has_signed_before:
        witness(folder, ada, tmp_path / "seen")
    public(published, 5)
    log = Signer("arena.example", (published.folder / "log.key").read_bytes())
    note = bob.cosign(log.sign(Checkpoint("arena.example", 7, bytes(32))))
    (folder / "recent.json").write_text(json.dumps({"notes": [note]}))
    with pytest.raises(ForkError, match=r"does not go on from the [57] entries") as raised:
        witness(folder, ada, tmp_path / "seen")
    evidence = [path for path in (tmp_path / "seen").iterdir() if str(path) in str(raised.value)]
    assert sum(note in path.read_text() for path in evidence) == 1
    assert len(evidence) == 2


def test_what_others_signed_without_the_log_s_key_is_passed_over(
    published: Published, ada: Signer, tmp_path: Path
) -> None:
    bob = Signer("bob.example", b"\2" * 32)
    folder = public(published, 5)
    notes = [
        bob.sign(Checkpoint("arena.example", 3, bytes(32))),
        bob.cosign((folder / "checkpoint").read_text()),
    ]
    (folder / "recent.json").write_text(json.dumps({"notes": notes}))
    assert witness(folder, ada, tmp_path / "seen").others == ()


@pytest.mark.parametrize("text", ["{}", "[]", '{"notes": 1}'])
def test_a_list_of_checkpoints_that_is_none_is_told(
    published: Published, ada: Signer, tmp_path: Path, text: str
) -> None:
    folder = public(published, 5)
    (folder / "recent.json").write_text(text)
    with pytest.raises(LedgerError, match=r"recent\.json cannot be read"):
        witness(folder, ada, tmp_path / "seen")


def test_a_copy_that_is_older_than_what_was_signed_is_not_signed(
    published: Published, ada: Signer, tmp_path: Path
) -> None:
    old = shutil.copytree(public(published, 5), tmp_path / "old")
    witness(public(published, 2), ada, tmp_path / "seen")
    with pytest.raises(LedgerError, match="it shows 5 entries, and 7 were signed before"):
        witness(old, ada, tmp_path / "seen")


def test_another_key_under_the_same_name_is_a_fork(
    published: Published, ada: Signer, tmp_path: Path
) -> None:
    folder = public(published, 5)
    witness(folder, ada, tmp_path / "seen")
    eve = Signer("arena.example", b"\6" * 32)
    note = eve.sign(Checkpoint("arena.example", 5, b"\0" * 32))
    (folder / "checkpoint").write_text(note)
    described = (folder / "log.json").read_text()
    (folder / "log.json").write_text(
        described.replace((folder / "keys").read_text().strip(), str(eve.verifier))
    )
    with pytest.raises(ForkError, match="is not signed by"):
        witness(folder, ada, tmp_path / "seen")


def test_a_checkpoint_that_the_log_s_key_did_not_sign_is_refused(
    published: Published, ada: Signer, tmp_path: Path
) -> None:
    folder = public(published, 5)
    note = (folder / "checkpoint").read_text()
    (folder / "checkpoint").write_text(note.replace("\n5\n", "\n6\n"))
    with pytest.raises(LedgerError, match="is not signed by"):
        witness(folder, ada, tmp_path / "seen")


def test_a_signature_joins_the_checkpoint_of_the_copy(
    published: Published, ada: Signer, tmp_path: Path
) -> None:
    folder = public(published, 5, (str(ada.verifier),))
    note = witness(folder, ada, tmp_path / "seen").note
    for _ in range(2):
        assert cosign(note, folder) == ada.verifier
    told = (folder / "checkpoint").read_text()
    assert ada.verifier.is_signed(told)
    assert told.count("ada.example") == 1
    assert witness(folder, ada, tmp_path / "seen").note == note


def test_the_signature_of_a_stranger_does_not_join(
    published: Published, ada: Signer, tmp_path: Path
) -> None:
    folder = public(published, 5)
    note = witness(folder, ada, tmp_path / "seen").note
    with pytest.raises(LedgerError, match="no witness whom the log names"):
        cosign(note, folder)


def test_a_signature_of_another_checkpoint_does_not_join(
    published: Published, ada: Signer, tmp_path: Path
) -> None:
    folder = public(published, 5, (str(ada.verifier),))
    note = witness(folder, ada, tmp_path / "seen").note
    public(published, 1, (str(ada.verifier),))
    with pytest.raises(LedgerError, match=r"signed a log of 5 entries, and .* has 6"):
        cosign(note, folder)


def test_a_witness_s_key_is_private_and_kept(tmp_path: Path) -> None:
    first = witness_key(tmp_path / "key", "ada.example")
    with pytest.raises(ConfigurationError, match=r"is of 'ada\.example', not of 'bob\.example'"):
        witness_key(tmp_path / "key", "bob.example")
    assert witness_key(tmp_path / "key").verifier == first.verifier
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_witness_says_who_it_is(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="say by --name who you are"):
        witness_key(tmp_path / "key")


@pytest.mark.parametrize("text", ["", "PRIVATE+KEY+ada", "PRIVATE+KEY+ada+00+AAAA", "é"])
def test_a_key_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text)
    with pytest.raises(ConfigurationError, match="key"):
        witness_key(tmp_path / "key")


def test_a_log_is_witnessed_from_its_first_leaf_on(
    published: Published, ada: Signer, tmp_path: Path
) -> None:
    assert witness(public(published, 0), ada, tmp_path / "seen").size == 0
    found = witness(public(published, 3), ada, tmp_path / "seen")
    assert (found.before, found.size) == (0, 3)
    assert ledger.read_checkpoint(found.note).size == 3
