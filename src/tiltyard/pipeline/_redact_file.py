"""Personal data taken out of any file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard import files, personal
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline._redact import Found, counted, find_column, replaced

_AT_ONCE = 20_000  # rows between two words about progress
_SPANS = {
    "row": pl.Int64,
    "column": pl.String,
    "path": pl.String,
    "kind": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "text": pl.String,
}

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Redaction:
    """How personal data is treated.

    Attributes:
        kinds: what to look for; the usual kinds if missing.
        drop: leave out rows that hold any, where otherwise marks take its place.
        numbered: the same value has the same number within a text: ``[EMAIL_1]``.
        spans: a table to write, which lists what was found.
        show_text: that table has the personal data itself.
    """

    kinds: Collection[str] | None = None
    drop: bool = False
    numbered: bool = False
    spans: str | Path | None = None
    show_text: bool = False


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was found in a file, and what became of it.

    Attributes:
        rows: how many the file has.
        rows_with: how many of them hold personal data.
        dropped: how many were left out for it.
        counts: how much was found, by column and kind.
        spans: where: ``row`` of the file from 0, ``column``, ``path`` within the row, ``kind``,
            and the characters from ``start`` up to ``end`` of the text as it was.
    """

    rows: int
    rows_with: int
    dropped: int
    counts: Mapping[str, Mapping[str, int]]
    spans: pl.DataFrame

    def to_dict(self) -> dict[str, Any]:
        """All but the list of places, as JSON has it."""
        return {
            "rows": self.rows,
            "rows_with_findings": self.rows_with,
            "rows_dropped": self.dropped,
            "counts": {column: dict(kinds) for column, kinds in self.counts.items()},
        }


def redact_file(
    path: str | Path,
    columns: Sequence[str],
    out: str | Path,
    *,
    how: Redaction | None = None,
    progress: Progress | None = None,
) -> Redacted:
    """Write a copy of a file without personal data in these columns.

    Args:
        path: any table that `files.read_table` takes.
        columns: of texts, lists of texts, messages, or whatever holds texts in the end.
        out: where to; the suffix says the format.
        how: what to look for, and what becomes of it; marks for the usual kinds if missing.
        progress: told now and then how many rows are done.

    Raises:
        DataError: the file cannot be read, lacks a column, or a column holds no texts.
        ConfigurationError: ``out`` or the list would overwrite what is read.
        UnknownNameError: there is no such kind.
        WriteError: it could not be written.
    """
    how = how or Redaction()
    _require_apart([path, out, *([] if how.spans is None else [how.spans])])
    columns = list(dict.fromkeys(columns))
    for kind in how.kinds or ():
        personal.load(kind)
    frame = files.read_table(path)
    files.require_columns(frame, columns, path)
    found = {}
    for place, name in enumerate(columns):
        found[name] = _found(frame[name], how.kinds, progress, place * len(frame))
    places = _listed(found, show_text=how.show_text)
    rows_with = places["row"].unique()
    if how.drop:
        kept = ~pl.int_range(len(frame), eager=True).is_in(rows_with.implode())
        result = frame.filter(kept)
    else:
        result = frame.with_columns(
            replaced(frame[name], found[name], numbered=how.numbered) for name in columns
        )
    if how.spans is not None:
        files.write_table(places, how.spans)
    files.write_table(result, out)
    return Redacted(
        rows=len(frame),
        rows_with=len(rows_with),
        dropped=len(frame) - len(result),
        counts={name: counted(inside) for name, inside in found.items()},
        spans=places,
    )


def _require_apart(paths: Sequence[str | Path]) -> None:
    """Return if no file is read or written twice."""
    known = Counter(Path(path).expanduser().resolve() for path in paths if str(path) != "-")
    for path, times in known.items():
        if times > 1:
            raise ConfigurationError(
                f"{str(path)!r} would be overwritten: what is read, the copy and the list of what "
                "was found are different files"
            )


def _found(
    column: pl.Series, kinds: Collection[str] | None, progress: Progress | None, before: int
) -> list[Found]:
    found: list[Found] = []
    for begin in range(0, max(len(column), 1), _AT_ONCE):
        some = find_column(column.slice(begin, _AT_ONCE), kinds)
        found += [one.moved(begin) for one in some]
        if progress is not None:
            progress(before + min(begin + _AT_ONCE, len(column)))
    return found


def _listed(found: Mapping[str, Sequence[Found]], *, show_text: bool) -> pl.DataFrame:
    rows = [
        (
            one.row,
            column,
            _path(one),
            span.kind,
            span.start,
            span.end,
            one.text[span.start : span.end],
        )
        for column, inside in found.items()
        for one in inside
        for span in one.spans
    ]
    listed = pl.DataFrame(rows, schema=_SPANS, orient="row").sort("row", maintain_order=True)
    return listed if show_text else listed.drop("text")


def _path(found: Found) -> str:
    """Where in the row the text is: ``[2].content``, or nothing if it is the row's text itself."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in found.path)
    return "".join(steps).removeprefix(".")
