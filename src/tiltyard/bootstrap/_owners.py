"""Who owns models: votes of owners on their own models are kept, and count for nothing."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path

from tiltyard.bootstrap._register import FOLDER
from tiltyard.errors import ConfigurationError
from tiltyard.records import Side, StoredBattle
from tiltyard.settings import Settings


class Owners:
    """Voters who showed the token of an organisation, for as long as they keep their cookie.

    Args:
        path: of the file that says so, a line each, in the order in which it was learnt.
        owned: whose each model is, by the name that it is served by.
    """

    def __init__(self, path: Path, owned: Mapping[str, str]) -> None:
        self._path = path
        self._owned = owned
        self._known: dict[str, str] = {}
        self._read_up_to = 0
        self._lock = threading.Lock()

    def note(self, voter: str, organisation: str) -> None:
        """Keep that a voter is one of an organisation; returns when it is on disk.

        Raises:
            ConfigurationError: it cannot be kept.
        """
        if self.organisation(voter) == organisation:
            return
        line = json.dumps({"voter": voter, "organisation": organisation}) + "\n"
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "ab") as file:
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._broken(error) from error

    def organisation(self, voter: str) -> str | None:
        """Whose models a voter owns; None if it is a voter like others."""
        with self._lock:
            self._read()
            return self._known.get(voter)

    def is_owner(self, stored: StoredBattle, voter: str) -> bool:
        """Whether one of the two models of a battle is the voter's own."""
        organisation = self.organisation(voter)
        if organisation is None:
            return False
        models = (stored.battle.version(side).model for side in Side)
        return any(self._owned.get(model) == organisation for model in models)

    def _read(self) -> None:
        """What was added since it was last read, by this program or by another."""
        try:
            if not self._path.exists() or self._path.stat().st_size == self._read_up_to:
                return
            with self._path.open("rb") as file:
                file.seek(self._read_up_to)
                whole, end, _ = file.read().rpartition(b"\n")
            for line in whole.splitlines():
                told = json.loads(line)
                self._known[told["voter"]] = told["organisation"]
        except (OSError, ValueError, KeyError) as error:
            raise self._broken(error) from error
        self._read_up_to += len(whole) + len(end)

    def _broken(self, why: object) -> ConfigurationError:
        return ConfigurationError(f"who owns models cannot be kept in {str(self._path)!r}: {why}")


def make_owners(settings: Settings) -> Owners:
    """Who owns which of the models.

    Args:
        settings: with models under the names that they are served by.
    """
    owned = {name: one.owner for name, one in settings.models.items() if one.owner is not None}
    return Owners(settings.data_dir / FOLDER / "owners.jsonl", owned)
