"""A whole file as one table, with every value as it is written."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard.errors import DataError
from tiltyard.files._csv_faults import heading, require_closed, require_once
from tiltyard.files._source import TEXT, Part, first_line, open_source, separator
from tiltyard.files._text import Record, opened, records, wide_fields
from tiltyard.registry import nearest

_NESTED = (dict, list)
_PLACE = {"csv": "row", "jsonl": "row", "json": "element"}


def read_table(path: str | Path, *, format: str | None = None) -> pl.DataFrame:
    """The rows of one file.

    CSV is read as text throughout, so that "007" stays "007": a value that is not there is null,
    and a quoted empty one is empty. JSON keeps its kinds and its nesting; a key that an object
    lacks is null; a column that holds values of several kinds becomes text, as JSON writes them.

    Args:
        path: a file, which may be packed, or ``-`` for standard input.
        format: one of the `FORMATS`, where the name does not say it.

    Raises:
        DataError: the file is missing, of no known format, empty, or broken; for text it names
            the row.
    """
    with ExitStack() as stack:
        parts = open_source(str(path), stack, form=format)
        if len(parts) != 1:
            raise DataError(f"{str(path)!r} is {len(parts)} files: name one of them")
        try:
            return _read(parts[0])
        except (pl.exceptions.PolarsError, OSError) as error:
            told = str(error).split("\n", maxsplit=1)[0]
            raise DataError(
                f"{parts[0].name!r} cannot be read as {parts[0].form}: {told}"
            ) from error


def require_columns(frame: pl.DataFrame, columns: Iterable[str], name: str | Path) -> None:
    """Return if the table has these columns.

    Raises:
        DataError: it lacks one; it names the nearest.
    """
    for column in columns:
        if column not in frame.columns:
            hint = nearest(column, frame.columns)
            raise DataError(f"{str(name)!r} has no column {column!r}{hint}")


def _read(part: Part) -> pl.DataFrame:
    if part.path is None or part.form not in TEXT:
        return part.scan().collect()
    if not first_line(str(part.path)).strip() and not _has_text(part.path):
        raise DataError(f"{part.name!r} is empty")
    if part.form == "csv":
        return _csv(part, part.path)
    if part.form == "json":
        return _from_records(part, records(part.path, "json"))
    try:
        return pl.read_ndjson(part.path, infer_schema_length=None)
    except pl.exceptions.PolarsError:
        return _from_records(part, records(part.path, "jsonl"))


def _has_text(path: Path) -> bool:
    with opened(path) as file:
        return any(line.strip() for line in file)


def _csv(part: Part, path: Path) -> pl.DataFrame:
    first = first_line(str(path))
    delimiter = separator(first)
    require_once(path)
    try:
        require_closed(path)
        if "\r" in first.rstrip("\r"):
            return _csv_strictly(part, path, delimiter)
        frame = part.scan().collect()
    except pl.exceptions.PolarsError:
        return _csv_strictly(part, path, delimiter)
    if frame.width > 1 and frame[:, -1].null_count():
        # A blank line, and a row that ends early, look like rows without values.
        blank = _blank(part, path, delimiter, frame.width)
        frame = frame.with_row_index("\0").filter(~pl.col("\0").is_in(blank)).drop("\0")
    return frame


def _blank(part: Part, path: Path, delimiter: str, width: int) -> list[int]:
    """The places of blank lines among the rows; every other row has all its values."""
    blank = []
    for place, (line, values) in enumerate(_csv_rows(part, path, delimiter)):
        if values:
            _require_width(part, line, values, width)
        else:
            blank.append(place)
    return blank


def _csv_strictly(part: Part, path: Path, delimiter: str) -> pl.DataFrame:
    """What polars refuses, row by row: either it can be read after all, or the row is named."""
    names = heading(path)
    rows = []
    for line, values in _csv_rows(part, path, delimiter):
        if values:
            _require_width(part, line, values, len(names))
            rows.append([value or None for value in values])
    schema = dict.fromkeys(names, pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _csv_rows(part: Part, path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row after the heading, and the line on which it begins."""
    with opened(path) as file, wide_fields():
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        line = 1
        try:
            next(reader, None)
            line = reader.line_num + 1
            for values in reader:
                yield line, values
                line = reader.line_num + 1
        except csv.Error as error:
            raise DataError(f"{part.name!r}, row {line}: {error}") from None


def _require_width(part: Part, line: int, values: Sequence[str], width: int) -> None:
    if len(values) != width:
        raise DataError(
            f"{part.name!r}, row {line}: {len(values)} values where the heading has {width}"
        )
    for value in values:
        _require_utf8(part, line, value)


def _require_utf8(part: Part, line: int, value: str) -> None:
    if value.isascii():
        return
    odd = next((sign for sign in value if "\udc80" <= sign <= "\udcff"), None)
    if odd is not None:
        raise DataError(
            f"{part.name!r}, row {line}: byte 0x{ord(odd) - 0xDC00:02x} is not UTF-8: save the "
            "file as UTF-8"
        )


def _from_records(part: Part, found: Iterable[Record]) -> pl.DataFrame:
    rows = []
    for place, values, broken in found:
        if broken is not None:
            raise DataError(f"{part.name!r}, {_PLACE[part.form]} {place}: {broken}")
        rows.append(values)
    names = dict.fromkeys(name for values in rows for name in values)
    columns = {name: _column(name, [values.get(name) for values in rows]) for name in names}
    return pl.DataFrame(columns) if columns else pl.DataFrame(height=len(rows))


def _column(name: str, values: list[Any]) -> pl.Series:
    """Values of one kind as they are, of several kinds as text."""
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {str} or kinds == {bool}:
        return pl.Series(name, values, dtype=pl.String if kinds == {str} else None)
    if kinds <= {int, float} or len(kinds) == 1:
        lines = [json.dumps({"v": value}, ensure_ascii=False) for value in values]
        try:
            read = pl.read_ndjson(BytesIO("\n".join(lines).encode()), infer_schema_length=None)
            return read.to_series().alias(name)
        except (pl.exceptions.PolarsError, UnicodeEncodeError):
            pass  # lists of several kinds, and their like
    return pl.Series(name, [None if v is None else _text(v) for v in values], dtype=pl.String)


def _text(value: Any) -> str:  # noqa: ANN401 -- whatever JSON holds
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
