"""A dataset on disk: parts of rows, never edited, and what was derived of each.

``dataset.json`` names the parts and is written last, so that a part exists once it is named there.
What a run derives (measures of cleaning steps, labels) lies in a folder of its own with one file
for each part: a later run makes only those that are missing, and a changed definition is another
folder.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard import files
from tiltyard.errors import DataError, WriteError
from tiltyard.pipeline._schema import ROW, conform

MANIFEST = "dataset.json"
FORMAT = 1
PART_ROWS = 20_000  # with long answers a part is some 100 MB of text


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a dataset.

    Attributes:
        number: its place, from 1 on.
        path: the Parquet file.
        rows: how many.
        digest: sha256 of the file.
    """

    number: int
    path: Path
    rows: int
    digest: str

    def read(self, columns: list[str] | None = None) -> pl.DataFrame:
        """The rows, with all columns unless some are named.

        Raises:
            DataError: the file is damaged.
        """
        try:
            return pl.read_parquet(self.path, columns=columns, glob=False)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise DataError(f"{str(self.path)!r} cannot be read: {error}") from None


@dataclass(frozen=True, slots=True)
class Derived:
    """What a run derives of every part, in a folder that belongs to one definition of it.

    Attributes:
        folder: where it lies.
        definition: what decides the values: name, version, options. It is kept beside them.
    """

    folder: Path
    definition: Mapping[str, Any]

    def path(self, part: Part) -> Path:
        """The file for a part."""
        return self.folder / f"{part.number:06}.parquet"

    def missing(self, parts: list[Part]) -> list[Part]:
        """The parts that have none yet."""
        return [part for part in parts if not self.path(part).exists()]

    def write(self, part: Part, frame: pl.DataFrame) -> str:
        """Keep what was derived of a part; returns the sha256 of the file."""
        files.write_json(dict(self.definition), self.folder / "definition.json")
        return files.write_parquet(frame, self.path(part))

    def read(self, part: Part) -> pl.DataFrame:
        """What was derived of a part."""
        return pl.read_parquet(self.path(part), glob=False)


@dataclass(slots=True)
class Dataset:
    """An open dataset; see `Dataset.open`."""

    folder: Path
    parts: list[Part] = field(default_factory=list)
    inputs: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def create(cls, folder: str | Path) -> Dataset:
        """An empty dataset in a folder that holds nothing else, or the one that is there."""
        folder = Path(folder)
        if (folder / MANIFEST).exists():
            return cls.open(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise DataError(
                f"{str(folder)!r} is there already and is no dataset; name a new folder"
            )
        made = cls(folder)
        made.save()
        return made

    @classmethod
    def open(cls, folder: str | Path) -> Dataset:
        """The dataset in a folder.

        Raises:
            DataError: there is none, or its manifest is damaged.
        """
        folder = Path(folder)
        if not (folder / MANIFEST).is_file():
            raise DataError(
                f"{str(folder)!r} is no dataset: it has no {MANIFEST}; "
                "make one with `tiltyard data import`"
            )
        held = files.read_json(folder / MANIFEST)
        if held.get("format") != FORMAT:
            raise DataError(
                f"{str(folder)!r} has format {held.get('format')!r}; this version reads {FORMAT}"
            )
        parts = [
            Part(number, folder / one["file"], one["rows"], one["digest"])
            for number, one in enumerate(held["parts"], start=1)
        ]
        return cls(folder, parts, held["inputs"])

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(part.rows for part in self.parts)

    @property
    def digest(self) -> str:
        """sha256 over the parts: what a run was made of."""
        return files.digest_of([part.digest for part in self.parts])

    def append(self, frame: pl.DataFrame) -> Part:
        """Keep more rows as a part. `save` makes them count."""
        number = len(self.parts) + 1
        path = self.folder / "rows" / f"{number:06}.parquet"
        digest = files.write_parquet(conform(frame), path)
        part = Part(number, path, len(frame), digest)
        self.parts.append(part)
        return part

    def save(self) -> None:
        """Write the manifest: from now on the parts and inputs are part of the dataset."""
        parts = [
            {
                "file": part.path.relative_to(self.folder).as_posix(),
                "rows": part.rows,
                "digest": part.digest,
            }
            for part in self.parts
        ]
        held = {"format": FORMAT, "parts": parts, "inputs": self.inputs}
        files.write_json(held, self.folder / MANIFEST)

    def scan(self) -> pl.LazyFrame:
        """All rows, not read yet."""
        if not self.parts:
            return pl.LazyFrame(schema=ROW)
        return pl.scan_parquet([part.path for part in self.parts], glob=False)

    def derived(self, kind: str, name: str, definition: Mapping[str, Any]) -> Derived:
        """Where values of this definition are kept: ``kind`` is ``measures`` or ``labels``."""
        whole = {"name": name, **definition}
        short = files.digest_of(whole)[:12]
        return Derived(self.folder / kind / f"{name}-{short}", whole)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else changes the dataset meanwhile.

        Raises:
            WriteError: somebody does already.
        """
        with (self.folder / ".lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise WriteError(
                    f"another run works on {str(self.folder)!r}; wait until it has ended"
                ) from None
            yield

    def stamp(self, command: str, config: Mapping[str, Any], result: Mapping[str, Any]) -> Path:
        """Keep how something was made, of what, by which code, and what came out."""
        folder = self.folder / "runs"
        number = len(list(folder.glob("*.json"))) + 1 if folder.is_dir() else 1
        path = folder / f"{number:04}-{command}.json"
        stamp = {
            "command": command,
            "version": version("tiltyard"),
            "config": dict(config),
            "config_digest": files.digest_of(dict(config)),
            "input_digest": self.digest,
            "rows": self.rows,
            "result": dict(result),
        }
        files.write_json(json.loads(json.dumps(stamp, default=str)), path)
        return path
