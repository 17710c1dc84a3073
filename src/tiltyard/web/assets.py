"""The built browser files: from a source name to the hashed address that the page loads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiltyard.errors import ConfigurationError

STATIC = Path(__file__).parent / "static"
_PREFIX = "/static/dist/"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page loads for one entry: a script (if it is one), and style sheets."""

    js: str | None
    css: tuple[str, ...]


class Assets:
    """Looks entries up in the manifest that the browser build wrote.

    Raises:
        ConfigurationError: there is no manifest, so the browser files were not built.
    """

    def __init__(self, manifest: Path = STATIC / "dist" / "manifest.json") -> None:
        try:
            self._manifest: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise ConfigurationError(
                "the browser files are not built: run `make setup`, or install the package again"
            ) from error

    def __call__(self, source: str) -> Entry:
        """The addresses for ``source``, such as ``src/battle.tsx``."""
        chunk = self._manifest[source]
        file = _PREFIX + chunk["file"]
        sheets = tuple(_PREFIX + sheet for sheet in chunk.get("css", ()))
        if file.endswith(".css"):
            return Entry(None, (file, *sheets))
        return Entry(file, sheets)
