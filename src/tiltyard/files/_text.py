"""Broken text files, record by record: slower, but it can say which line is broken and go on."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import polars as pl

from tiltyard.errors import DataError
from tiltyard.files._source import separator

CHUNK = 100_000
ROW, BROKEN = "\0row", "\0broken"  # names that no column of a file has

Record = tuple[int, dict[str, Any], str | None]  # line, values, what is wrong


def chunks(path: Path, form: str) -> Iterator[pl.DataFrame]:
    """The records of a text file, with the columns `ROW` (from 1) and `BROKEN` (a reason or null).

    Raises:
        DataError: the file as a whole makes no sense.
    """
    held: list[Record] = []
    for record in records(path, form):
        held.append(record)
        if len(held) == CHUNK:
            yield _frame(held)
            held = []
    if held:
        yield _frame(held)


def records(path: Path, form: str) -> Iterator[Record]:
    """Each record of a text file: its place from 1, its values, and what is wrong with it.

    Raises:
        DataError: the file as a whole makes no sense.
    """
    return _RECORDS[form](path)


def lines(path: Path, form: str, places: Iterable[int]) -> dict[int, int | None]:
    """The line on which each record begins, from 1; ``None`` for a blank one, which is no record.

    Args:
        path: a text file that is whole.
        form: ``csv`` or ``jsonl``; elsewhere records have no lines.
        places: of records, from 0.
    """
    wanted = sorted(set(places))
    if not wanted:
        return {}
    starts = _csv_starts(path) if form == "csv" else _jsonl_starts(path)
    found: dict[int, int | None] = {}
    want = iter(wanted)
    record = next(want)
    for place, line in enumerate(starts):
        if place == record:
            found[record] = line
            following = next(want, None)
            if following is None:
                break
            record = following
    return found


def _csv_starts(path: Path) -> Iterator[int | None]:
    """First lines of the records after the heading, as polars counts records."""
    with opened(path) as file, wide_fields():
        reader = csv.reader(file, delimiter=_delimiter(path))
        next(reader, None)
        begin = reader.line_num + 1
        for values in reader:
            yield begin if values else None
            begin = reader.line_num + 1


def _jsonl_starts(path: Path) -> Iterator[int]:
    with opened(path) as file:
        yield from (number for number, line in enumerate(file, start=1) if line.strip())


def _csv_records(path: Path) -> Iterator[Record]:
    with opened(path) as file, wide_fields():
        reader = csv.reader(file, delimiter=_delimiter(path))
        heading = next(reader, None)
        if not heading:
            raise DataError(f"{str(path)!r} is empty: it needs a heading and rows")
        begin = reader.line_num + 1
        for values in reader:
            if values:
                yield begin, *_csv_record(heading, values)
            begin = reader.line_num + 1


def _csv_record(heading: list[str], values: list[str]) -> tuple[dict[str, Any], str | None]:
    padded = [value or None for value in values] + [None] * (len(heading) - len(values))
    record = dict(zip(heading, padded[: len(heading)], strict=True))
    if len(values) > len(heading):
        return record, f"{len(values)} values where the heading has {len(heading)}"
    if not all(map(_is_text, values)):
        return dict.fromkeys(heading), "it is not UTF-8 text"
    return record, None


def _jsonl_records(path: Path) -> Iterator[Record]:
    with opened(path) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, *_json_record(line)


def _json_record(line: str) -> tuple[dict[str, Any], str | None]:
    if not _is_text(line):
        return {}, "it is not UTF-8 text"
    try:
        value = json.loads(line)
    except ValueError:
        return {}, "it is not JSON"
    return (value, None) if isinstance(value, dict) else ({}, "it is not a JSON object")


def _json_records(path: Path) -> Iterator[Record]:
    with opened(path) as file:
        try:
            values = json.load(file)
        except ValueError as error:
            lines = "; if it has an object on each line, say so: format='jsonl' (--format jsonl)"
            hint = lines if str(error).startswith("Extra data") else ""
            raise DataError(f"{str(path)!r} is not JSON: {error}{hint}") from None
    if not isinstance(values, list):
        raise DataError(f"{str(path)!r} holds no array of objects, one for each row")
    for place, value in enumerate(values, start=1):
        is_object = isinstance(value, dict)
        yield place, value if is_object else {}, None if is_object else "it is not a JSON object"


_RECORDS = {"csv": _csv_records, "jsonl": _jsonl_records, "json": _json_records}


def _frame(records: Sequence[Record]) -> pl.DataFrame:
    names = dict.fromkeys(name for _, values, _ in records for name in values)
    columns = [_column(name, [values.get(name) for _, values, _ in records]) for name in names]
    rows = pl.Series(ROW, [line for line, _, _ in records], dtype=pl.Int64)
    broken = pl.Series(BROKEN, [reason for _, _, reason in records], dtype=pl.String)
    return pl.DataFrame([*columns, rows, broken])


def _column(name: str, values: list[Any]) -> pl.Series:
    """Values of one kind as they are, of several kinds as text."""
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int, float} or len(kinds) == 1:
        try:
            return pl.Series(name, values, strict=True)
        except (TypeError, pl.exceptions.PolarsError):
            return pl.Series(name, values, strict=False)
    return pl.Series(name, [None if v is None else _text(v) for v in values], dtype=pl.String)


def _text(value: Any) -> str:  # noqa: ANN401 -- whatever JSON holds
    return value if isinstance(value, str) else json.dumps(value)


def _is_text(value: str) -> bool:
    """Whether all of it was UTF-8; what was not is read as lone surrogates."""
    return not any("\udc80" <= sign <= "\udcff" for sign in value) if not value.isascii() else True


def _delimiter(path: Path) -> str:
    with opened(path) as file:
        return separator(file.readline())


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The text of a file, unpacked if its first bytes say that it is packed."""
    with path.open("rb") as raw:
        sign = raw.read(4)
    if sign == b"\x28\xb5\x2f\xfd":
        packed = pl.scan_lines(str(path)).collect().to_series()
        yield io.StringIO("\n".join(packed.to_list()) + "\n", newline="")
        return
    opener: Any = gzip.open if sign[:2] == b"\x1f\x8b" else open
    with opener(path, "rt", encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        yield file


@contextmanager
def wide_fields() -> Iterator[None]:
    """Let the csv module read fields of any length, such as whole conversations."""
    before = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(before)
