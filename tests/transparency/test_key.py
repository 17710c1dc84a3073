"""The signing key is made once, kept private, and none but the log's own is taken."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tiltyard.errors import ConfigurationError
from tiltyard.ledger import Checkpoint
from tiltyard.store import KeptCheckpoint
from tiltyard.transparency import KeyFile


def signed(folder: Path, name: str = "An Arena", origin: str | None = None) -> KeptCheckpoint:
    """A checkpoint that the key in a folder signed."""
    signer = KeyFile(folder, name, origin).begin(None)
    note = signer.sign(Checkpoint(signer.verifier.name, 0, b"\0" * 32))
    return KeptCheckpoint(0, note, ())


def test_the_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first, again = (KeyFile(tmp_path, "An Arena").begin(None) for _ in range(2))
    assert first.verifier == again.verifier
    assert stat.S_IMODE((tmp_path / "log.key").stat().st_mode) == 0o600


def test_a_log_is_called_after_the_arena_and_its_key(tmp_path: Path) -> None:
    names = {
        KeyFile(tmp_path / folder, "Die Öde: an arena/2").begin(None).verifier.name
        for folder in ("one", "two")
    }
    assert len(names) == 2
    assert all(name.startswith("die-de-an-arena-2-") for name in names)


def test_a_log_keeps_its_name_when_the_arena_is_renamed(tmp_path: Path) -> None:
    last = signed(tmp_path)
    signer = KeyFile(tmp_path, "Another Name").begin(last)
    assert signer.verifier.name.startswith("an-arena-")
    assert signer.verifier.is_signed(last.note)


def test_a_key_that_is_gone_is_not_made_anew_under_the_same_name(tmp_path: Path) -> None:
    last = signed(tmp_path)
    (tmp_path / "log.key").unlink()
    with pytest.raises(ConfigurationError, match=r"log\.key', cannot be read.*put it back"):
        KeyFile(tmp_path, "An Arena").begin(last)
    assert not (tmp_path / "log.key").exists()


def test_a_log_of_another_name_may_have_another_key(tmp_path: Path) -> None:
    last = signed(tmp_path)
    (tmp_path / "log.key").unlink()
    signer = KeyFile(tmp_path, "An Arena", "second.example").begin(last)
    assert signer.verifier.name == "second.example"


def test_another_key_than_the_log_s_is_refused(tmp_path: Path) -> None:
    last = signed(tmp_path)
    (tmp_path / "log.key").write_bytes(b"\1" * 32)
    with pytest.raises(ConfigurationError, match="another key than the one that signed"):
        KeyFile(tmp_path, "An Arena").begin(last)


def test_a_damaged_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "log.key").write_bytes(b"short")
    with pytest.raises(ConfigurationError, match=r"log\.key', is damaged: it has 5 bytes"):
        KeyFile(tmp_path, "An Arena").begin(None)


def test_a_key_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "log.key").mkdir()
    with pytest.raises(ConfigurationError, match=r"log\.key', cannot be read"):
        KeyFile(tmp_path, "An Arena").begin(None)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way")
    with pytest.raises(ConfigurationError, match="cannot be kept"):
        KeyFile(tmp_path / "data", "An Arena").begin(None)


def test_a_name_with_a_space_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"`log\.origin` is 'my log'"):
        KeyFile(tmp_path, "An Arena", "my log").begin(None)
