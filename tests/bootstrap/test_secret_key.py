"""The signing key is made once, kept private, and never weak."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from arenas import scripted
from tiltyard.bootstrap import assemble
from tiltyard.errors import ConfigurationError


def test_the_signing_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    keys = []
    for _ in range(2):
        arena = assemble(scripted(tmp_path))
        keys.append(arena.secret_key)
        arena.store.close()
    assert keys[0] == keys[1]
    assert len(keys[0]) > 30
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_signing_key_that_is_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(ConfigurationError, match="too short: remove the file"):
        assemble(scripted(tmp_path))
