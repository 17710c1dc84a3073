"""Personal data in columns: found by a fast search first, and looked at closely where it may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from tiltyard import personal
from tiltyard.errors import DataError
from tiltyard.personal import Span

Path = tuple[str | int, ...]
_TEXT = (pl.String, pl.Categorical, pl.Enum)
_NESTED = (pl.List, pl.Array, pl.Struct)


@dataclass(frozen=True, slots=True)
class Found:
    """Personal data in one text of a column.

    Attributes:
        row: of the column, from 0.
        path: where in the row the text is: places in lists, from 0, and names of fields.
        text: the text.
        spans: what was found in it.
    """

    row: int
    path: Path
    text: str
    spans: tuple[Span, ...]

    def moved(self, rows: int) -> Found:
        """The same, so many rows further down."""
        return replace(self, row=self.row + rows)


def find_column(column: pl.Series, kinds: Collection[str] | None = None) -> list[Found]:
    """Personal data in all texts of a column, in the order of rows and texts.

    Args:
        column: texts, lists of texts, messages, or whatever holds texts in the end.
        kinds: what to look for; the usual ones if missing.

    Raises:
        DataError: the column holds no texts.
        UnknownNameError: there is no such kind.
        ConfigurationError: a kind needs a package that is not installed.
    """
    kinds = personal.usual() if kinds is None else sorted(set(kinds))
    if not _has_texts(column.dtype):
        raise DataError(f"column {column.name!r} holds {column.dtype}, and no texts")
    rows = pl.int_range(len(column), dtype=pl.UInt32, eager=True)
    frame = pl.DataFrame([rows.alias("row"), column.alias("value")])
    found = [one for leaf, path in _leaves(frame, ()) for one in _look(leaf, path, kinds)]
    return sorted(found, key=lambda one: (one.row, [str(step).zfill(9) for step in one.path]))


def redact_column(
    column: pl.Series, kinds: Collection[str] | None = None, *, numbered: bool = False
) -> tuple[pl.Series, dict[str, int]]:
    """The column with marks for personal data, and how much of it there was, by kind.

    Args:
        column: as in `find_column`.
        kinds: what to take out; the usual ones if missing.
        numbered: whether the same value has the same number within a text.

    Raises:
        DataError, UnknownNameError, ConfigurationError: as `find_column`.
    """
    found = find_column(column, kinds)
    return replaced(column, found, numbered=numbered), counted(found)


def counted(found: Sequence[Found]) -> dict[str, int]:
    """How much was found, by kind."""
    return dict(sorted(Counter(span.kind for one in found for span in one.spans).items()))


def replaced(column: pl.Series, found: Sequence[Found], *, numbered: bool = False) -> pl.Series:
    """The column with marks for what was found in it."""
    if not found:
        return column
    rows = list(dict.fromkeys(one.row for one in found))
    values = dict(zip(rows, column.gather(rows).to_list(), strict=True))
    for one in found:
        text = personal.redact(one.text, one.spans, numbered=numbered)
        values[one.row] = _with(values[one.row], one.path, text)
    kind = pl.String if isinstance(column.dtype, _TEXT) else column.dtype
    new = pl.DataFrame(
        {"row": rows, "new": pl.Series(list(values.values()), dtype=kind), "is_new": True},
        schema_overrides={"row": pl.UInt32},
    )
    place = pl.int_range(len(column), dtype=pl.UInt32, eager=True).alias("row")
    joined = pl.DataFrame([place, column.cast(kind).alias("old")]).join(
        new, on="row", how="left", maintain_order="left"
    )
    chosen = pl.when(pl.col("is_new")).then("new").otherwise("old").alias(column.name)
    return joined.select(chosen).to_series()


def _has_texts(kind: Any) -> bool:  # noqa: ANN401 -- polars' kinds have two bases
    if isinstance(kind, pl.Struct):
        return any(_has_texts(field.dtype) for field in kind.fields)
    if isinstance(kind, pl.List | pl.Array):
        return _has_texts(kind.inner)
    # A column in which nothing stands may have been of texts.
    return isinstance(kind, (*_TEXT, pl.Null)) or kind in (*_TEXT, pl.Null)


def _leaves(
    frame: pl.DataFrame, path: tuple[str | None, ...]
) -> Iterator[tuple[pl.DataFrame, tuple[str | None, ...]]]:
    """The texts in a column ``value``, each kind of place apart; None stands for one in a list."""
    kind = frame["value"].dtype
    if isinstance(kind, pl.Struct):
        for field in kind.fields:
            inner = frame.with_columns(pl.col("value").struct.field(field.name).alias("value"))
            yield from _leaves(inner, (*path, field.name))
    elif isinstance(kind, pl.List | pl.Array):
        value = pl.col("value").arr.to_list() if isinstance(kind, pl.Array) else pl.col("value")
        many = frame.with_columns(value).filter(pl.col("value").list.len() > 0)
        place = pl.int_ranges(0, pl.col("value").list.len()).alias(str(path.count(None)))
        yield from _leaves(
            many.with_columns(place).explode("value", place.meta.output_name()), (*path, None)
        )
    elif isinstance(kind, _TEXT):
        yield frame.with_columns(pl.col("value").cast(pl.String)), path


def _look(
    frame: pl.DataFrame, path: tuple[str | None, ...], kinds: Sequence[str]
) -> Iterator[Found]:
    """What is in the texts that may hold something."""
    # Keys begin in so many ways that their pattern slows down every other that it is joined with.
    apart = [[name for name in kinds if (name == "key") is is_key] for is_key in (False, True)]
    may_hold = (pl.col("value").str.contains(personal.hint(group)) for group in apart if group)
    texts = frame.filter(pl.any_horizontal(may_hold))
    hinted = texts.select(
        pl.col("value").str.contains(personal.hint([name])).alias(name) for name in kinds
    )
    for row, may in zip(texts.iter_rows(named=True), hinted.iter_rows(), strict=True):
        here = [name for name, is_there in zip(kinds, may, strict=True) if is_there]
        spans = personal.find(row["value"], here)
        if spans:
            places = (row[str(number)] for number in range(path.count(None)))
            steps = tuple(next(places) if step is None else step for step in path)
            yield Found(row["row"], steps, row["value"], tuple(spans))


def _with(value: Any, path: Path, text: str) -> Any:  # noqa: ANN401 -- whatever a row holds
    """The value with another text at that place; it is changed where it is nested."""
    if not path:
        return text
    value[path[0]] = _with(value[path[0]], path[1:], text)
    return value
