"""Files that are to be imported: which there are, what shape they have, and their records."""

from __future__ import annotations

import csv
import fnmatch
import itertools
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard import files
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline import importers
from tiltyard.pipeline._hub import PREFIX, fetch
from tiltyard.pipeline._schema import WINNERS
from tiltyard.pipeline.importers import Importer, Record, Source
from tiltyard.registry import nearest

_BATCH = 4_000  # rows of a Parquet file at a time
_BUFFER = 256  # of these, rows at a time as dictionaries
_SEEN = 100  # records of a JSON file that tell its columns
_UNREADABLE = (OSError, EOFError, zlib.error, csv.Error, pl.exceptions.PolarsError)

Numbered = tuple[int, Record, str | None]  # row, values, what is wrong


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user says about files.

    Attributes:
        importer: the name of their shape; recognised if missing.
        mapping: for `plain`, which column holds what.
        winners: for `plain`, what winner values mean.
        consent: for `plain`, whether the texts may be published.
    """

    importer: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    winners: Mapping[str, str] = field(default_factory=dict)
    consent: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether something is said that is for `plain` alone."""
        return bool(self.mapping or self.winners or self.consent)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file and how it is read.

    Attributes:
        path: where it lies.
        form: its format.
        shape: the importer's name.
        importer: the importer.
        source: what the importer may know of it.
        sha256: of the file.
        key: identifies what is imported: the file, and all that was said about it.
    """

    path: Path
    form: str
    shape: str
    importer: Importer
    source: Source
    sha256: str
    key: str

    def records(self) -> Iterator[Numbered]:
        """Every record, with its row as an editor counts lines, or its place; and its fault.

        Raises:
            DataError: the file cannot be read, or not to its end.
        """
        rows = _of_text(self) if self.form in files.TEXT else _of_table(self)
        row = 0
        try:
            for row, values, broken in rows:
                yield row, values, broken
        except _UNREADABLE as error:
            told = str(error).split("\n", maxsplit=1)[0] or type(error).__name__
            where = f" after row {row}" if row else ""
            raise DataError(
                f"{self.source.name!r} cannot be read as {self.form}{where}: {told}"
            ) from None


def find(
    sources: Sequence[str], wanted: Wanted, stack: ExitStack, *, on_error: str = "stop"
) -> tuple[list[Incoming], list[str]]:
    """The files of all sources in the order of their names, and those of folders passed over.

    Args:
        sources: files, folders, patterns, ``hf://datasets/OWNER/NAME``, or ``-``.
        wanted: what the user says about them.
        stack: holds what must be removed in the end.
        on_error: with ``drop``, files of a folder that have no known shape are passed over.

    Raises:
        DataError: there is no such file, or it cannot be read.
        ConfigurationError: its shape is not recognised, or is another than was said.
    """
    found: list[Incoming] = []
    passed: list[str] = []
    _require_winners(wanted.winners)
    for address in sources:
        source = str(fetch(address)) if address.startswith(PREFIX) else address
        folder = _data_folder(Path(source).expanduser())
        parts = files.open_source(str(folder) if folder else source, stack)
        told = [(part, _columns(part)) for part in parts]
        beside = _beside([columns for _, columns in told]) if folder else ()
        for part, columns in told:
            name = Path(part.name).name
            if any(fnmatch.fnmatch(name, pattern) for pattern in beside):
                continue
            if folder and on_error == "drop" and not wanted.importer and not _shapes(columns):
                passed.append(name)
                continue
            found.append(_incoming(part, columns, wanted, is_folder=folder is not None))
    return found, passed


def _require_winners(winners: Mapping[str, str]) -> None:
    for value, meaning in winners.items():
        if meaning not in WINNERS:
            raise ConfigurationError(
                f"the winner value {value!r} is said to mean {meaning!r}: it means one of "
                f"{', '.join(WINNERS)}"
            )


def _data_folder(path: Path) -> Path | None:
    """The folder that holds the rows, if it is a folder: that called ``data``, if there is one."""
    if not path.is_dir():
        return None
    data = path / "data"
    return data if data.is_dir() and any(data.glob("*.parquet")) else path


def _beside(columns: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Names of files that hold no votes, in a folder that holds files with these columns."""
    shapes = {shape for one in columns for shape in _shapes(one)}
    return tuple(name for shape in shapes for name in importers.load(shape).beside)


