"""Faults of a CSV file as a whole, which no row shows: they would go unnoticed otherwise."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Collection
from itertools import chain
from pathlib import Path
from typing import Any

from tiltyard.errors import DataError
from tiltyard.files._source import first_line, separator
from tiltyard.files._text import opened, wide_fields

_END = "the end"
_CHUNK = 1 << 20


def heading(path: Path) -> list[str]:
    """The names of the columns."""
    with opened(path) as file, wide_fields():
        return next(csv.reader(file, delimiter=separator(first_line(str(path)))), [])


def require_once(path: Path, used: Collection[str] | None = None) -> None:
    """Return if the heading has each column that is used only once; all are used if missing.

    Raises:
        DataError: it has one twice, and nobody knows which of them is meant.
    """
    for name, times in Counter(heading(path)).items():
        if times > 1 and (used is None or name in used):
            raise DataError(
                f"{str(path)!r} has {times} columns that are called {name!r}: rename all but one"
            )


def require_closed(path: Path) -> None:
    """Return if every quote that is opened is closed.

    One that is not makes the rest of the file a single value, however many rows that were.

    Raises:
        DataError: one is not; it names the line.
    """
    if _quotes(path) % 2 and (line := _last_record(path)):
        raise DataError(
            f"{str(path)!r}, row {line}: a quote is opened and never closed, so that all the rest "
            "of the file is one value: close it, or double it if it is meant as a sign"
        )


def _quotes(path: Path) -> int:
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    opener: Any = gzip.open if packed else open
    many = 0
    with opener(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            many += chunk.count(b'"')
    return many


def _last_record(path: Path) -> int | None:
    """The line on which the last record begins, if it does not end with the file."""
    delimiter, begin, last = separator(first_line(str(path))), 1, 0
    with opened(path) as file, wide_fields():
        reader = csv.reader(chain(file, ["\n", _END]), delimiter=delimiter)
        for values in reader:
            if values == [_END]:
                return None
            begin, last = reader.line_num + 1, begin
    return last
