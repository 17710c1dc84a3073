"""The key that signs voters' cookies: given, or made once and kept."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from tiltyard.errors import ConfigurationError
from tiltyard.settings import Settings


def secret_key_of(settings: Settings) -> str:
    """The key that signs voters' cookies: from the settings, or made once and kept."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    path = settings.data_dir / "secret_key"
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(32))
        key = path.read_text(encoding="ascii")
    except OSError as error:
        raise ConfigurationError(
            f"the key that signs voters' cookies cannot be kept in {str(path)!r}: {error}; "
            "set `secret_key`, or name another `data_dir`"
        ) from error
    if len(key) < 16:
        raise ConfigurationError(f"the key in {str(path)!r} is too short: remove the file")
    return key


def _write_once(path: Path, text: str) -> None:
    """A private file with all of ``text`` or none, and the first writer's if there are two."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(beside, path)
    beside.unlink()
