"""A database is made, or a sentence says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from arenas import scripted
from tiltyard.bootstrap import make_store
from tiltyard.errors import ConfigurationError
from tiltyard.store import open_store


def test_tables_that_are_behind_say_what_to_do(tmp_path: Path) -> None:
    settings = scripted(tmp_path, store={"upgrade": False})
    with pytest.raises(ConfigurationError, match="tiltyard db upgrade"):
        make_store(settings)
    opened = open_store(settings.store_url)
    opened.upgrade()
    opened.close()
    make_store(settings).close()
