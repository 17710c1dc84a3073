"""Whose log it is, and that no other file was changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.copies import ORIGIN, SIGNER, Made
from ledger.second_verifier import Verifier as Second
from tiltyard.ledger import Signer
from tiltyard.transparency import _layout
from tiltyard.transparency.verify import exit_code, verify
from transparency.verify.forgeries import failed, first_of

OTHER = Signer(ORIGIN, bytes(range(1, 33)))


@pytest.mark.parametrize("path", ["checkpoint", "log.json"])
@pytest.mark.parametrize("data", [None, b"", b"{}", b"\xff\xfe"])
def test_a_copy_without_its_head_fails_at_once(
    log: Made, tmp_path: Path, path: str, data: bytes | None
) -> None:
    file = log.write(tmp_path) / path
    file.unlink() if data is None else file.write_bytes(data)
    outcomes = verify(tmp_path)
    assert exit_code(outcomes) == 11
    assert {one.state for one in outcomes[1:]} == {"not checked"}
    assert first_of(Second(tmp_path)) == 1


def test_a_checkpoint_that_another_key_signed_fails(log: Made, tmp_path: Path) -> None:
    log.write(tmp_path, log.note(signer=OTHER))
    assert failed(verify(tmp_path)).says.startswith("the checkpoint is not signed by")
    assert first_of(Second(tmp_path)) == 1


def test_the_key_that_is_wanted_is_not_that_of_the_copy(log: Made, tmp_path: Path) -> None:
    outcomes = verify(log.write(tmp_path), key=OTHER.verifier)
    assert exit_code(outcomes) == 11


def test_too_few_witnesses_fail(log: Made, tmp_path: Path) -> None:
    log.write(tmp_path)
    (tmp_path / "checkpoint").write_text(log.note())
    assert failed(verify(tmp_path)).says == "0 of 1 witnesses signed the checkpoint"
    assert first_of(Second(tmp_path)) == 1


def test_without_a_key_it_is_said_what_that_means(log: Made, tmp_path: Path) -> None:
    assert "compare this key with one from elsewhere" in verify(log.write(tmp_path))[0].says


def test_a_file_that_was_changed_is_named(log: Made, tmp_path: Path) -> None:
    path = log.write(tmp_path) / "keys"
    path.write_bytes(path.read_bytes() + b"\n")
    outcome = failed(verify(tmp_path))
    assert (outcome.step, outcome.says) == (9, "keys is not the file that was signed")


@pytest.mark.parametrize("path", ["keys", "files"])
def test_a_file_that_is_missing_is_named(log: Made, tmp_path: Path, path: str) -> None:
    (log.write(tmp_path) / path).unlink()
    outcome = failed(verify(tmp_path))
    assert (outcome.step, f"{path} is missing" in outcome.says) == (9, True)


def test_a_path_out_of_the_copy_is_not_read(log: Made, tmp_path: Path) -> None:
    files = {path: data for path, data in log.copy() if path.endswith((".json", "keys"))}
    (tmp_path / "secret").write_bytes(b"secret")
    folder = log.write(tmp_path / "copy")
    (folder / "files").write_text(_layout.manifest({**files, "../secret": b"secret"}, SIGNER))
    assert verify(folder)[8].says == "'../secret' is outside of the copy"
