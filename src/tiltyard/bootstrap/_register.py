"""What is kept of models that are tested in private: their names, and when these were told.

A folder with a file for each, which nobody but the arena may read, and one for each release. What
is here is never changed or deleted: the log has a commitment to it.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tiltyard.errors import ConfigurationError
from tiltyard.ledger import name_commitment, sealed_digest

FOLDER = "private"
_KEY, _RELEASES, _VARIANTS = "owners.key", "releases", "variants"
_SECRET_BYTES = 32
_PSEUDONYM_DIGITS = 24
# Longer than any that the settings allow, so that a file is never read for another thing.
_MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Variant:
    """A model that was registered before its first battle; its name is secret until release.

    Attributes:
        code_name: under which it is tested.
        name: that it has in the settings, and will have.
        owner: the organisation, as the settings name it.
        nonce: of the commitment to its name, 64 hexadecimal digits.
        digest: of what is served, sha256.
        registered_at: when, aware.
    """

    code_name: str
    name: str
    owner: str
    nonce: str
    digest: str
    registered_at: datetime

    @property
    def commitment(self) -> str:
        """To its name, as the log has it."""
        return name_commitment(self.name, self.nonce)

    @property
    def sealed(self) -> str:
        """The digest of what is served, as the log has it before release."""
        return sealed_digest(self.digest, self.nonce)


@dataclass(frozen=True, slots=True)
class Told:
    """What a release tells of one variant.

    Rating, ``low`` and ``high`` are in points, those of the usual board as it was then, with this
    organisation's variants shown on it; none, with a ``reason``, if the votes could not place it.
    The interval is so wide that those of all told variants hold together.
    """

    code_name: str
    name: str
    nonce: str
    digest: str
    registered_at: datetime
    is_released: bool
    votes: int
    rating: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """All variants of an organisation since its last release, told at once.

    Attributes:
        number: from 1 on, of all organisations together.
        at: when, aware.
        owner: the organisation, as the settings name it; ``title`` for people.
        pseudonym: what the log calls it.
        level: of the intervals.
        variants: the highest rating first, then those that could not be placed.
    """

    number: int
    at: datetime
    owner: str
    title: str
    pseudonym: str
    level: float
    variants: tuple[Told, ...]

    def as_dict(self) -> dict[str, Any]:
        """In plain types."""
        variants = [{**asdict(one), "registered_at": _text(one)} for one in self.variants]
        return {**asdict(self), "at": self.at.isoformat(), "variants": variants}


class Register:
    """The folder; reads it anew at each use, since a command may write while an arena runs.

    Args:
        data_dir: the arena's.
    """

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / FOLDER
        self._looked_at = 0
        self._told: frozenset[str] = frozenset()

    def variants(self) -> dict[str, Variant]:
        """All that were ever registered, by code name.

        Raises:
            ConfigurationError: a file cannot be read.
        """
        folder = self.folder / _VARIANTS
        found = (_variant(path) for path in sorted(folder.glob("*.json")))
        return {one.code_name: one for one in found}

    def releases(self) -> tuple[Release, ...]:
        """All that there were, in their order.

        Raises:
            ConfigurationError: a file cannot be read.
        """
        found = (_release(path) for path in (self.folder / _RELEASES).glob("*.json"))
        return tuple(sorted(found, key=lambda one: one.number))

    def told(self) -> dict[str, tuple[Release, Told]]:
        """What was told of which variant, by code name."""
        return {one.code_name: (each, one) for each in self.releases() for one in each.variants}

    def is_told(self, code_name: str) -> bool:
        """Whether a variant was told; looked up anew when there is another release."""
        try:
            changed = (self.folder / _RELEASES).stat().st_mtime_ns
        except FileNotFoundError:
            return False
        if changed != self._looked_at:
            self._looked_at, self._told = changed, frozenset(self.told())
        return code_name in self._told

    def pseudonym(self, owner: str) -> str:
        """What the log calls an organisation: nobody can tell which it is, or try names.

        Raises:
            ConfigurationError: the key cannot be read or kept.
        """
        path = self.folder / _KEY
        try:
            if not path.exists():
                _write(path, secrets.token_bytes(_SECRET_BYTES))
            key = path.read_bytes()
        except OSError as error:
            raise _broken(path, error) from error
        if len(key) != _SECRET_BYTES:
            raise _broken(path, f"it has {len(key)} bytes, and not {_SECRET_BYTES}")
        return hmac.digest(key, owner.encode(), "sha256").hex()[:_PSEUDONYM_DIGITS]

    def add(self, variant: Variant) -> Variant:
        """Keep a variant; if one of its code name is there already, that one.

        Raises:
            ConfigurationError: it cannot be kept.
        """
        path = self.folder / _VARIANTS / f"{variant.code_name}.json"
        told = {**asdict(variant), "registered_at": _text(variant)}
        try:
            _write(path, json.dumps(told, ensure_ascii=False, indent=2).encode())
        except OSError as error:
            raise _broken(path, error) from error
        return _variant(path)

    def close(self, release: Release) -> None:
        """Keep a release.

        Raises:
            ConfigurationError: it cannot be kept.
        """
        path = self.folder / _RELEASES / f"{release.number}.json"
        told = json.dumps(release.as_dict(), ensure_ascii=False, indent=2).encode()
        try:
            _write(path, told)
            kept = path.read_bytes()
        except OSError as error:
            raise _broken(path, error) from error
        if kept != told:
            raise ConfigurationError("another release was written at the same moment: try again")


def new_nonce() -> str:
    """A nonce that nobody can guess."""
    return secrets.token_hex(_SECRET_BYTES)


def _text(one: Variant | Told) -> str:
    return one.registered_at.isoformat()


def _write(path: Path, data: bytes) -> None:
    """A private file with all of the data or none; the first writer's if there are two."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(beside, path)
    beside.unlink()


def _read(path: Path) -> Any:  # noqa: ANN401 -- whatever the file holds
    try:
        with path.open("rb") as file:
            return json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError) as error:
        raise _broken(path, error) from error


def _variant(path: Path) -> Variant:
    told = _read(path)
    try:
        variant = Variant(
            **{**told, "registered_at": datetime.fromisoformat(told["registered_at"])}
        )
        _ = variant.commitment, variant.sealed
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _broken(path, error) from error
    if variant.code_name != path.stem:
        raise _broken(path, f"it is about {variant.code_name!r}")
    return variant


def _release(path: Path) -> Release:
    told = _read(path)
    try:
        variants = tuple(
            Told(**{**one, "registered_at": datetime.fromisoformat(one["registered_at"])})
            for one in told["variants"]
        )
        return Release(**{**told, "at": datetime.fromisoformat(told["at"]), "variants": variants})
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(path, error) from error


def _broken(path: Path, why: object) -> ConfigurationError:
    return ConfigurationError(
        f"what is kept of private models in {str(path)!r} cannot be used: {why}; put it back from "
        "a backup: the log has a commitment to it, and nothing else opens that"
    )