def _shapes(columns: Sequence[str]) -> list[str]:
    return importers.recognise(columns)


def _incoming(
    part: files.Part, columns: Sequence[str], wanted: Wanted, *, is_folder: bool
) -> Incoming:
    if part.path is None:
        raise DataError("rows are imported from files")
    name = Path(part.name).name
    shape = _shape(name, columns, wanted, is_folder=is_folder)
    importer = importers.load(shape)
    if wanted.is_plain and shape != "plain":
        raise ConfigurationError(
            f"{name!r} has the shape {shape!r}, whose columns are known: columns, winner values "
            "and consent are said of plain votes only (--as plain)"
        )
    missing = importer.missing(columns) if shape != "plain" else []
    if missing:
        hint = nearest(missing[0], [*columns])
        raise DataError(f"{name!r} has no column {missing[0]!r}, as {shape} has{hint}")
    folder = part.path.parent if part.name == str(part.path) else None
    source = Source(name, columns, folder, wanted.mapping, wanted.winners, wanted.consent)
    digest = files.sha256(part.path)
    said = [dict(wanted.mapping), dict(wanted.winners), wanted.consent]
    key = files.digest_of([digest, shape, *said])
    return Incoming(part.path, part.form, shape, importer, source, digest, key)


def _shape(name: str, columns: Sequence[str], wanted: Wanted, *, is_folder: bool) -> str:
    if wanted.importer is not None:
        return wanted.importer
    shapes = _shapes(columns)
    if len(shapes) == 1:
        return shapes[0]
    if shapes:
        raise ConfigurationError(
            f"{name!r} may be {' or '.join(shapes)}: say which, with --as {shapes[0]}"
        )
    if wanted.mapping:
        return "plain"
    shown = ", ".join(columns[:12]) or "none"
    folder = "; --on-error drop passes such files of a folder over" if is_folder else ""
    raise ConfigurationError(
        f"{name!r} has no shape that is known: its columns are {shown}. Say what they hold "
        f"(--model-a, --model-b, --winner), or name a shape with --as{folder}"
    )


def _columns(part: files.Part) -> list[str]:
    """The names of a file's columns; of JSON, the keys of its first objects.

    Raises:
        DataError: the file is empty, damaged, or has a column twice.
    """
    try:
        if part.path is None or part.form not in files.TEXT:
            return part.scan().collect_schema().names()
        if part.path.stat().st_size == 0:
            raise DataError(f"{part.name!r} is empty")
        if part.form == "csv":
            files.require_once(part.path)
            files.require_closed(part.path)
            return part.scan().collect_schema().names()
        first = itertools.islice(files.records(part.path, part.form), _SEEN)
        return [*dict.fromkeys(key for _, values, _ in first for key in values)]
    except _UNREADABLE as error:
        told = str(error).split("\n", maxsplit=1)[0] or type(error).__name__
        raise DataError(f"{part.name!r} cannot be read as {part.form}: {told}") from None


def _of_text(incoming: Incoming) -> Iterator[Numbered]:
    importer = incoming.importer
    for row, values, broken in files.records(incoming.path, incoming.form):
        for column in importer.unread:
            values.pop(column, None)
        for column in importer.lengths:
            values[column] = _length(values.get(column))
        yield row, values, broken


def _of_table(incoming: Incoming) -> Iterator[Numbered]:
    importer = incoming.importer
    part = files.Part(str(incoming.path), incoming.form, path=incoming.path)
    whole = part.scan()
    schema = whole.collect_schema()
    counted = [name for name in importer.lengths if isinstance(schema.get(name), pl.List)]
    whole = whole.drop(importer.unread, strict=False).with_columns(
        pl.col(name).list.len() for name in counted
    )
    height = int(part.scan().select(pl.len()).collect().item())
    for begin in range(0, height, _BATCH):
        batch = whole.slice(begin, _BATCH).collect()
        rows = batch.iter_rows(named=True, buffer_size=_BUFFER)
        for row, values in enumerate(rows, start=begin + 1):
            yield row, values, None


def _length(value: Any) -> int:  # noqa: ANN401 -- whatever was read
    return len(value) if isinstance(value, list) else int(bool(value))
