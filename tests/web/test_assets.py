"""The built browser files are found by their source's name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tiltyard.errors import ConfigurationError
from tiltyard.web.assets import Assets


def test_an_entry_has_its_script_and_its_style_sheets(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    chunk = {"file": "assets/battle-1.js", "css": ["assets/battle-2.css"]}
    manifest.write_text(json.dumps({"src/battle.tsx": chunk}))
    entry = Assets(manifest)("src/battle.tsx")
    assert entry.js == "/static/dist/assets/battle-1.js"
    assert entry.css == ("/static/dist/assets/battle-2.css",)


def test_files_that_are_not_built_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="make setup"):
        Assets(tmp_path / "manifest.json")
