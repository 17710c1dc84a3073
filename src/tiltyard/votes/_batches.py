"""The parts of a source, batch by batch: filtered, encoded, checked and gathered."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from tiltyard.errors import DataError
from tiltyard.files import (
    BROKEN,
    ROW,
    TEXT,
    Part,
    chunks,
    lines,
    require_closed,
    require_once,
)
from tiltyard.votes._columns import OPTIONAL
from tiltyard.votes._encode import Arrays, Dictionary, encoded
from tiltyard.votes._faults import Marks
from tiltyard.votes._gather import Gathered
from tiltyard.votes._layout import Layout
from tiltyard.votes._rankings import encoded_rankings
from tiltyard.votes._request import Request
from tiltyard.votes._select import Schema, selection, used
from tiltyard.votes._times import moment, seconds
from tiltyard.votes._where import condition

BATCH = 1 << 19  # rows at a time


def needed(request: Request, layout: Layout) -> frozenset[str]:
    """What no row may lack: what was asked for, and all but what is merely recognised."""
    asked = layout.asked | ({"voted_at"} if request.in_time else frozenset())
    return asked | (frozenset(layout.clusters) - frozenset(OPTIONAL))


class Reader:
    """Reads the parts of one source, one after the other."""

    def __init__(self, request: Request, layout: Layout) -> None:
        self.known = Dictionary()
        self.gathered = Gathered(pooled=request.pooled and layout.ranking is None)
        self._request = request
        self._layout = layout
        self._needed = needed(request, layout)

    def read(self, part: Part) -> None:
        """Take in a part; a broken text is begun again, record by record."""
        if part.form == "csv" and part.path is not None:
            require_once(part.path, used(self._layout, self._request.by))
            require_closed(part.path)
        try:
            scanned = part.scan().with_row_index(ROW, offset=1)
            whole = iter([scanned.with_columns(pl.lit(None, pl.String).alias(BROKEN))])
            held = self._gathered(part, whole, is_line=False)
        except pl.exceptions.PolarsError:
            if part.form not in TEXT or part.path is None:
                raise
            mended = (chunk.lazy() for chunk in chunks(part.path, part.form))
            held = self._gathered(part, mended, is_line=True)
        self.gathered.merge(held, self.known)

    def _gathered(self, part: Part, frames: Iterator[pl.LazyFrame], *, is_line: bool) -> Gathered:
        held = Gathered(pooled=self.gathered.pooled)
        encode = encoded_rankings if self._layout.ranking else encoded
        for frame in frames:
            kept = self._kept(frame, part)
            for batch in _batches(kept):
                columns, marks = encode(batch, self._layout, self.known, self._needed)
                if not is_line:
                    _forget_blank_lines(columns, marks, part)
                held.add(columns, marks, part, self.known, is_line=is_line)
                self._tell(self.gathered.rows + held.rows)
        return held

    def _moment(self, text: str) -> float:
        return moment(text, now=self._request.present)

    def _tell(self, rows: int) -> None:
        if self._request.progress is not None:
            self._request.progress(rows)

    def _kept(self, frame: pl.LazyFrame, part: Part) -> pl.LazyFrame:
        """The columns that are used, of the rows that are wanted."""
        schema = _columns(frame)
        try:
            chosen = selection(self._layout, schema, self._request.by)
            wanted = self._wanted(schema)
        except DataError as error:
            raise DataError(f"{part.name}: {error}" if part.name else str(error)) from None
        for condition_of_rows in wanted:
            # A record that could not be read is reported, whatever is asked of the others.
            frame = frame.filter(condition_of_rows | pl.col(BROKEN).is_not_null())
        return frame.select(chosen)

    def _wanted(self, schema: Schema) -> list[pl.Expr]:
        """What must be true of a row. Times that cannot be read are kept, to be reported."""
        request, conditions = self._request, []
        if request.where is not None:
            conditions.append(condition(request.where, schema))
        if self._layout.voted_at is not None:
            time = seconds(self._layout.voted_at, schema[self._layout.voted_at])
            if request.since is not None:
                conditions.append((time >= self._moment(request.since)) | time.is_null())
            if request.until is not None:
                conditions.append((time < self._moment(request.until)) | time.is_null())
        return conditions


def schema_of(part: Part, *, guessed: bool = False) -> Schema:
    """Columns and their kinds; of a broken text, those of the records that can be read.

    Args:
        part: a file or frame.
        guessed: of CSV, what the values look like, where otherwise all is text.

    Raises:
        DataError: the part is empty.
    """
    try:
        return dict(part.scan(guessed=guessed).collect_schema())
    except pl.exceptions.PolarsError:
        if part.form not in TEXT or part.path is None:
            raise
        first = next(chunks(part.path, part.form), None)
    if first is None:
        raise DataError(f"{part.name} is empty")
    return _columns(first.lazy())


def _columns(frame: pl.LazyFrame) -> Schema:
    schema = frame.collect_schema()
    return {name: kind for name, kind in schema.items() if name not in (ROW, BROKEN)}


def _batches(frame: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    """The rows in order, at least one batch, which may be empty."""
    yield frame.head(0).collect()
    yield from frame.collect_batches(chunk_size=BATCH, maintain_order=True)


def _forget_blank_lines(columns: Arrays, marks: Marks, part: Part) -> None:
    """Blank lines in a CSV file look like rows without values, and are none."""
    if part.form != "csv" or part.path is None:
        return
    empty = marks.empty()
    if len(empty):
        rows = columns["row"][empty].astype(int) - 1
        line = lines(part.path, part.form, rows.tolist())
        marks.forget(empty[[line.get(row) is None for row in rows.tolist()]])
